#include "web/state/json_get.h"

namespace datavault {

const Json& member_at(const Json& json, std::string_view key) {
  static const Json kNull;
  if (!json.is_object()) return kNull;
  const auto it = json.find(std::string(key));
  return it == json.end() ? kNull : *it;
}

std::string text_at(const Json& json, std::string_view key) {
  const Json& member = member_at(json, key);
  return member.is_string() ? member.get<std::string>() : std::string();
}

int64_t integer_at(const Json& json, std::string_view key, int64_t fallback) {
  const Json& member = member_at(json, key);
  return member.is_number_integer() ? member.get<int64_t>() : fallback;
}

double number_at(const Json& json, std::string_view key, double fallback) {
  const Json& member = member_at(json, key);
  return member.is_number() ? member.get<double>() : fallback;
}

bool boolean_at(const Json& json, std::string_view key, bool fallback) {
  const Json& member = member_at(json, key);
  return member.is_boolean() ? member.get<bool>() : fallback;
}

const Json& list_at(const Json& json, std::string_view key) {
  static const Json kEmpty = Json::array();
  const Json& member = member_at(json, key);
  return member.is_array() ? member : kEmpty;
}

}  // namespace datavault
