#include "web/views/answer_words.h"

#include <array>

#include "core/base/text.h"

namespace datavault {
namespace {

constexpr std::array<Label, 4> kPresetLabels{{
    {"Ask", "Every conflict is put before you; until it is answered its tenant is held.",
     Tone::neutral},
    {"Parent to child", "The new version wins every conflict; other changes of tenants stay.",
     Tone::accent},
    {"Peer", "The tenant wins every conflict and keeps all that it changed.", Tone::accent},
    {"Mirror", "Tenants become exactly the new version; their own fields are hidden.",
     Tone::warning},
}};

constexpr std::string_view kMasterJoins =
    "The two become one field: the new version's, with the tenant's values.";

std::string_view effect_of_master(const Conflict& conflict) {
  switch (conflict.type) {
    case ConflictType::edit_edit:
      return "The tenant's change is dropped; it stays in the history.";
    case ConflictType::edit_remove:
      return "The field goes, with the tenant's changes to it.";
    case ConflictType::remove_edit:
      return "The field is shown again, as the new version has it.";
    case ConflictType::add_add:
      return kMasterJoins;
    case ConflictType::type_changed_with_data:
      return "Values that cannot convert are archived under the old type.";
    case ConflictType::unit_changed_with_data:
      return "Values keep the unit that they were entered in; those that cannot convert are "
             "archived.";
    case ConflictType::removed_with_data:
      return "The field goes and its values are archived, not deleted.";
    default:
      return "The formula of the new version counts, and what it reads is shown again.";
  }
}

std::string_view effect_of_tenant(const Conflict& conflict) {
  switch (conflict.type) {
    case ConflictType::edit_edit:
      return "The tenant's value stays as its own change.";
    case ConflictType::edit_remove:
    case ConflictType::removed_with_data:
      return "The field stays as the tenant's own, with its values.";
    case ConflictType::remove_edit:
      return "The field stays hidden.";
    case ConflictType::add_add:
      return "Both stay; the tenant's field gets another code.";
    case ConflictType::type_changed_with_data:
      return "The tenant goes on with the old type.";
    case ConflictType::unit_changed_with_data:
      return "The tenant goes on with the old unit.";
    default:
      return "The formula stays as the tenant has it, and so does what it reads.";
  }
}

std::string_view effect_of_value(const Conflict& conflict) {
  switch (conflict.type) {
    case ConflictType::edit_remove:
      return "Keeps the field with other attributes, or gives the changes to a successor.";
    case ConflictType::remove_edit:
      return "Shows the field again with attributes of its own.";
    case ConflictType::add_add:
      return "Gives the tenant's field another code.";
    case ConflictType::removed_with_data:
      return "The values go to a field that took its place.";
    case ConflictType::broken_formula:
    case ConflictType::formula_cycle:
      return "Another formula.";
    default:
      return "Neither of the two: a value that you enter.";
  }
}

template <typename Enum>
std::string enum_name(std::optional<Enum> value, const Json& json) {
  return value ? std::string(name_of(*value)) : value_text(json);
}

std::string name_of_key(const std::string& key) {
  const auto attribute = attribute_from_text(key);
  return attribute ? std::string(name_of(*attribute)) : key;
}

std::string option_line(const Json& option) {
  return value_text(option["code"]) + " – " + value_text(option["label"]);
}

bool is_option(const Json& json) {
  return json.is_object() && json.contains("code") && json.contains("label");
}

bool is_formula(const Conflict& conflict) {
  return conflict.type == ConflictType::broken_formula ||
         conflict.type == ConflictType::formula_cycle;
}

ValueEntry json_entry(std::string help) {
  return {ValueEntry::Kind::long_text, std::move(help), {}, {}, true};
}

template <typename Enum>
ValueEntry choice_entry(int count) {
  ValueEntry entry{ValueEntry::Kind::choice, {}, {}, {}, false};
  for (int i = 0; i < count; ++i) {
    entry.choices.emplace_back(name_of(static_cast<Enum>(i)));
    entry.values.emplace_back(to_text(static_cast<Enum>(i)));
  }
  return entry;
}

ValueEntry successor_entry(const Conflict& conflict) {
  ValueEntry entry{ValueEntry::Kind::choice, "A field that took its place.", {}, {}, false};
  for (const std::string& code : conflict.successors) {
    entry.choices.push_back(code);
    entry.values.emplace_back(code);
  }
  return entry;
}

ValueEntry entry_for_attribute(Attribute attribute) {
  switch (attribute) {
    case Attribute::description:
      return {ValueEntry::Kind::long_text, {}, {}, {}, false};
    case Attribute::required:
      return {ValueEntry::Kind::choice, {}, {"Yes", "No"}, {true, false}, false};
    case Attribute::entity_aggregation:
    case Attribute::time_aggregation:
      return choice_entry<Aggregation>(6);
    case Attribute::frequency:
      return choice_entry<Frequency>(3);
    case Attribute::decimals:
      return {ValueEntry::Kind::text, "A whole number; empty for none.", {}, {}, true};
    case Attribute::options:
      return json_entry(R"(A list like [{"code": "a", "label": "First"}].)");
    case Attribute::translations:
      return json_entry(R"(An object like {"de": "Name"}.)");
    case Attribute::references:
      return json_entry(R"(An object like {"xbrl": "esrs:Concept"}.)");
    case Attribute::variables:
      return json_entry(
          R"(An object like {"A": {"framework": null, "field_uid": "…", "coefficient": "1"}}.)");
    default:
      return {};
  }
}

}  // namespace

Label label_of(Preset preset) { return kPresetLabels[static_cast<size_t>(preset)]; }

std::string_view name_of(PolicyTake take) {
  constexpr std::array<std::string_view, 3> kNames{"Ask", "New version", "Tenant's"};
  return kNames[static_cast<size_t>(take)];
}

std::string_view name_of(Take take) {
  constexpr std::array<std::string_view, 3> kNames{"Take new version", "Keep tenant's",
                                                   "Another value"};
  return kNames[static_cast<size_t>(take)];
}

std::string_view effect_of(const Conflict& conflict, Take take) {
  if (take == Take::master) return effect_of_master(conflict);
  return take == Take::tenant ? effect_of_tenant(conflict) : effect_of_value(conflict);
}

std::string attribute_text(const Json& value, std::optional<Attribute> attribute) {
  if (!attribute || !value.is_string()) return value_text(value);
  const auto text = value.get<std::string>();
  switch (*attribute) {
    case Attribute::value_type:
      return enum_name(value_type_from_text(text), value);
    case Attribute::entity_aggregation:
    case Attribute::time_aggregation:
      return enum_name(aggregation_from_text(text), value);
    case Attribute::frequency:
      return enum_name(frequency_from_text(text), value);
    default:
      return value_text(value);
  }
}

std::vector<std::string> value_lines(const Json& value, std::optional<Attribute> attribute) {
  std::vector<std::string> lines;
  if (value.is_array()) {
    for (const Json& item : value) {
      lines.push_back(is_option(item) ? option_line(item) : value_text(item));
    }
  } else if (value.is_object()) {
    for (const auto& [key, item] : value.items()) {
      if (item.is_null() || item == "") continue;
      lines.push_back(name_of_key(key) + ": " + attribute_text(item, attribute_from_text(key)));
    }
  } else {
    lines.push_back(attribute_text(value, attribute));
  }
  if (lines.empty()) lines.emplace_back("none");
  return lines;
}

ValueEntry entry_for(const Conflict& conflict) {
  if (conflict.type == ConflictType::removed_with_data) return successor_entry(conflict);
  if (is_formula(conflict)) return {ValueEntry::Kind::long_text, "A formula.", {}, {}, false};
  if (conflict.type == ConflictType::add_add) {
    return {ValueEntry::Kind::text, "Another code for the tenant's field.", {}, {}, false};
  }
  if (conflict.type == ConflictType::edit_remove && !conflict.successors.empty()) {
    return successor_entry(conflict);
  }
  if (!conflict.attribute) return json_entry(R"(Attributes to set, like {"name": "Water"}.)");
  return entry_for_attribute(*conflict.attribute);
}

std::string entry_text(const Conflict& conflict, const Json& decided) {
  const ValueEntry entry = entry_for(conflict);
  const Json& value = decided.is_null() ? conflict.tenant_value : decided;
  if (value.is_string()) return value.get<std::string>();
  if (value.is_null() || !entry.is_json) return {};
  return value.is_structured() ? value.dump(2) : value.dump();
}

Result<Json> entered_value(const ValueEntry& entry, const Conflict& conflict,
                           const std::string& text) {
  if (entry.kind == ValueEntry::Kind::choice) return invalid_input("Choose one.");
  const bool is_object = is_formula(conflict) && text.starts_with('{');
  if (!entry.is_json && !is_object) return Json(text);
  if (trim(text).empty()) return Json(nullptr);
  Result<Json> value = parse_json(text);
  if (!value) return invalid_input("This cannot be read: " + value.error().message);
  return value;
}

}  // namespace datavault
