#include "core/values/verdict.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/decimal.h"
#include "core/units/conversion.h"
#include "core/units/unit.h"

namespace datavault {
namespace {

constexpr char kSeparator = '|';  // between the option codes of a MULTI_CHOICE value

bool takes_options(ValueType type) {
  return type == ValueType::choice || type == ValueType::multi_choice;
}

bool has_option(const Field& field, std::string_view code) {
  return std::any_of(field.options.begin(), field.options.end(),
                     [&](const Option& option) { return option.code == code; });
}

std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> parts;
  for (size_t at = 0; at <= text.size();) {
    const size_t end = std::min(text.find(kSeparator, at), text.size());
    parts.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

Error unreadable(const Value& value, const std::string& what) {
  constexpr size_t kMaxShown = 60;
  const bool is_short = value.value.size() <= kMaxShown;
  return invalid_input((is_short ? "\"" + value.value + "\"" : "The text") + " is " + what + ".");
}

/// An option code is a name: "007" names something, only a plain "7" may also be a quantity.
Result<std::string> as_number(const Value& value, const Field& from) {
  const bool reads =
      takes_options(from.value_type) ? is_canonical_decimal(value.value) : is_decimal(value.value);
  if (!reads) return unreadable(value, "no number");
  return normalise_decimal(value.value);
}

Result<std::string> as_boolean(const Value& value) {
  if (value.value == "true" || value.value == "false") return value.value;
  return unreadable(value, "neither true nor false");
}

Result<std::string> as_date(const Value& value) {
  if (is_calendar_day(value.value)) return value.value;
  return unreadable(value, "no date such as 2024-12-31");
}

Result<std::string> as_choice(const Value& value, const Field& to) {
  if (has_option(to, value.value)) return value.value;
  return unreadable(value, "none of the options");
}

/// The empty text is a choice of nothing, but only where it was chosen.
Result<std::string> as_choices(const Value& value, const Field& from, const Field& to) {
  if (value.value.empty() && from.value_type == ValueType::multi_choice) return std::string();
  std::vector<std::string_view> codes = split(value.value);
  const auto is_known = [&](std::string_view code) { return has_option(to, code); };
  if (!std::all_of(codes.begin(), codes.end(), is_known)) {
    return unreadable(value, "not made of the options");
  }
  std::sort(codes.begin(), codes.end());
  codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
  std::string joined;
  for (const std::string_view code : codes) {
    if (!joined.empty()) joined += kSeparator;
    joined += code;
  }
  return joined;
}

Result<std::string> read_as(const Value& value, const Field& from, const Field& to) {
  switch (to.value_type) {
    case ValueType::number:
      return as_number(value, from);
    case ValueType::boolean:
      return as_boolean(value);
    case ValueType::date:
      return as_date(value);
    case ValueType::choice:
      return as_choice(value, to);
    case ValueType::multi_choice:
      return as_choices(value, from, to);
    case ValueType::text:
      break;
  }
  return value.value;
}

const std::string* unit_of(const Value& value, const Field& from) {
  if (value.unit) return &*value.unit;
  return from.unit ? &*from.unit : nullptr;
}

Result<ConvertedNumber> in_new_unit(const Value& value, const Field& from, const Field& to) {
  const std::string* unit = unit_of(value, from);
  // Numbers without a unit are those of a label that only they have.
  if (!unit && !to.unit) return convert_number(value.value, "", "", to.decimals);
  if (!unit) {
    return invalid_input("The value has no unit, so it does not convert to " +
                         display_unit(*to.unit) + ".");
  }
  if (!to.unit) {
    return invalid_input("The value is in " + display_unit(*unit) + ", the field has no unit.");
  }
  return convert_number(value.value, *unit, *to.unit, to.decimals);
}

/// The two digits, or -1.
int two_digits(std::string_view text) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  return is_digit(text[0]) && is_digit(text[1]) ? (text[0] - '0') * 10 + (text[1] - '0') : -1;
}

int days_of(int year, int month) {
  static constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && is_leap ? 29 : kDays[month - 1];
}

}  // namespace

Verdict type_verdict(const Value& value, const Field& from, const Field& to) {
  return read_as(value, from, to) ? Verdict::exact : Verdict::failing;
}

Verdict unit_verdict(const Value& value, const Field& from, const Field& to) {
  if (to.value_type != ValueType::number) return Verdict::exact;
  const auto converted = in_new_unit(value, from, to);
  if (!converted) return Verdict::failing;
  return converted->exact ? Verdict::exact : Verdict::rounded;
}

Verdict worse(Verdict a, Verdict b) { return std::max(a, b); }

Result<Value> convert_value(const Value& value, const Field& from, const Field& to) {
  auto text = read_as(value, from, to);
  if (!text) return text.error();
  Value result = value;
  result.value = *std::move(text);
  result.unit.reset();
  if (to.value_type != ValueType::number) return result;
  auto converted = in_new_unit(value, from, to);
  if (!converted) return converted.error();
  result.value = std::move(converted->number);
  result.unit = to.unit;
  return result;
}

bool is_calendar_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  const int century = two_digits(text);
  const int year = two_digits(text.substr(2));
  const int month = two_digits(text.substr(5));
  const int day = two_digits(text.substr(8));
  if (century < 10 || year < 0 || month < 1 || month > 12 || day < 1) return false;
  return day <= days_of(century * 100 + year, month);
}

}  // namespace datavault
