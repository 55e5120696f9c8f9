#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/template/setup.h"

namespace datavault {

using ParameterValues = std::map<std::string, std::string>;

/// Always there: "company_name", "company_slug", "industry".
bool is_given_parameter(std::string_view name);
/// [a-z][a-z0-9_]*, at most 50 bytes.
bool is_parameter_name(std::string_view text);

/// The names in a text, in order; {{}} is none.
///
/// Errors: invalid_input for braces that do not close or hold no name.
Result<std::vector<std::string>> parameters_in(std::string_view text);

/// Replaces {{name}} by its value, and {{}} by "{{". What was put in is not looked at again.
///
/// Errors: as parameters_in; invalid_input for a name that `values` lacks.
/// Laws:   replace_parameters(literal_text(t), v) == t.
Result<std::string> replace_parameters(std::string_view text, const ParameterValues& values);

/// A text that means itself.
std::string literal_text(std::string_view text);

/// The same with `value` wherever it stands as whole words replaced by {{name}}.
std::string with_parameter(std::string_view text, std::string_view value, std::string_view name);

/// What was given, completed by the fallbacks of a template.
///
/// Errors: `parameters, x`: one that is missing, is not known, or is no good text.
Result<ParameterValues> complete_parameters(const std::vector<TemplateParameter>& declared,
                                            ParameterValues given);

}  // namespace datavault
