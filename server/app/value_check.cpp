#include "server/app/value_check.h"

#include <algorithm>
#include <set>

#include "core/base/decimal.h"
#include "core/base/text.h"

namespace datavault {
namespace {

constexpr size_t kLongestText = 20000;

/// The number in `text`, or -1.
int digits(std::string_view text) {
  int number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return -1;
    number = number * 10 + (c - '0');
  }
  return text.empty() ? -1 : number;
}

bool is_year(std::string_view text) { return text.size() == 4 && digits(text) >= 1000; }

int days_of(int year, int month) {
  static constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && is_leap ? 29 : kDays[month - 1];
}

bool has_option(const Field& field, std::string_view code) {
  return std::any_of(field.options.begin(), field.options.end(),
                     [&](const Option& option) { return option.code == code; });
}

Result<std::string> options_of(const Field& field, std::string_view text) {
  const auto codes = field.value_type == ValueType::choice
                         ? std::vector<std::string>{std::string(trim(text))}
                         : split_trimmed(text, "|");
  std::set<std::string> unique(codes.begin(), codes.end());
  std::string joined;
  for (const std::string& code : unique) {
    if (!has_option(field, code)) {
      return invalid_input("\"" + code + "\" is none of the field's options.");
    }
    joined += (joined.empty() ? "" : "|") + code;
  }
  return joined;
}

Result<std::string> boolean_of(std::string_view text) {
  const std::string lower = to_lower_ascii(trim(text));
  if (lower == "true" || lower == "yes" || lower == "1") return std::string("true");
  if (lower == "false" || lower == "no" || lower == "0") return std::string("false");
  return invalid_input("true or false is expected here.");
}

}  // namespace

bool is_period(std::string_view text) {
  if (!is_year(text.substr(0, 4))) return false;
  if (text.size() == 4) return true;
  if (text.size() != 7 || text[4] != '-') return false;
  if (text[5] == 'Q') return text[6] >= '1' && text[6] <= '4';
  const int month = digits(text.substr(5));
  return month >= 1 && month <= 12;
}

bool is_iso_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-' || !is_year(text.substr(0, 4))) {
    return false;
  }
  const int year = digits(text.substr(0, 4));
  const int month = digits(text.substr(5, 2));
  const int day = digits(text.substr(8, 2));
  return month >= 1 && month <= 12 && day >= 1 && day <= days_of(year, month);
}

Result<std::string> checked_value(const Field& field, std::string_view text) {
  if (field.computed) return invalid_input("This field is computed; it takes no values.");
  switch (field.value_type) {
    case ValueType::number: {
      auto number = normalise_decimal(trim(text));
      if (!number) return invalid_input("A number with a decimal point is expected here.");
      return number;
    }
    case ValueType::boolean:
      return boolean_of(text);
    case ValueType::date:
      if (!is_iso_date(trim(text))) return invalid_input("A date as 2024-12-31 is expected here.");
      return std::string(trim(text));
    case ValueType::choice:
    case ValueType::multi_choice:
      return options_of(field, text);
    case ValueType::text:
      break;
  }
  if (text.size() > kLongestText) return invalid_input("This text is too long.");
  if (text.find('\0') != std::string_view::npos) {
    return invalid_input("A text cannot hold NUL characters.");
  }
  return std::string(text);
}

}  // namespace datavault
