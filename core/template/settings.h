#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace datavault {

/// A setting of a tenant: how it is written and what it may be.
struct SettingRule {
  enum class Kind { whole, percent, currency, country, language };
  std::string_view name;
  Kind kind = Kind::whole;
  int64_t from = 0;  // of whole numbers
  int64_t to = 0;
  std::string_view meaning;  // for people
};

/// By name.
const std::vector<SettingRule>& setting_rules();
/// Null when there is none.
const SettingRule* find_setting_rule(std::string_view name);

/// The value in its canonical form ("07" gives "7", "eur" gives "EUR").
///
/// Errors: invalid_input naming the setting: an unknown one, or one whose value does not fit.
Result<std::string> checked_setting(std::string_view name, std::string_view value);

}  // namespace datavault
