#pragma once

#include <string_view>

#include "core/base/ids.h"

namespace datavault {

/// A new field's uid: "u" + 24 hex digits of SHA-256 over scope and code. The same input gives the
/// same uid, so the scope must name what can happen only once ("ghg-protocol v3", "ghg-protocol
/// tenant 7 edit 12").
FieldUid mint_field_uid(std::string_view scope, std::string_view code);

}  // namespace datavault
