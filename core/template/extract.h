#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>

#include "core/base/result.h"
#include "core/template/parameters.h"
#include "core/template/setup.h"

namespace datavault {

/// Which parts of a tenant a template takes.
struct TemplateParts {
  bool frameworks = true;
  bool entities = true;
  bool assignments = true;  // needs both of the above
  bool users = true;
  bool settings = true;
  std::optional<std::set<std::string>> framework_keys;  // none: all
  bool uses_company_name = true;  // {{company_name}} for the tenant's own name
};

/// Where a tenant came from.
struct TemplateOrigin {
  TemplateContent content;  // of the version that it is on
  ParameterValues parameters;
};

/// A template made of a tenant.
struct Extraction {
  TemplateContent content;
  std::map<std::string, std::string> new_keys;  // "#17" -> "plant": of entities that had none
};

/// An entity that has no key yet stands in a tenant's set-up under its id: "#17".
std::string key_of_id(int64_t id);
bool is_id_key(std::string_view key);

/// Makes a template of a tenant's set-up. Texts that are what the origin's came to are the origin's
/// again, with its parameters; names of entities that hold the tenant's name, its parameter.
///
/// Assignments of fields that none of the frameworks taken shows are left out.
///
/// Errors: invalid_input for assignments without frameworks or entities, and for a framework that
///         the tenant lacks.
/// Laws:   extract(fill_in(t, p), origin {t, p}) is t.
Result<Extraction> extract(const Setup& tenant, const std::string& tenant_name,
                           const TemplateParts& parts, const TemplateOrigin* origin,
                           const FindVersion& find_version);

}  // namespace datavault
