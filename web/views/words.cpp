#include "web/views/words.h"

#include <array>
#include <cmath>

#include "core/base/decimal.h"
#include "core/base/text.h"
#include "web/platform/intl.h"

namespace datavault {
namespace {

constexpr std::array<Label, 8> kOutcomes{{
    {"Skipped", "Nothing is written: inactive, or left alone by the strategy.", Tone::neutral},
    {"Up to date", "Already as it would be afterwards; nothing is written.", Tone::neutral},
    {"Held", "A conflict needs an answer first. Nothing is written, the tenant stays as it is.",
     Tone::danger},
    {"Created", "The tenant gets the framework for the first time.", Tone::success},
    {"Updated", "No changes of its own: moves to the new version.", Tone::success},
    {"Overwritten", "The tenant's changes are dropped; they stay in its history.", Tone::warning},
    {"Merged", "Moves to the new version and keeps its own changes.", Tone::accent},
    {"Removed", "The framework is taken back; stored values stay.", Tone::warning},
}};

constexpr std::array<Label, 4> kStrategies{{
    {"Skip", "Only tenants without the framework get it. Whoever has a copy keeps it untouched.",
     Tone::neutral},
    {"Overwrite",
     "Everyone gets exactly the master version. Changes that tenants made are dropped, but stay in "
     "their history.",
     Tone::warning},
    {"Merge",
     "Everyone moves to the new version and keeps changes of its own. Where both sides changed the "
     "same thing, the policy below decides, or you.",
     Tone::accent},
    {"Manual",
     "Like Merge, but no policy and no remembered answer is used: every conflict is put before "
     "you.",
     Tone::neutral},
}};

constexpr std::array<Label, kTenantStateCount> kTenantStates{{
    {"Current", "Is on the version that is distributed.", Tone::success},
    {"Behind", "Is on an older version.", Tone::warning},
    {"Ahead", "Is on a newer version than the one that is distributed.", Tone::danger},
    {"Not adopted", "Does not have this framework yet.", Tone::neutral},
    {"Own framework", "Wrote a framework of this name itself.", Tone::accent},
    {"Inactive", "Is switched off and is left alone.", Tone::neutral},
}};

constexpr std::array<Label, 14> kConflictTypes{{
    {"Both changed", "The tenant and the new version changed the same attribute.", Tone::danger},
    {"Edited, then removed", "The tenant edited a field that the new version removes.",
     Tone::danger},
    {"Hidden, then changed", "The tenant hid a field that the new version changes.", Tone::danger},
    {"Added twice", "The tenant and the new version each added a field with this code.",
     Tone::danger},
    {"Type change with values", "Stored values meet a new type.", Tone::warning},
    {"Unit change with values", "Stored values meet a new unit.", Tone::warning},
    {"Removed with values", "A field with stored values goes; the values are archived.",
     Tone::warning},
    {"Broken formula", "A formula refers to a field that is not there.", Tone::danger},
    {"Circular formula", "Formulas depend on each other in a circle.", Tone::danger},
    {"Unit mismatch", "The dimensions of a formula do not fit.", Tone::warning},
    {"Data point exists", "The tenant reports this with another frequency or unit.", Tone::neutral},
    {"Own framework exists", "The tenant wrote a framework of this name itself.", Tone::neutral},
    {"Tenant not found", "There is no such tenant.", Tone::neutral},
    {"Tenant inactive", "The tenant is switched off.", Tone::neutral},
}};

constexpr std::array<Label, 3> kSeverities{{
    {"Info", "For your information.", Tone::neutral},
    {"Warning", "Goes on, but read this first.", Tone::warning},
    {"Blocking", "Holds the tenant until it is answered.", Tone::danger},
}};

struct StatusWord {
  std::string_view wire;
  Label label;
};
constexpr std::array<StatusWord, 14> kStatuses{{
    {"QUEUED", {"Queued", "Waits for its turn.", Tone::neutral}},
    {"PENDING", {"Waiting", "Waits for its turn.", Tone::neutral}},
    {"RUNNING", {"Running", "Is being carried out.", Tone::accent}},
    {"PAUSED", {"Paused", "Waits to be resumed.", Tone::warning}},
    {"COMPLETED", {"Completed", "Everything is done.", Tone::success}},
    {"DONE", {"Done", "Is carried out.", Tone::success}},
    {"APPLIED", {"Done", "Is carried out.", Tone::success}},
    {"UNCHANGED", {"Unchanged", "Nothing was to be done.", Tone::neutral}},
    {"COMPLETED_WITH_ERRORS",
     {"Partly completed", "Some tenants were held, had changed or failed.", Tone::warning}},
    {"FAILED", {"Failed", "Nothing more happens.", Tone::danger}},
    {"CANCELLED", {"Cancelled", "Was stopped.", Tone::neutral}},
    {"HELD", {"Held", "A conflict needs an answer first.", Tone::danger}},
    {"STALE", {"Changed since", "Was changed after the preview and left alone.", Tone::warning}},
    {"SKIPPED", {"Skipped", "Left alone.", Tone::neutral}},
}};

template <typename Array, typename Enum>
typename Array::value_type at(const Array& labels, Enum value) {
  return labels[static_cast<size_t>(value)];
}

constexpr std::array<std::string_view, 4> kRoles{"Super admin", "Admin", "User", "Unknown role"};
constexpr std::array<std::string_view, 6> kValueTypes{"Number", "Yes/no", "Text",
                                                      "Date",   "Choice", "Multiple choice"};
constexpr std::array<std::string_view, 6> kAggregations{"None", "Sum",     "Average",
                                                        "Last", "Minimum", "Maximum"};
constexpr std::array<std::string_view, 3> kFrequencies{"Annual", "Quarterly", "Monthly"};
constexpr std::array<std::string_view, 17> kAttributeNames{"Code",
                                                           "Name",
                                                           "Translations",
                                                           "Description",
                                                           "Topic",
                                                           "Type",
                                                           "Options",
                                                           "Unit",
                                                           "Decimals",
                                                           "Required",
                                                           "Aggregation over entities",
                                                           "Aggregation over time",
                                                           "Frequency",
                                                           "References",
                                                           "Formula",
                                                           "Multiplier",
                                                           "Variables"};

std::string list_text(const Json& value) {
  std::string text;
  for (const auto& [key, item] : value.items()) {
    if (!text.empty()) text += ", ";
    if (value.is_object()) text += key + ": ";
    text += value_text(item);
  }
  return text.empty() ? "none" : text;
}

}  // namespace

Label label_of(Outcome outcome) { return at(kOutcomes, outcome); }
Label label_of(Strategy strategy) { return at(kStrategies, strategy); }
Label label_of(TenantState state) { return at(kTenantStates, state); }
Label label_of(ConflictType type) { return at(kConflictTypes, type); }
Label label_of(Severity severity) { return at(kSeverities, severity); }

Label status_label(std::string_view status) {
  for (const StatusWord& word : kStatuses) {
    if (word.wire == status) return word.label;
  }
  return {status, {}, Tone::neutral};
}

Label outcome_label(std::string_view outcome) {
  if (const auto known = outcome_from_text(outcome)) return label_of(*known);
  return status_label(outcome);
}

Label rollback_outcome_label(std::string_view outcome) {
  if (outcome == to_text(Outcome::merge)) {
    return {"Restored", "Goes back to what it had before the job.", Tone::accent};
  }
  return outcome_label(outcome);
}

std::string_view name_of(UserRole role) { return at(kRoles, role); }
std::string_view name_of(ValueType type) { return at(kValueTypes, type); }
std::string_view name_of(Aggregation aggregation) { return at(kAggregations, aggregation); }
std::string_view name_of(Frequency frequency) { return at(kFrequencies, frequency); }
std::string_view name_of(Attribute attribute) { return at(kAttributeNames, attribute); }

std::string counted(int64_t count, std::string_view one, std::string_view many) {
  std::string text = platform::format_count(count) + " ";
  if (count == 1) return text + std::string(one);
  return text + (many.empty() ? std::string(one) + "s" : std::string(many));
}

std::string first_few(const std::vector<std::string>& names) {
  constexpr size_t kShown = 5;
  std::string text;
  for (size_t i = 0; i < names.size() && i < kShown; ++i) text += (i == 0 ? "" : ", ") + names[i];
  if (names.size() > kShown) {
    text += " and " + platform::format_count(static_cast<int64_t>(names.size() - kShown)) + " more";
  }
  return text;
}

std::string milliseconds_text(double milliseconds) {
  if (milliseconds >= 1000) return platform::format_duration(std::llround(milliseconds));
  const double shown = round_to_decimals(milliseconds, milliseconds < 100 ? 1 : 0);
  return platform::format_decimal(decimal_from_double(shown)) + " ms";
}

std::string ago_text(std::string_view iso) {
  const auto ms = unix_ms_from(iso);
  return ms ? platform::format_relative(*ms) : std::string();
}

std::string date_text(std::string_view iso) {
  const auto ms = unix_ms_from(iso);
  return ms ? platform::format_date(*ms, platform::DateStyle::date_time) : std::string();
}

std::string value_text(const Json& value) {
  if (value.is_null()) return "none";
  if (value.is_string())
    return value.get<std::string>().empty() ? "empty" : value.get<std::string>();
  if (value.is_boolean()) return value.get<bool>() ? "yes" : "no";
  if (value.is_object() && value.contains("label") && value.contains("code")) {
    return value_text(value["label"]);
  }
  if (value.is_array() || value.is_object()) return list_text(value);
  return value.dump();
}

std::string word_of(Attribute attribute, const std::string& value) {
  switch (attribute) {
    case Attribute::value_type:
      if (const auto type = value_type_from_text(value)) return std::string(name_of(*type));
      break;
    case Attribute::entity_aggregation:
    case Attribute::time_aggregation:
      if (const auto known = aggregation_from_text(value)) return std::string(name_of(*known));
      break;
    case Attribute::frequency:
      if (const auto known = frequency_from_text(value)) return std::string(name_of(*known));
      break;
    default:
      break;
  }
  return value_text(value);
}

std::string sentence(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] += 'A' - 'a';
  return text;
}

bool matches(std::string_view text, std::string_view search) {
  const std::string lower = to_lower_ascii(text);
  for (const std::string& word : split_trimmed(to_lower_ascii(search), " ")) {
    if (lower.find(word) == std::string::npos) return false;
  }
  return true;
}

}  // namespace datavault
