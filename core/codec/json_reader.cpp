#include "core/codec/json_reader.h"

#include <algorithm>
#include <utility>

namespace datavault {
namespace {

const Json kNull;
const Json kEmptyArray = Json::array();
const Json kEmptyObject = Json::object();

}  // namespace

std::string ObjectReader::place(std::string_view key) const {
  if (key.empty()) return where_;
  return where_.empty() ? std::string(key) : where_ + ", " + std::string(key);
}

void ObjectReader::fail(std::string message, std::string_view key) {
  fail(invalid_input(std::move(message), place(key)));
}

void ObjectReader::fail(Error error) {
  if (failed_) return;
  failed_ = true;
  error_ = std::move(error);
}

const Json& ObjectReader::member(std::string_view key, bool required) {
  if (!json_.is_object()) return kNull;
  const auto it = json_.find(key);
  if (it != json_.end()) return *it;
  if (required) fail("The key \"" + std::string(key) + "\" is missing.", key);
  return kNull;
}

std::string ObjectReader::text(std::string_view key) {
  const Json& value = member(key, true);
  if (value.is_string()) return value.get<std::string>();
  fail("A text is expected here.", key);
  return {};
}

std::string ObjectReader::text_or(std::string_view key, std::string fallback) {
  const Json& value = member(key, false);
  if (value.is_null()) return fallback;
  if (value.is_string()) return value.get<std::string>();
  fail("A text is expected here.", key);
  return {};
}

int64_t ObjectReader::integer(std::string_view key) {
  if (const auto value = integer_of(member(key, true))) return *value;
  fail("A whole number is expected here.", key);
  return 0;
}

int64_t ObjectReader::integer_or(std::string_view key, int64_t fallback) {
  return member(key, false).is_null() ? fallback : integer(key);
}

bool ObjectReader::boolean_or(std::string_view key, bool fallback) {
  const Json& value = member(key, false);
  if (value.is_null()) return fallback;
  if (value.is_boolean()) return value.get<bool>();
  fail("true or false is expected here.", key);
  return fallback;
}

const Json& ObjectReader::array(std::string_view key) {
  const Json& value = member(key, false);
  if (value.is_array()) return value;
  if (!value.is_null()) fail("A list is expected here.", key);
  return kEmptyArray;
}

std::vector<std::string> ObjectReader::texts(std::string_view key) {
  std::vector<std::string> texts;
  for (const Json& value : array(key)) {
    if (!value.is_string()) {
      fail("A list of texts is expected here.", key);
      return {};
    }
    texts.push_back(value.get<std::string>());
  }
  return texts;
}

const Json& ObjectReader::object(std::string_view key) {
  const Json& value = member(key, false);
  if (value.is_object()) return value;
  if (!value.is_null()) fail("An object is expected here.", key);
  return kEmptyObject;
}

void ObjectReader::allow_only(std::initializer_list<std::string_view> keys) {
  if (!json_.is_object()) return;
  for (const auto& [key, value] : json_.items()) {
    if (std::find(keys.begin(), keys.end(), std::string_view(key)) == keys.end()) {
      fail("The key \"" + key + "\" is not known here.", key);
    }
  }
}

}  // namespace datavault
