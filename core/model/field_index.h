#pragma once

#include <string_view>

#include "core/model/field_table.h"
#include "core/model/framework.h"

namespace datavault {

/// Finds fields of a content by uid or by code. Borrows the content: it must outlive the index and
/// not change.
class FieldIndex {
 public:
  explicit FieldIndex(const FrameworkContent& content) : by_uid_(content), by_code_(content) {}

  /// Null when there is none.
  const Field* find(const FieldUid& uid) const { return by_uid_.find_field(uid.value); }
  const Field* find_code(std::string_view code) const { return by_code_.find_field(code); }
  bool contains(const FieldUid& uid) const { return contains(std::string_view(uid.value)); }
  bool contains(std::string_view uid) const { return by_uid_.find(uid) != UidTable::kNone; }

 private:
  UidTable by_uid_;
  CodeTable by_code_;
};

}  // namespace datavault
