#include "tests/server/support/schema_values.h"

#include <algorithm>

#include "tests/server/support/openapi_check.h"

namespace datavault::test {
namespace {

constexpr int kDeepest = 5;

/// With what trips programs up.
const std::vector<std::string>& words() {
  static const std::vector<std::string> kWords{
      "",    "A",   "x",     "2025",  "ANNUAL",   "MERGE",       "name",
      "t",   "-1",  "1e400", "null",  "A + B",    "a@b.example", "../../etc",
      "<b>", "%00", "é中ع",  "'; --", " spaced ", "sha256:00",   std::string(400, 'y')};
  return kWords;
}

std::vector<std::string> types_of(const Json& schema) {
  if (!schema.contains("type")) return {"object"};
  if (schema["type"].is_string()) return {schema["type"].get<std::string>()};
  return schema["type"].get<std::vector<std::string>>();
}

}  // namespace

const Json& SchemaValues::resolved(const Json& schema) const {
  if (!schema.contains("$ref")) return schema;
  return document_.at(Json::json_pointer(schema["$ref"].get<std::string>().substr(1)));
}

Json SchemaValues::value(const Json& from, int depth) {
  const Json& schema = resolved(from);
  if (schema.is_boolean()) return words()[any(words().size())];  // "true": anything fits
  if (schema.contains("const")) return schema["const"];
  if (schema.contains("enum")) return schema["enum"][any(schema["enum"].size())];
  if (schema.contains("anyOf")) return value(schema["anyOf"][any(schema["anyOf"].size())], depth);
  if (schema.contains("allOf")) return value(schema["allOf"][0], depth);
  const auto types = types_of(schema);
  return value_of_type(types[any(types.size())], schema, depth);
}

Json SchemaValues::value_of_type(const std::string& type, const Json& schema, int depth) {
  if (type == "null") return nullptr;
  if (type == "boolean") return any(2) == 0;
  if (type == "integer") return integer(schema);
  if (type == "number") return static_cast<double>(integer(schema));
  if (type == "string") return text(schema);
  return type == "array" ? array(schema, depth) : object(schema, depth);
}

std::string SchemaValues::text(const Json& schema) {
  std::string text = words()[any(words().size())];
  const size_t least = schema.value("minLength", size_t{0});
  const size_t most = schema.value("maxLength", text.size());
  while (text.size() < least) text += "z";
  if (text.size() > most) text = std::string(most, 'z');
  return text;
}

int64_t SchemaValues::integer(const Json& schema) {
  const int64_t least = schema.value("minimum", int64_t{0});
  const int64_t most =
      schema.value("maximum", std::max(least, int64_t{1} << (any(2) == 0 ? 2 : 52)));
  return least +
         static_cast<int64_t>(any(static_cast<size_t>(std::min<int64_t>(most - least, 3)) + 1));
}

Json SchemaValues::array(const Json& schema, int depth) {
  Json list = Json::array();
  const size_t least = schema.value("minItems", size_t{0});
  const size_t size = depth > kDeepest ? least : least + any(3);
  for (size_t i = 0; i < size; ++i) {
    list.push_back(value(schema.value("items", Json::object()), depth + 1));
  }
  return list;
}

Json SchemaValues::object(const Json& schema, int depth) {
  Json made = Json::object();
  const Json required = schema.value("required", Json::array());
  const Json properties = schema.value("properties", Json::object());
  for (const auto& [name, property] : properties.items()) {
    const bool is_needed = std::find(required.begin(), required.end(), name) != required.end();
    if (is_needed || (depth <= kDeepest && any(2) == 0)) made[name] = value(property, depth + 1);
  }
  return made;
}

std::vector<Json> SchemaValues::wrong_tops(const Json& schema, const Json& good) {
  // Not null: a key with null reads as if it were absent.
  std::vector<Json> wrong{true, 7, 1.5, "seven", Json::array(), Json::object()};
  if (good.is_number_integer()) {
    if (schema.contains("minimum")) wrong.push_back(schema["minimum"].get<int64_t>() - 1);
    if (schema.contains("maximum")) wrong.push_back(schema["maximum"].get<int64_t>() + 1);
  }
  if (good.is_object()) {
    for (const Json& name : schema.value("required", Json::array())) {
      Json without = good;
      without.erase(name.get<std::string>());
      wrong.push_back(std::move(without));
    }
    Json with_more = good;
    with_more["no_such_key"] = 1;
    if (schema.value("additionalProperties", Json(true)) == false) wrong.push_back(with_more);
  }
  std::erase_if(wrong, [&](const Json& candidate) {
    return violations(schema, candidate, document_).empty();
  });
  return wrong;
}

bool SchemaValues::spoil(const Json& from, Json& good, int depth) {
  const Json& schema = resolved(from);
  if (schema.is_boolean()) return false;
  // Where there are alternatives, what spoils one may fit another.
  const bool goes_down = depth < kDeepest && !schema.contains("anyOf") && any(3) > 0;
  if (goes_down && good.is_object() && !good.empty() && schema.contains("properties")) {
    auto member = good.begin();
    std::advance(member, static_cast<std::ptrdiff_t>(any(good.size())));
    const Json& properties = schema["properties"];
    if (properties.contains(member.key())) {
      return spoil(properties[member.key()], member.value(), depth + 1);
    }
  }
  if (goes_down && good.is_array() && !good.empty() && schema.contains("items")) {
    return spoil(schema["items"], good[any(good.size())], depth + 1);
  }
  const auto wrong = wrong_tops(schema, good);
  if (wrong.empty()) return false;
  good = wrong[any(wrong.size())];
  return true;
}

Json SchemaValues::spoilt(const Json& schema) {
  for (int attempt = 0; attempt < 20; ++attempt) {
    Json value = fitting(schema);
    if (spoil(schema, value, 0) && !violations(schema, value, document_).empty()) return value;
  }
  return nullptr;
}

}  // namespace datavault::test
