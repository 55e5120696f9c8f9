#include "core/model/attribute.h"

#include <string>
#include <utility>

#include "core/base/decimal.h"
#include "core/base/enum_text.h"

namespace datavault {
namespace {

constexpr EnumText<Attribute, 17> kNames{{"code", "name", "translations", "description", "topic",
                                          "value_type", "options", "unit", "decimals", "required",
                                          "entity_aggregation", "time_aggregation", "frequency",
                                          "references", "expression", "multiplier", "variables"}};

Error wrong_shape(Attribute attribute, std::string_view wanted) {
  return invalid_input(
      "The attribute " + std::string(to_text(attribute)) + " must be " + std::string(wanted) + ".",
      "attribute " + std::string(to_text(attribute)));
}

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json options_json(const std::vector<Option>& options) {
  Json list = Json::array();
  for (const Option& option : options) {
    list.push_back({{"code", option.code}, {"label", option.label}});
  }
  return list;
}

Json variables_json(const std::map<std::string, VariableMapping>& variables) {
  Json object = Json::object();
  for (const auto& [name, mapping] : variables) {
    object[name] = {{"framework", text_or_null(mapping.framework)},
                    {"field_uid", mapping.field.value},
                    {"coefficient", mapping.coefficient}};
  }
  return object;
}

bool is_text(Attribute attribute) {
  switch (attribute) {
    case Attribute::translations:
    case Attribute::options:
    case Attribute::decimals:
    case Attribute::required:
    case Attribute::references:
    case Attribute::variables:
      return false;
    default:
      return true;
  }
}

/// An attribute that is a text; none where it is null.
std::optional<std::string_view> text_attribute_of(const Field& field, Attribute attribute) {
  switch (attribute) {
    case Attribute::code:
      return field.code;
    case Attribute::name:
      return field.name;
    case Attribute::description:
      return field.description;
    case Attribute::topic:
      return field.topic.empty() ? std::nullopt : std::optional<std::string_view>(field.topic);
    case Attribute::value_type:
      return to_text(field.value_type);
    case Attribute::unit:
      return field.unit;
    case Attribute::entity_aggregation:
      return to_text(field.entity_aggregation);
    case Attribute::time_aggregation:
      return to_text(field.time_aggregation);
    case Attribute::frequency:
      return to_text(field.frequency);
    case Attribute::expression:
      return field.computed ? std::optional<std::string_view>(field.computed->expression)
                            : std::nullopt;
    case Attribute::multiplier:
      return field.computed ? std::optional<std::string_view>(field.computed->multiplier)
                            : std::nullopt;
    default:
      return std::nullopt;
  }
}

/// What `value` is when it has the shape of the member, else an error; the writers below assign
/// only after every check has passed.
Result<std::string> text_of(Attribute attribute, const Json& value, bool nullable) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_null() && nullable) return std::string();
  return wrong_shape(attribute, nullable ? "a text or null" : "a text");
}

Result<std::map<std::string, std::string>> text_map_of(Attribute attribute, const Json& value) {
  if (!value.is_object()) return wrong_shape(attribute, "an object of texts");
  std::map<std::string, std::string> map;
  for (const auto& [key, item] : value.items()) {
    if (!item.is_string()) return wrong_shape(attribute, "an object of texts");
    map[key] = item.get<std::string>();
  }
  return map;
}

Result<std::vector<Option>> options_of(const Json& value) {
  constexpr std::string_view kWanted = "a list of {code, label}";
  if (!value.is_array()) return wrong_shape(Attribute::options, kWanted);
  std::vector<Option> options;
  for (const Json& item : value) {
    if (!item.is_object() || item.size() != 2 || !item.contains("code") ||
        !item.contains("label") || !item["code"].is_string() || !item["label"].is_string()) {
      return wrong_shape(Attribute::options, kWanted);
    }
    options.push_back({item["code"].get<std::string>(), item["label"].get<std::string>()});
  }
  return options;
}

/// In canonical form, so that "1.0" is no other multiplier than "1".
Result<std::string> decimal_of(Attribute attribute, const std::string& text) {
  auto decimal = normalise_decimal(text);
  if (!decimal)
    return within("attribute " + std::string(to_text(attribute)), std::move(decimal).error());
  return decimal;
}

Result<VariableMapping> mapping_of(const Json& item) {
  const auto error = [] {
    return wrong_shape(Attribute::variables, "an object of {field_uid, framework, coefficient}");
  };
  if (!item.is_object()) return error();
  VariableMapping mapping;
  for (const auto& [key, part] : item.items()) {
    if (key == "framework" && part.is_null()) continue;
    if (!part.is_string()) return error();
    if (key == "framework")
      mapping.framework = part.get<std::string>();
    else if (key == "field_uid")
      mapping.field.value = part.get<std::string>();
    else if (key == "coefficient")
      mapping.coefficient = part.get<std::string>();
    else
      return error();
  }
  if (mapping.field.empty()) return error();
  auto coefficient = decimal_of(Attribute::variables, mapping.coefficient);
  if (!coefficient) return std::move(coefficient).error();
  mapping.coefficient = *std::move(coefficient);
  return mapping;
}

Result<std::map<std::string, VariableMapping>> variables_of(const Json& value) {
  if (!value.is_object()) return wrong_shape(Attribute::variables, "an object of variables");
  std::map<std::string, VariableMapping> variables;
  for (const auto& [name, item] : value.items()) {
    auto mapping = mapping_of(item);
    if (!mapping) return std::move(mapping).error();
    variables[name] = *std::move(mapping);
  }
  return variables;
}

template <typename Member>
Result<void> assign(Member& member, Result<Member> value) {
  if (!value) return std::move(value).error();
  member = *std::move(value);
  return {};
}

template <typename Enum>
Result<void> assign_enum(Enum& member, Attribute attribute, const Json& value,
                         std::optional<Enum> (*parse)(std::string_view), std::string_view wanted) {
  const auto parsed = value.is_string() ? parse(value.get_ref<const std::string&>()) : std::nullopt;
  if (!parsed) return wrong_shape(attribute, wanted);
  member = *parsed;
  return {};
}

constexpr std::string_view kAggregationNames = "NONE, SUM, AVERAGE, LAST, MIN or MAX";

Result<void> set_unit(Field& field, const Json& value) {
  auto text = text_of(Attribute::unit, value, true);
  if (!text) return std::move(text).error();
  field.unit = text->empty() ? std::nullopt : std::optional(*std::move(text));
  return {};
}

Result<void> set_decimals(Field& field, const Json& value) {
  if (value.is_null()) return field.decimals.reset(), Result<void>();
  if (!value.is_number_integer() || value < 0 || value > 15) {
    return wrong_shape(Attribute::decimals, "a whole number from 0 to 15, or null");
  }
  field.decimals = value.get<int64_t>();
  return {};
}

Result<void> set_required(Field& field, const Json& value) {
  if (!value.is_boolean()) return wrong_shape(Attribute::required, "true or false");
  field.required = value.get<bool>();
  return {};
}

Result<void> set_computed(Field& field, Attribute attribute, const Json& value) {
  if (value.is_null()) {
    if (attribute == Attribute::expression)
      field.computed.reset();
    else if (field.computed && attribute == Attribute::multiplier)
      field.computed->multiplier = "1";
    else if (field.computed)
      field.computed->variables.clear();
    return {};
  }
  const bool is_new = !field.computed;
  Computation& computed = is_new ? field.computed.emplace() : *field.computed;
  Result<void> set;
  if (attribute == Attribute::expression) {
    set = assign(computed.expression, text_of(attribute, value, false));
  } else if (attribute == Attribute::multiplier) {
    auto text = text_of(attribute, value, false);
    set = assign(computed.multiplier, text ? decimal_of(attribute, *text) : std::move(text));
  } else {
    set = assign(computed.variables, variables_of(value));
  }
  if (!set && is_new) field.computed.reset();
  return set;
}

}  // namespace

std::string_view to_text(Attribute attribute) { return kNames.name(attribute); }
std::optional<Attribute> attribute_from_text(std::string_view text) { return kNames.parse(text); }

Json attribute_of(const Field& field, Attribute attribute) {
  switch (attribute) {
    case Attribute::translations:
      return Json(field.translations);
    case Attribute::options:
      return options_json(field.options);
    case Attribute::decimals:
      return field.decimals ? Json(*field.decimals) : Json(nullptr);
    case Attribute::required:
      return field.required;
    case Attribute::references:
      return Json(field.references);
    case Attribute::variables:
      return field.computed ? variables_json(field.computed->variables) : Json(nullptr);
    default:
      const auto text = text_attribute_of(field, attribute);
      return text ? Json(*text) : Json(nullptr);
  }
}

bool same_attribute(const Field& a, const Field& b, Attribute attribute) {
  switch (attribute) {
    case Attribute::translations:
      return a.translations == b.translations;
    case Attribute::options:
      return a.options == b.options;
    case Attribute::decimals:
      return a.decimals == b.decimals;
    case Attribute::required:
      return a.required == b.required;
    case Attribute::references:
      return a.references == b.references;
    case Attribute::variables:
      return a.computed && b.computed ? a.computed->variables == b.computed->variables
                                      : a.computed.has_value() == b.computed.has_value();
    default:
      return text_attribute_of(a, attribute) == text_attribute_of(b, attribute);
  }
}

bool has_attribute(const Field& field, Attribute attribute, const Json& value) {
  if (!is_text(attribute)) return attribute_of(field, attribute) == value;
  const auto text = text_attribute_of(field, attribute);
  const auto* given = value.get_ptr<const std::string*>();
  return text ? given && *given == *text : value.is_null();
}

Result<void> set_attribute(Field& field, Attribute attribute, const Json& value) {
  switch (attribute) {
    case Attribute::code:
      return assign(field.code, text_of(attribute, value, false));
    case Attribute::name:
      return assign(field.name, text_of(attribute, value, false));
    case Attribute::translations:
      return assign(field.translations, text_map_of(attribute, value));
    case Attribute::description:
      return assign(field.description, text_of(attribute, value, true));
    case Attribute::topic:
      return assign(field.topic, text_of(attribute, value, true));
    case Attribute::value_type:
      return assign_enum(field.value_type, attribute, value, value_type_from_text,
                         "NUMBER, BOOLEAN, TEXT, DATE, CHOICE or MULTI_CHOICE");
    case Attribute::options:
      return assign(field.options, options_of(value));
    case Attribute::unit:
      return set_unit(field, value);
    case Attribute::decimals:
      return set_decimals(field, value);
    case Attribute::required:
      return set_required(field, value);
    case Attribute::entity_aggregation:
      return assign_enum(field.entity_aggregation, attribute, value, aggregation_from_text,
                         kAggregationNames);
    case Attribute::time_aggregation:
      return assign_enum(field.time_aggregation, attribute, value, aggregation_from_text,
                         kAggregationNames);
    case Attribute::frequency:
      return assign_enum(field.frequency, attribute, value, frequency_from_text,
                         "ANNUAL, QUARTERLY or MONTHLY");
    case Attribute::references:
      return assign(field.references, text_map_of(attribute, value));
    case Attribute::expression:
    case Attribute::multiplier:
    case Attribute::variables:
      return set_computed(field, attribute, value);
  }
  return {};
}

}  // namespace datavault
