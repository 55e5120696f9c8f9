#include "core/template/settings.h"

#include <algorithm>

#include "core/base/decimal.h"
#include "core/base/text.h"
#include "core/units/unit.h"

namespace datavault {
namespace {

using Kind = SettingRule::Kind;

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_alphanumeric(char c) {
  return is_upper(c) || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

std::string upper(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return result;
}

Result<std::string> whole(const SettingRule& rule, std::string_view value) {
  auto number = normalise_decimal(value);
  const bool good = number && number->size() <= 9 &&
                    number->find_first_of(".-") == std::string::npos &&
                    std::stoll(*number) >= rule.from && std::stoll(*number) <= rule.to;
  if (good) return *number;
  return invalid_input("A whole number from " + std::to_string(rule.from) + " to " +
                       std::to_string(rule.to) + " is expected here.");
}

Result<std::string> percent(const SettingRule& rule, std::string_view value) {
  auto number = normalise_decimal(value);
  const auto as_double = number ? double_from_decimal(*number) : std::nullopt;
  if (as_double && *as_double >= 0 && *as_double <= static_cast<double>(rule.to)) return *number;
  return invalid_input("A number from 0 to " + std::to_string(rule.to) + " is expected here.");
}

Result<std::string> country(std::string_view value) {
  std::string code = upper(value);
  if (code.size() == 2 && std::all_of(code.begin(), code.end(), is_upper)) return code;
  return invalid_input("A country is the two letters of ISO 3166-1: DE, FR...");
}

/// BCP 47 as far as its form goes.
Result<std::string> language(std::string_view value) {
  size_t part = 0;
  bool good = !value.empty() && value.size() <= 35;
  for (const char c : value) {
    part = c == '-' ? 0 : part + 1;
    good = good && (c == '-' || is_alphanumeric(c)) && part <= 8;
  }
  good = good && value.front() != '-' && value.back() != '-' &&
         value.find("--") == std::string_view::npos && std::min(value.find('-'), value.size()) > 1;
  if (good) return std::string(value);
  return invalid_input("A language reads en, de or pt-BR.");
}

Result<std::string> checked(const SettingRule& rule, std::string_view value) {
  switch (rule.kind) {
    case Kind::whole:
      return whole(rule, value);
    case Kind::percent:
      return percent(rule, value);
    case Kind::country:
      return country(value);
    case Kind::language:
      return language(value);
    case Kind::currency:
      break;
  }
  std::string code = upper(value);
  if (is_currency(code)) return code;
  return invalid_input("A currency is the three letters of ISO 4217: EUR, USD...");
}

}  // namespace

const std::vector<SettingRule>& setting_rules() {
  static const std::vector<SettingRule> kRules{
      {"approval_levels", Kind::whole, 0, 5, "How many people approve a value"},
      {"change_threshold_percent", Kind::percent, 0, 10000,
       "From which change against the period before a value asks for an explanation"},
      {"country", Kind::country, 0, 0, "Where the company has its seat"},
      {"currency", Kind::currency, 0, 0, "In which it reports"},
      {"due_days", Kind::whole, 0, 366, "Days from the end of a period until its values are due"},
      {"fiscal_year_start_month", Kind::whole, 1, 12, "The month in which the fiscal year begins"},
      {"language", Kind::language, 0, 0, "In which its people read the frameworks"},
      {"materiality_threshold_percent", Kind::percent, 0, 100,
       "Below which share of a total a figure may be left out"},
      {"reminder_days", Kind::whole, 0, 366, "Days before the due day when people are reminded"}};
  return kRules;
}

const SettingRule* find_setting_rule(std::string_view name) {
  const auto& rules = setting_rules();
  const auto found = std::find_if(rules.begin(), rules.end(),
                                  [&](const SettingRule& rule) { return rule.name == name; });
  return found == rules.end() ? nullptr : &*found;
}

Result<std::string> checked_setting(std::string_view name, std::string_view value) {
  const std::string where = "settings, " + std::string(name);
  const SettingRule* rule = find_setting_rule(name);
  if (!rule) return invalid_input("There is no such setting.", where);
  auto good = checked(*rule, trim(value));
  if (!good) return within(where, good.error());
  return good;
}

}  // namespace datavault
