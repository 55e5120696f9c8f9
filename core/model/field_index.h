#pragma once

#include <string_view>
#include <unordered_map>

#include "core/model/framework.h"

namespace datavault {

/// Finds fields of a content by uid or by code. Borrows the content: it must outlive the index and
/// not change.
class FieldIndex {
 public:
  explicit FieldIndex(const FrameworkContent& content) {
    by_uid_.reserve(content.fields.size());
    by_code_.reserve(content.fields.size());
    for (const Field& field : content.fields) {
      by_uid_.emplace(field.uid.value, &field);
      by_code_.emplace(field.code, &field);
    }
  }

  /// Null when there is none.
  const Field* find(const FieldUid& uid) const { return find_in(by_uid_, uid.value); }
  const Field* find_code(std::string_view code) const { return find_in(by_code_, code); }
  bool contains(const FieldUid& uid) const { return contains(std::string_view(uid.value)); }
  bool contains(std::string_view uid) const { return by_uid_.contains(uid); }

 private:
  using Map = std::unordered_map<std::string_view, const Field*>;
  static const Field* find_in(const Map& map, std::string_view key) {
    const auto it = map.find(key);
    return it == map.end() ? nullptr : it->second;
  }

  Map by_uid_;
  Map by_code_;
};

}  // namespace datavault
