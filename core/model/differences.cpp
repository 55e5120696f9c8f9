#include "core/model/differences.h"

#include "core/model/field_index.h"

namespace datavault {
namespace {

std::vector<FieldDifference::Value> values_that_differ(const Field& before, const Field& after) {
  std::vector<FieldDifference::Value> values;
  for (const Attribute attribute : kAttributes) {
    if (same_attribute(before, after, attribute)) continue;
    values.push_back({attribute, attribute_of(before, attribute), attribute_of(after, attribute)});
  }
  return values;
}

}  // namespace

std::string_view to_text(FieldDifference::Kind kind) {
  switch (kind) {
    case FieldDifference::Kind::added:
      return "ADDED";
    case FieldDifference::Kind::removed:
      return "REMOVED";
    case FieldDifference::Kind::changed:
      return "CHANGED";
  }
  return {};
}

std::vector<FieldDifference> differences(const FrameworkContent& before,
                                         const FrameworkContent& after) {
  using Kind = FieldDifference::Kind;
  std::vector<FieldDifference> found;
  const FieldIndex then(before);
  const FieldIndex now(after);
  for (const Field& field : after.fields) {
    const Field* old = then.find(field.uid);
    if (!old) {
      found.push_back({Kind::added, field.uid, field.code, field.name, {}});
    } else if (auto values = values_that_differ(*old, field); !values.empty()) {
      found.push_back({Kind::changed, field.uid, field.code, field.name, std::move(values)});
    }
  }
  for (const Field& field : before.fields) {
    if (!now.contains(field.uid)) {
      found.push_back({Kind::removed, field.uid, field.code, field.name, {}});
    }
  }
  return found;
}

}  // namespace datavault
