#pragma once

#include <array>
#include <bitset>
#include <optional>
#include <string_view>

#include "core/base/json.h"
#include "core/model/field.h"

namespace datavault {

/// What of a field can be edited, compared and merged on its own. The uid is not an attribute.
/// The order is the order in which conflicts and differences are listed.
enum class Attribute {
  code,
  name,
  translations,
  description,
  topic,
  value_type,
  options,
  unit,
  decimals,
  required,
  entity_aggregation,
  time_aggregation,
  frequency,
  references,
  expression,
  multiplier,
  variables,
};

inline constexpr std::array kAttributes{Attribute::code,
                                        Attribute::name,
                                        Attribute::translations,
                                        Attribute::description,
                                        Attribute::topic,
                                        Attribute::value_type,
                                        Attribute::options,
                                        Attribute::unit,
                                        Attribute::decimals,
                                        Attribute::required,
                                        Attribute::entity_aggregation,
                                        Attribute::time_aggregation,
                                        Attribute::frequency,
                                        Attribute::references,
                                        Attribute::expression,
                                        Attribute::multiplier,
                                        Attribute::variables};

/// A bit for each attribute, by its place in the enum.
using AttributeSet = std::bitset<kAttributes.size()>;
constexpr size_t bit_of(Attribute attribute) { return static_cast<size_t>(attribute); }

/// The wire name: "value_type". The same in documents, conflicts and policies.
std::string_view to_text(Attribute);
std::optional<Attribute> attribute_from_text(std::string_view);

/// The value of one attribute as JSON: strings, integers, booleans, null where none; options as
/// [{"code","label"}], translations and references as objects, variables as
/// {"A": {"framework": key|null, "field_uid": uid, "coefficient": "1"}}.
/// The three computed attributes of a field that is not computed are null.
Json attribute_of(const Field& field, Attribute attribute);

/// Whether attribute_of gives the same for both, without making it.
bool same_attribute(const Field& a, const Field& b, Attribute attribute);
/// Whether attribute_of gives this value, without making it where it is a text or null.
bool has_attribute(const Field& field, Attribute attribute, const Json& value);

/// Writes one attribute. Setting `expression` to null makes the field a plain one (all three
/// computed attributes become null); setting one of them on a plain field makes it computed.
///
/// Multiplier and coefficients are stored in the canonical form of a decimal.
///
/// Errors: invalid_input naming the attribute when the JSON has the wrong shape; `field` is
/// unchanged.
Result<void> set_attribute(Field& field, Attribute attribute, const Json& value);

}  // namespace datavault
