#include "core/base/decimal.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>

#include "fast_float/fast_float.h"

namespace datavault {
namespace {

/// 0.DIGITS * 10^point. No digits: zero. Otherwise neither the first nor the last digit is '0'.
struct Digits {
  bool negative = false;
  std::string digits;
  int64_t point = 0;
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

size_t digits_length(std::string_view text) {
  return static_cast<size_t>(std::find_if_not(text.begin(), text.end(), is_digit) - text.begin());
}

size_t exponent_length(std::string_view text) {
  if (text.empty() || (text[0] != 'e' && text[0] != 'E')) return 0;
  const size_t sign = text.size() > 1 && (text[1] == '+' || text[1] == '-') ? 1 : 0;
  const size_t digits = digits_length(text.substr(1 + sign));
  return digits == 0 ? 0 : 1 + sign + digits;
}

void trim_zeros(Digits& number) {
  number.digits.erase(number.digits.find_last_not_of('0') + 1);
  const size_t leading = std::min(number.digits.find_first_not_of('0'), number.digits.size());
  number.digits.erase(0, leading);
  number.point -= static_cast<int64_t>(leading);
  if (number.digits.empty()) number = {};
}

/// Saturates: any exponent beyond the limits of a decimal and of a double does as well as the next.
int64_t parse_exponent(std::string_view text) {
  const bool negative = text[0] == '-';
  int64_t value = 0;
  for (char c : text) {
    if (is_digit(c)) value = std::min<int64_t>(value * 10 + (c - '0'), 1'000'000'000);
  }
  return negative ? -value : value;
}

/// Shape: `text` is exactly one number in the sense of unsigned_number_length.
Digits parse_unsigned(std::string_view text) {
  Digits number;
  const size_t mantissa = std::min(text.find_first_of("eE"), text.size());
  const size_t point = std::min(text.substr(0, mantissa).find('.'), mantissa);
  number.digits.append(text.substr(0, point));
  number.point = static_cast<int64_t>(point);
  if (point < mantissa) number.digits.append(text.substr(point + 1, mantissa - point - 1));
  if (mantissa < text.size()) number.point += parse_exponent(text.substr(mantissa + 1));
  trim_zeros(number);
  return number;
}

std::string text_of(const Digits& number) {
  if (number.digits.empty()) return "0";
  std::string text = number.negative ? "-" : "";
  const auto size = static_cast<int64_t>(number.digits.size());
  if (number.point <= 0) {
    text += "0.";
    text.append(static_cast<size_t>(-number.point), '0');
    return text + number.digits;
  }
  text += number.digits.substr(0, static_cast<size_t>(number.point));
  if (number.point >= size) return text.append(static_cast<size_t>(number.point - size), '0');
  return text + "." + number.digits.substr(static_cast<size_t>(number.point));
}

/// libc++ 14 has no to_chars for double. printf rounds correctly in glibc and in musl, and 17
/// digits always suffice; what stands between the digits may depend on the locale, so only digits
/// are read.
Digits digits_of(double value) {
  char buffer[64];
  for (int precision = 14; precision <= 16; ++precision) {
    std::snprintf(buffer, sizeof buffer, "%.*e", precision, std::fabs(value));
    const std::string_view text(buffer);
    const size_t exponent = text.find('e');
    Digits number;
    std::copy_if(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(exponent),
                 std::back_inserter(number.digits), is_digit);
    number.point = 1 + parse_exponent(text.substr(exponent + 1));
    const std::string plain = "0." + number.digits + "e" + std::to_string(number.point);
    if (precision < 16 && double_from_unsigned_number(plain) != std::fabs(value)) continue;
    trim_zeros(number);
    number.negative = value < 0;
    return number;
  }
  return {};
}

void round_half_away(Digits& number, int64_t places) {
  const int64_t keep = number.point + places;  // how many of the digits stay
  if (keep >= static_cast<int64_t>(number.digits.size())) return;
  if (keep < 0) {
    number = {};
    return;
  }
  const bool up = number.digits[static_cast<size_t>(keep)] >= '5';
  number.digits.erase(static_cast<size_t>(keep));
  if (up) {
    number.digits.insert(number.digits.begin(), '0');
    ++number.point;
    size_t at = number.digits.size() - 1;
    for (; number.digits[at] == '9'; --at) number.digits[at] = '0';
    ++number.digits[at];
  }
  trim_zeros(number);
}

bool within_limits(const Digits& number) {
  const auto size = static_cast<int64_t>(number.digits.size());
  return number.point <= kMaxDecimalDigits && size - number.point <= kMaxDecimalDigits;
}

std::optional<Digits> parse_decimal(std::string_view text) {
  const bool has_sign = !text.empty() && (text[0] == '-' || text[0] == '+');
  const std::string_view number = text.substr(has_sign ? 1 : 0);
  if (number.empty() || unsigned_number_length(number) != number.size()) return std::nullopt;
  Digits digits = parse_unsigned(number);
  digits.negative = text[0] == '-';
  return digits;
}

/// Nearly all decimals are a few digits, which need no reading.
bool is_short_decimal(std::string_view text) {
  const size_t whole = digits_length(text);
  if (whole == 0 || text.size() > kMaxDecimalDigits) return false;
  return whole == text.size() ||
         (text[whole] == '.' && whole + 1 + digits_length(text.substr(whole + 1)) == text.size());
}

}  // namespace

Result<std::string> normalise_decimal(std::string_view text) {
  const std::optional<Digits> number = parse_decimal(text);
  if (!number) return invalid_input("a number such as 1.5 is expected");
  if (!within_limits(*number)) {
    return invalid_input("the number has more than " + std::to_string(kMaxDecimalDigits) +
                         " digits before or after the point");
  }
  return text_of(*number);
}

bool is_decimal(std::string_view text) {
  if (is_short_decimal(text)) return true;
  const std::optional<Digits> number = parse_decimal(text);
  return number && within_limits(*number);
}

bool is_canonical_decimal(std::string_view text) {
  const std::optional<Digits> number = parse_decimal(text);
  return number && within_limits(*number) && text_of(*number) == text;
}

std::optional<double> double_from_decimal(std::string_view text) {
  if (!is_decimal(text)) return std::nullopt;
  const bool has_sign = text[0] == '-' || text[0] == '+';
  const double value = double_from_unsigned_number(text.substr(has_sign ? 1 : 0));
  return text[0] == '-' && value != 0 ? -value : value;
}

std::string decimal_from_double(double value) { return text_of(digits_of(value)); }

double round_to_decimals(double value, int digits) {
  Digits number = digits_of(value);
  round_half_away(number, digits);
  if (number.digits.empty()) return 0;
  const double size =
      double_from_unsigned_number("0." + number.digits + "e" + std::to_string(number.point));
  return number.negative ? -size : size;
}

size_t unsigned_number_length(std::string_view text) {
  const size_t whole = digits_length(text);
  size_t end = whole;
  if (end < text.size() && text[end] == '.') {
    const size_t fraction = digits_length(text.substr(end + 1));
    if (whole + fraction == 0) return 0;
    end += 1 + fraction;
  }
  return end == 0 ? 0 : end + exponent_length(text.substr(end));
}

double double_from_unsigned_number(std::string_view text) {
  double value = 0;
  fast_float::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

}  // namespace datavault
