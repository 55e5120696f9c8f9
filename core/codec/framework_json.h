#pragma once

#include <string>

#include "core/base/json.h"
#include "core/model/framework.h"

namespace datavault {

/// A field with every key present (null where none), variables by uid. The form that is stored,
/// sent and hashed: {"uid","code","name","translations",...,"expression","multiplier","variables"}.
Json field_to_json(const Field& field);
Result<Field> field_from_json(const Json& json);

/// {"topics": [{"code","name","parent"}], "fields": [...]} and back.
Json content_to_json(const FrameworkContent& content);
Result<FrameworkContent> content_from_json(const Json& json);

/// Digest of what a version says; not of its number, notes or lineage.
std::string content_digest(const FrameworkContent& content);

/// [{"kind","from":[uid],"to":[uid]}] and back.
Json lineage_to_json(const std::vector<LineageEntry>& lineage);
Result<std::vector<LineageEntry>> lineage_from_json(const Json& json);

/// {"number","digest","notes","content","lineage"}; reading checks that the digest fits the
/// content.
Json version_to_json(const FrameworkVersion& version);
Result<FrameworkVersion> version_from_json(const Json& json);

}  // namespace datavault
