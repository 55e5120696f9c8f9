#include "tests/server/support/openapi_check.h"

#include <algorithm>

#include <doctest/doctest.h>

#include "core/base/text.h"
#include "server/embedded/embedded_files.h"
#include "server/http/route.h"

namespace datavault::test {
namespace {

const Json& openapi() {
  static const Json kDocument = [] {
    const EmbeddedFile* file = find_embedded(embedded_assets(), "openapi.json");
    REQUIRE(file != nullptr);
    return Json::parse(file->text());
  }();
  return kDocument;
}

bool is_type(const std::string& type, const Json& value) {
  if (type == "integer") return value.is_number_integer();
  if (type == "number") return value.is_number();
  return type == value.type_name();
}

class SchemaCheck {
 public:
  SchemaCheck(const Json& document) : document_(document) {}

  void check(const Json& schema, const Json& value, const std::string& where) {
    if (schema.is_boolean()) {
      if (!schema.get<bool>()) add(where, "is not described");
      return;
    }
    if (schema.contains("$ref")) return check(resolve(schema["$ref"]), value, where);
    for (const Json& part : schema.value("allOf", Json::array())) check(part, value, where);
    if (schema.contains("anyOf")) check_any(schema["anyOf"], value, where);
    if (schema.contains("const") && schema["const"] != value) add(where, "is another constant");
    check_type(schema, value, where);
    check_enum(schema, value, where);
    if (value.is_object()) check_object(schema, value, where);
    if (value.is_array() && schema.contains("items")) {
      for (size_t i = 0; i < value.size(); ++i) {
        check(schema["items"], value[i], where + "[" + std::to_string(i) + "]");
      }
    }
  }

  std::vector<std::string> take() { return std::move(found_); }

 private:
  void add(const std::string& where, const std::string& what) {
    found_.push_back(where + " " + what);
  }

  const Json& resolve(const std::string& reference) const {
    return document_.at(Json::json_pointer(reference.substr(1)));
  }

  void check_any(const Json& schemas, const Json& value, const std::string& where) {
    const bool fits = std::any_of(schemas.begin(), schemas.end(), [&](const Json& schema) {
      return violations(schema, value, document_, where).empty();
    });
    if (!fits) add(where, "fits none of the alternatives");
  }

  void check_type(const Json& schema, const Json& value, const std::string& where) {
    if (!schema.contains("type")) return;
    const Json& types = schema["type"];
    const bool fits = types.is_string()
                          ? is_type(types, value)
                          : std::any_of(types.begin(), types.end(),
                                        [&](const Json& type) { return is_type(type, value); });
    if (!fits) add(where, "is a " + std::string(value.type_name()));
  }

  void check_enum(const Json& schema, const Json& value, const std::string& where) {
    if (!schema.contains("enum") || value.is_null()) return;
    const Json& values = schema["enum"];
    if (std::find(values.begin(), values.end(), value) == values.end()) {
      add(where, "is " + value.dump() + ", which is not listed");
    }
  }

  void check_object(const Json& schema, const Json& value, const std::string& where) {
    for (const Json& name : schema.value("required", Json::array())) {
      if (!value.contains(name.get<std::string>())) add(where, "lacks " + name.dump());
    }
    const Json properties = schema.value("properties", Json::object());
    for (const auto& [name, item] : value.items()) {
      if (properties.contains(name)) {
        check(properties[name], item, where + "." + name);
      } else if (schema.contains("additionalProperties")) {
        check(schema["additionalProperties"], item, where + "." + name);
      } else if (!properties.empty() && !schema.contains("allOf")) {
        add(where, "has \"" + name + "\", which is not described");
      }
    }
  }

  const Json& document_;
  std::vector<std::string> found_;
};

}  // namespace

std::vector<std::string> violations(const Json& schema, const Json& value, const Json& document,
                                    const std::string& where) {
  SchemaCheck check(document);
  check.check(schema, value, where);
  return check.take();
}

std::vector<std::string> differences_from_openapi(std::string_view method, std::string_view path,
                                                  int status, const Json& body) {
  const std::string_view address = path.substr(0, path.find('?'));
  for (const auto& [pattern, operations] : openapi()["paths"].items()) {
    const std::string name = to_lower_ascii(method);
    if (!operations.contains(name) || !http::match_path(pattern, address)) continue;
    const Json& responses = operations[name]["responses"];
    const std::string code = std::to_string(status);
    if (!responses.contains(code)) return {"the status " + code + " is not described"};
    if (!responses[code].contains("content")) return {};
    if (!responses[code]["content"].contains("application/json")) return {};
    return violations(responses[code]["content"]["application/json"]["schema"], body, openapi());
  }
  return {};
}

}  // namespace datavault::test
