#include "core/import/strict_object.h"

#include "core/base/text.h"
#include "core/import/draft.h"

namespace datavault {
namespace {

const Json kNull;
const Json kEmptyArray = Json::array();
const Json kEmptyObject = Json::object();

}  // namespace

void add_import_error(std::vector<Error>& errors, std::string message, std::string where) {
  if (errors.size() < kMaxImportErrors)
    errors.push_back(invalid_input(std::move(message), std::move(where)));
}

StrictObject::StrictObject(const Json& json, std::string where, std::vector<Error>& errors)
    : json_(json.is_object() ? json : kEmptyObject), where_(std::move(where)), errors_(errors) {
  if (json.is_object()) return;
  fail("An object ({...}) is expected here.");
  is_object_ = false;  // what it lacks says no more than that
}

void StrictObject::fail(std::string message, std::string_view key) {
  if (!is_object_) return;
  std::string place = where_;
  if (!key.empty()) place += (place.empty() ? "" : ", ") + std::string(key);
  add_import_error(errors_, std::move(message), std::move(place));
}

const Json& StrictObject::any(std::string_view key) {
  asked_.emplace(key);
  const auto found = json_.find(std::string(key));
  return found == json_.end() ? kNull : *found;
}

const Json& StrictObject::member(std::string_view key, bool (Json::*is_type)() const noexcept,
                                 std::string_view expected) {
  const Json& value = any(key);
  if (value.is_null() || (value.*is_type)()) return value;
  fail(std::string(expected) + " is expected here.", key);
  return kNull;
}

std::optional<std::string> StrictObject::optional_text(std::string_view key) {
  const Json& value = member(key, &Json::is_string, "A text in quotes");
  if (value.is_null() || value.get_ref<const std::string&>().empty()) return std::nullopt;
  return value.get<std::string>();
}

std::string StrictObject::text(std::string_view key) {
  const size_t errors_before = errors_.size();
  auto value = optional_text(key);
  const bool is_blank = !value || trim(*value).empty();
  if (is_blank && errors_.size() == errors_before) fail("This is needed.", key);
  return std::move(value).value_or("");
}

bool StrictObject::boolean(std::string_view key) {
  const Json& value = member(key, &Json::is_boolean, "true or false");
  return !value.is_null() && value.get<bool>();
}

std::optional<int64_t> StrictObject::integer(std::string_view key) {
  const Json& value = member(key, &Json::is_number_integer, "A whole number");
  const auto number = integer_of(value);
  if (!number && !value.is_null()) fail("This number is too large.", key);
  return number;
}

const Json& StrictObject::array(std::string_view key) {
  const Json& value = member(key, &Json::is_array, "A list ([...])");
  return value.is_null() ? kEmptyArray : value;
}

const Json& StrictObject::object(std::string_view key) {
  const Json& value = member(key, &Json::is_object, "An object ({...})");
  return value.is_null() ? kEmptyObject : value;
}

std::map<std::string, std::string> StrictObject::text_map(std::string_view key) {
  std::map<std::string, std::string> texts;
  for (const auto& [name, value] : object(key).get_ref<const Json::object_t&>()) {
    if (value.is_string()) {
      texts.emplace(name, value.get<std::string>());
    } else {
      fail("A text in quotes is expected here.", std::string(key) + "." + name);
    }
  }
  return texts;
}

std::vector<std::string> StrictObject::text_or_texts(std::string_view key) {
  const Json& value = any(key);
  const Json list = value.is_string() ? Json::array({value}) : value;
  std::vector<std::string> texts;
  bool is_good = list.is_array() && !list.empty();
  if (is_good) {
    for (const Json& element : list.get_ref<const Json::array_t&>()) {
      is_good = is_good && element.is_string() && !element.get_ref<const std::string&>().empty();
      if (is_good) texts.push_back(element.get<std::string>());
    }
  }
  if (is_good) return texts;
  fail("A text, or a list of texts that is not empty, is expected here.", key);
  return {};
}

void StrictObject::refuse_unknown_keys() {
  for (const auto& [key, value] : json_.get_ref<const Json::object_t&>())
    if (!asked_.contains(key)) fail("This key is not known here. Is it misspelt?", key);
}

}  // namespace datavault
