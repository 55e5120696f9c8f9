#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"

namespace datavault {

/// Reads the members of one JSON object and keeps the first mistake, so that a reader is a list of
/// members with one check at the end. `where` names the object in errors.
class ObjectReader {
 public:
  ObjectReader(const Json& json, std::string where) : json_(json), where_(std::move(where)) {
    if (!json.is_object()) fail("An object is expected here.", {});
  }

  /// The member as JSON, or null when it is absent (an error when `required`).
  const Json& member(std::string_view key, bool required);

  std::string text(std::string_view key);                                // required
  std::string text_or(std::string_view key, std::string fallback = {});  // absent or null: fallback
  int64_t integer(std::string_view key);                                 // required
  int64_t integer_or(std::string_view key, int64_t fallback);
  bool boolean_or(std::string_view key, bool fallback);
  std::vector<std::string> texts(std::string_view key);  // absent or null: none
  const Json& array(std::string_view key);               // absent or null: an empty array
  const Json& object(std::string_view key);              // absent or null: an empty object

  /// Refuses keys that are not in the list.
  void allow_only(std::initializer_list<std::string_view> keys);

  void fail(std::string message, std::string_view key);
  /// Keeps the error of a nested read.
  void fail(Error error);

  bool ok() const { return !failed_; }
  const Error& error() const { return error_; }
  const std::string& where() const { return where_; }

 private:
  std::string place(std::string_view key) const;

  const Json& json_;
  std::string where_;
  Error error_;
  bool failed_ = false;
};

}  // namespace datavault
