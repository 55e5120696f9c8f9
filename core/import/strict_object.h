#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"

namespace datavault {

/// Reads the members of one JSON object that a person may have written. Unlike codec/json_reader.h
/// it goes on after a mistake, so that all of them are listed at once, and knows what it was not
/// asked for.
///
/// Shape:  an absent member and null are the same. `where` is the path of the object: "fields[12]
/// GHG-S1". Errors: invalid_input into `errors`, at most kMaxImportErrors; the readers then give
/// empty values.
class StrictObject {
 public:
  StrictObject(const Json& json, std::string where, std::vector<Error>& errors);

  std::string text(std::string_view key);                          // needed, not blank
  std::optional<std::string> optional_text(std::string_view key);  // an empty one is none
  bool boolean(std::string_view key);                              // absent: false
  std::optional<int64_t> integer(std::string_view key);
  std::map<std::string, std::string> text_map(std::string_view key);
  std::vector<std::string> text_or_texts(std::string_view key);  // "a" or ["a", "b"]; needed
  const Json& array(std::string_view key);                       // absent: empty
  const Json& object(std::string_view key);                      // absent: empty
  const Json& any(std::string_view key);                         // absent: null

  /// One of an enum's wire names; nothing when the member is absent or a mistake was added.
  template <typename Parse>
  auto choice(std::string_view key, Parse parse, std::string_view names) -> decltype(parse("")) {
    const auto name = optional_text(key);
    if (!name) return std::nullopt;
    const auto value = parse(*name);
    if (!value) fail("\"" + *name + "\" is none of " + std::string(names) + ".", key);
    return value;
  }

  /// Adds a mistake at the member `key`, or at the object itself when that is empty.
  void fail(std::string message, std::string_view key = {});
  /// Call it last: members that nobody asked for are mistakes.
  void refuse_unknown_keys();

  const std::string& where() const { return where_; }

 private:
  const Json& member(std::string_view key, bool (Json::*is_type)() const noexcept,
                     std::string_view expected);

  const Json& json_;
  std::string where_;
  std::vector<Error>& errors_;
  bool is_object_ = true;
  std::set<std::string, std::less<>> asked_;
};

/// Adds a mistake unless there are enough.
void add_import_error(std::vector<Error>& errors, std::string message, std::string where);

}  // namespace datavault
