#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/ids.h"

namespace datavault {

enum class ValueType { number, boolean, text, date, choice, multi_choice };
/// How child values roll up, over entities or over shorter periods.
enum class Aggregation { none, sum, average, last, min, max };
enum class Frequency { annual, quarterly, monthly };

/// Names as they stand on the wire and in documents: "MULTI_CHOICE", "AVERAGE", "QUARTERLY"...
std::string_view to_text(ValueType);
std::string_view to_text(Aggregation);
std::string_view to_text(Frequency);
std::optional<ValueType> value_type_from_text(std::string_view);
std::optional<Aggregation> aggregation_from_text(std::string_view);
std::optional<Frequency> frequency_from_text(std::string_view);

/// One answer of a CHOICE or MULTI_CHOICE field. `code` is what a value stores.
struct Option {
  std::string code;
  std::string label;
  bool operator==(const Option&) const = default;
};

/// Where a formula's variable takes its value from.
struct VariableMapping {
  std::string framework;          // key of another framework; empty: this one
  FieldUid field;                 // the field there
  std::string coefficient = "1";  // decimal string, multiplied into the value
  bool operator==(const VariableMapping&) const = default;
};

/// What makes a field computed.
struct Computation {
  std::string expression;        // over the names in `variables`; docs/formulas.md
  std::string multiplier = "1";  // decimal string, multiplied into the result
  std::map<std::string, VariableMapping> variables;
  bool operator==(const Computation&) const = default;
};

/// One data field of a framework version, or of a tenant's copy.
///
/// Units: `unit` is a UCUM code, an ISO 4217 currency code or a free label that never converts.
struct Field {
  FieldUid uid;
  std::string code;  // unique within a version; may change or be reused later
  std::string name;
  std::map<std::string, std::string> translations;  // BCP 47 language -> name
  std::string description;
  std::string topic;  // code of a Topic; empty: none
  ValueType value_type = ValueType::number;
  std::vector<Option> options;
  std::optional<std::string> unit;
  std::optional<int64_t> decimals;
  bool required = false;
  Aggregation entity_aggregation = Aggregation::none;
  Aggregation time_aggregation = Aggregation::none;
  Frequency frequency = Frequency::annual;
  std::map<std::string, std::string> references;  // scheme -> identifier, e.g. "xbrl" -> "esrs:..."
  std::optional<Computation> computed;

  bool operator==(const Field&) const = default;
};

/// A node of the tree in which fields are shown.
struct Topic {
  std::string code;
  std::string name;
  std::string parent;  // code of a topic that stands before this one; empty: a root
  bool operator==(const Topic&) const = default;
};

}  // namespace datavault
