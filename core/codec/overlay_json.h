#pragma once

#include <string>
#include <string_view>

#include "core/base/json.h"
#include "core/model/adoption.h"

namespace datavault {

enum class Stamps { leave_out, include };

/// {"edits": {uid: {attribute: {"value", "by"?, "at"?}}}, "added": {uid: {"field", "after", "by"?,
/// "at"?}},
///  "hidden": {uid: {"by"?, "at"?}}, "moved": {uid: {"after", "by"?, "at"?}}, "joined": {uid: uid},
///  "topics": [...]}
Json overlay_to_json(const Overlay& overlay, Stamps stamps);
/// The canonical text of it.
std::string overlay_text(const Overlay& overlay, Stamps stamps);
Result<Overlay> overlay_from_json(const Json& json);
/// The same from its text; much quicker for what overlay_text wrote.
Result<Overlay> overlay_from_text(std::string_view text);

/// The state digest of design terms: version digest (null for a framework of the tenant's own) and
/// the overlay in normal form, without who and when.
std::string state_digest(const std::string* version_digest, const Overlay& overlay);

}  // namespace datavault
