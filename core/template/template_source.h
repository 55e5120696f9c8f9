#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/framework.h"
#include "core/template/template.h"

namespace datavault {

/// A template as people write it: by codes of fields and numbers of versions.
struct TemplateSource {
  std::string key, name, description, industry, notes;
  TemplateContent content;
};

struct TemplateSourceResult {
  TemplateSource source;
  std::vector<Error> errors;  // empty: it is good
};

/// A framework's name and one of its versions.
struct SourceVersion {
  std::string name;
  const FrameworkVersion* version = nullptr;  // null: there is none
};
using FindSourceVersion = std::function<SourceVersion(const std::string& key, int64_t number)>;

/// Reads {"schema": "datavault.template-source/1", "key", "name", "description", "industry",
/// "notes", "parameters", "frameworks": [{"key", "version", "edits"}], "entities", "assignments":
/// [{"framework", "code", "entities": [key], "frequency", "unit"}], "users", "settings"}; edits as
/// core/edit/edits.h takes them, the rest as in template_json.h.
///
/// Errors: all mistakes, each with its place.
TemplateSourceResult read_template_source(std::string_view text,
                                          const FindSourceVersion& find_version);

}  // namespace datavault
