#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/model/attribute.h"
#include "core/model/framework.h"

namespace datavault {

/// How one field reads in two contents. Fields are the same when they have the same uid.
struct FieldDifference {
  enum class Kind { added, removed, changed };
  struct Value {
    Attribute attribute = Attribute::code;
    Json before;
    Json after;
    bool operator==(const Value&) const = default;
  };

  Kind kind = Kind::changed;
  FieldUid uid;
  std::string code;  // after; of a removed field, before
  std::string name;
  std::vector<Value> values;  // of changed fields, by attribute
  bool operator==(const FieldDifference&) const = default;
};
std::string_view to_text(FieldDifference::Kind);

/// All fields that differ, in the order of `after`, then those that it lacks in that of `before`.
/// Their order alone makes no difference.
std::vector<FieldDifference> differences(const FrameworkContent& before,
                                         const FrameworkContent& after);

}  // namespace datavault
