#pragma once

#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/template/setup.h"
#include "core/template/template.h"

namespace datavault {

/// {"parameters": [{"name","label","default"}], "frameworks": [{"key","name","description",
/// "version","version_digest","overlay"}], "entities": [{"key","name","kind","parent"}],
/// "assignments": [{"field_uid","entity","frequency","unit"}], "users": [{"role","count"}],
/// "settings": {name: value}}, every key present, null where none.
Json template_to_json(const TemplateContent& content);

/// Reads that form strictly, whoever wrote it. A key that is absent is empty.
///
/// Errors: into `errors` with places below `where`: unknown keys, wrong types, and those of
///         validate_template. What it gives then is not to be used.
TemplateContent template_from_json(const Json& json, const std::string& where,
                                   std::vector<Error>& errors);

/// Names a content in every installation: over all of it but the numbers of versions.
std::string template_digest(const TemplateContent& content);

Json summary_to_json(const SetupSummary& summary);
SetupSummary summary_from_json(const Json& json);

Json parameter_values_to_json(const ParameterValues& values);

}  // namespace datavault
