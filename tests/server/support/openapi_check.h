#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"

namespace datavault::test {

/// Where a JSON value differs from a schema, as far as openapi.json uses JSON Schema: $ref, allOf,
/// anyOf, type, const, enum, required, properties, additionalProperties, items, pattern of digests
/// is not looked at.
std::vector<std::string> violations(const Json& schema, const Json& value, const Json& document,
                                    const std::string& where = "answer");

/// How an answer of the running server differs from what openapi.json says of it; empty for
/// addresses that it does not describe. `path` may have a query.
std::vector<std::string> differences_from_openapi(std::string_view method, std::string_view path,
                                                  int status, const Json& body);

}  // namespace datavault::test
