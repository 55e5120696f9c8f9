#include "core/model/field.h"

#include "core/base/enum_text.h"
#include "core/model/framework.h"

namespace datavault {
namespace {

constexpr EnumText<ValueType, 6> kValueTypes{
    {"NUMBER", "BOOLEAN", "TEXT", "DATE", "CHOICE", "MULTI_CHOICE"}};
constexpr EnumText<Aggregation, 6> kAggregations{{"NONE", "SUM", "AVERAGE", "LAST", "MIN", "MAX"}};
constexpr EnumText<Frequency, 3> kFrequencies{{"ANNUAL", "QUARTERLY", "MONTHLY"}};
constexpr EnumText<LineageEntry::Kind, 4> kLineageKinds{
    {"RENAMED", "SPLIT", "MERGED", "SUPERSEDED"}};

}  // namespace

std::string_view to_text(ValueType type) { return kValueTypes.name(type); }
std::string_view to_text(Aggregation aggregation) { return kAggregations.name(aggregation); }
std::string_view to_text(Frequency frequency) { return kFrequencies.name(frequency); }
std::string_view to_text(LineageEntry::Kind kind) { return kLineageKinds.name(kind); }

std::optional<ValueType> value_type_from_text(std::string_view text) {
  return kValueTypes.parse(text);
}
std::optional<Aggregation> aggregation_from_text(std::string_view text) {
  return kAggregations.parse(text);
}
std::optional<Frequency> frequency_from_text(std::string_view text) {
  return kFrequencies.parse(text);
}
std::optional<LineageEntry::Kind> lineage_kind_from_text(std::string_view text) {
  return kLineageKinds.parse(text);
}

}  // namespace datavault
