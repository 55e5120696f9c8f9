#include "core/units/conversion.h"

#include <algorithm>
#include <bit>
#include <exception>
#include <limits>

#include <boost/multiprecision/cpp_int.hpp>

#include "core/base/decimal.h"
#include "core/units/measure.h"
#include "core/units/unit.h"

#ifdef BOOST_NO_EXCEPTIONS
// What Boost calls where it would throw. Nothing here divides by zero or reads numbers with Boost,
// so that it is never called.
#include <cstdlib>
namespace boost {
void throw_exception(const std::exception&) { std::abort(); }
void throw_exception(const std::exception&, const source_location&) { std::abort(); }
}  // namespace boost
#endif

namespace datavault {
namespace {

using Integer = boost::multiprecision::number<boost::multiprecision::cpp_int_backend<>,
                                              boost::multiprecision::et_off>;

/// Shape: the denominator is positive. Not reduced: nothing here depends on it.
struct Rational {
  Integer numerator = 0;
  Integer denominator = 1;
};

/// More than any ratio of units that people use; bounds the time that a hostile code takes.
constexpr int64_t kMaxScaleBits = 4096;
constexpr int kPlaces = kMaxDecimalDigits;

/// As many digits as UCUM gives.
constexpr std::string_view kPiDigits =
    "31415926535897932384626433832795028841971693993751058209749445923";
constexpr unsigned kPiPlaces = 64;
constexpr int64_t kPiBits = 217;

// Boost's own reading and writing of text would pull in streams, 100 KB of WebAssembly.
constexpr unsigned kChunkDigits = 9;
constexpr uint32_t kChunk = 1'000'000'000;

Integer integer_from_digits(std::string_view digits) {
  Integer number = 0;
  for (const char c : digits) {
    number *= 10u;
    number += static_cast<unsigned>(c - '0');
  }
  return number;
}

/// Shape: `number` is not negative; "" for 0.
std::string digits_of(Integer number) {
  std::string text;
  while (number != 0) {
    auto chunk = static_cast<uint32_t>(number % kChunk);
    number /= kChunk;
    for (unsigned i = 0; i < kChunkDigits; ++i, chunk /= 10) {
      text += static_cast<char>('0' + chunk % 10);
    }
  }
  text.erase(text.find_last_not_of('0') + 1);
  std::reverse(text.begin(), text.end());
  return text;
}

Integer power(Integer base, int64_t exponent) {
  Integer result = 1;
  while (true) {
    if (exponent % 2 == 1) result *= base;
    exponent /= 2;
    if (exponent == 0) return result;
    base *= base;
  }
}

Integer power_of_ten(int64_t exponent) {
  static constexpr uint64_t kPowers[] = {1,
                                         10,
                                         100,
                                         1'000,
                                         10'000,
                                         100'000,
                                         1'000'000,
                                         10'000'000,
                                         100'000'000,
                                         1'000'000'000,
                                         10'000'000'000,
                                         100'000'000'000,
                                         1'000'000'000'000};
  const auto small = static_cast<size_t>(exponent);
  return small < std::size(kPowers) ? Integer(kPowers[small]) : power(10, exponent);
}

/// Shape: canonical, as normalise_decimal makes it.
Rational rational_from_decimal(std::string_view text) {
  const bool is_negative = text[0] == '-';
  if (is_negative) text.remove_prefix(1);
  const size_t point = text.find('.');
  Rational result{integer_from_digits(text.substr(0, point)), 1};
  if (point != std::string_view::npos) {
    const std::string_view fraction = text.substr(point + 1);
    result.denominator = power_of_ten(static_cast<int64_t>(fraction.size()));
    result.numerator = result.numerator * result.denominator + integer_from_digits(fraction);
  }
  if (is_negative) result.numerator = -result.numerator;
  return result;
}

int64_t magnitude(int64_t value) { return value < 0 ? -value : value; }

bool is_small_enough(const Scale& scale) {
  int64_t bits = magnitude(scale.pi) * kPiBits;
  for (const ScaleFactor& factor : scale.factors) {
    bits += magnitude(factor.exponent) * std::bit_width(static_cast<uint64_t>(factor.base));
  }
  return bits <= kMaxScaleBits;
}

void multiply(Rational& number, const Integer& base, int64_t exponent) {
  (exponent < 0 ? number.denominator : number.numerator) *= power(base, magnitude(exponent));
}

/// Shape: is_small_enough(scale).
void multiply(Rational& number, const Scale& scale) {
  for (const ScaleFactor& factor : scale.factors) multiply(number, factor.base, factor.exponent);
  if (scale.pi == 0) return;
  multiply(number, integer_from_digits(kPiDigits), scale.pi);
  multiply(number, power_of_ten(kPiPlaces), -scale.pi);
}

/// Where the 0 of a unit is, in kelvin.
Rational zero_of(const Measure& measure) {
  if (!measure.zero) return {};
  return {Integer(measure.zero->zero_hundredths) * measure.zero->numerator,
          Integer(100) * measure.zero->denominator};
}

Rational sum(const Rational& a, const Rational& b) {
  return {a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator};
}

Rational negated(Rational number) {
  number.numerator = -number.numerator;
  return number;
}

void add_difference_of_zeros(Rational& number, const Measure& from, const Measure& to) {
  if (from.zero == to.zero) return;
  Rational difference = sum(zero_of(from), negated(zero_of(to)));
  multiply(difference, ratio({}, to.scale));
  number = sum(number, difference);
}

struct Division {
  Integer quotient;
  Integer remainder;
};

Division divide(const Integer& a, const Integer& b) {
  Division result;
  boost::multiprecision::divide_qr(a, b, result.quotient, result.remainder);
  return result;
}

/// a / b to the nearest whole number, ties to the even one.
Integer rounded_quotient(const Integer& a, const Integer& b) {
  Division division = divide(a, b);
  const Integer twice = division.remainder * 2u;
  if (twice > b || (twice == b && division.quotient % 2u == 1)) division.quotient += 1u;
  return division.quotient;
}

struct Rounding {
  std::optional<int64_t> decimals;
  bool keeps_all_digits = false;  // where no decimals are given
};

/// How many of the kPlaces places after the point are cut off, for a number with so many digits.
int64_t places_to_cut(const Rounding& rounding, size_t digits) {
  if (rounding.decimals) return kPlaces - std::min<int64_t>(*rounding.decimals, kPlaces);
  if (rounding.keeps_all_digits) return 0;
  return std::max<int64_t>(static_cast<int64_t>(digits) - kConvertedDigits, 0);
}

Result<ConvertedNumber> decimal_from_rational(const Rational& number, const Rounding& rounding) {
  const bool is_negative = number.numerator < 0;
  const Integer size = (is_negative ? -number.numerator : number.numerator) * power_of_ten(kPlaces);
  const Division all = divide(size, number.denominator);
  const int64_t cut = places_to_cut(rounding, digits_of(all.quotient).size());
  const Integer step = power_of_ten(cut);
  const Integer kept = rounded_quotient(size, number.denominator * step);
  const bool exact = all.remainder == 0 && kept * step == all.quotient;
  if (kept == 0 && !exact && !rounding.decimals) {
    return invalid_input("The result is too close to 0 to be written with " +
                         std::to_string(kPlaces) + " digits after the point.");
  }
  const std::string digits = digits_of(kept);
  auto text = normalise_decimal((is_negative ? "-" : "") + (digits.empty() ? "0" : digits) + "e" +
                                std::to_string(cut - kPlaces));
  if (!text) {
    return invalid_input("The result has more than " + std::to_string(kMaxDecimalDigits) +
                         " digits before the point.");
  }
  return ConvertedNumber{*std::move(text), exact};
}

Error too_far_apart(std::string_view from, std::string_view to) {
  return invalid_input(display_unit(from) + " and " + display_unit(to) +
                       " are too far apart in size to convert.");
}

Result<ConvertedNumber> convert_between(const Rational& number, std::string_view from,
                                        std::string_view to, std::optional<int64_t> decimals) {
  const std::optional<Measure> source = measure_of(from);
  const std::optional<Measure> target = measure_of(to);
  if (!source || !target || !same_quantity(*source, *target)) {
    return invalid_input(why_not_convertible(from, to));
  }
  const Scale factor = ratio(source->scale, target->scale);
  if (!is_small_enough(factor)) return too_far_apart(from, to);
  Rational result = number;
  multiply(result, factor);
  add_difference_of_zeros(result, *source, *target);
  const bool same_size = factor.factors.empty() && factor.pi == 0 && source->zero == target->zero;
  auto converted = decimal_from_rational(result, {decimals, same_size});
  // Pi has no end, whatever its digits that were used come to.
  if (converted && factor.pi != 0 && result.numerator != 0) converted->exact = false;
  return converted;
}

std::string quoted(std::string_view code) { return "\"" + std::string(code) + "\""; }

}  // namespace

bool is_convertible(std::string_view from, std::string_view to) {
  if (from == to) return true;
  const std::optional<Measure> source = measure_of(from);
  if (!source) return false;
  const std::optional<Measure> target = measure_of(to);
  return target && same_quantity(*source, *target);
}

std::string why_not_convertible(std::string_view from, std::string_view to) {
  if (from == to) return {};
  const std::optional<Measure> source = measure_of(from);
  const std::optional<Measure> target = measure_of(to);
  if (!source) return quoted(from) + " is a free label, which converts to nothing else.";
  if (!target) return quoted(to) + " is a free label, to which nothing else converts.";
  if (same_quantity(*source, *target)) return {};
  return display_unit(from) + " does not convert to " + display_unit(to) + ": " +
         std::string(why_not_alike(*source, *target)) + ".";
}

Result<ConvertedNumber> convert_number(std::string_view decimal, std::string_view from,
                                       std::string_view to, std::optional<int64_t> decimals) {
  if (decimals && *decimals < 0) return invalid_input("Decimals are not negative.");
  auto number = normalise_decimal(decimal);
  if (!number) return number.error();
  if (from != to) return convert_between(rational_from_decimal(*number), from, to, decimals);
  if (!decimals) return ConvertedNumber{*std::move(number), true};
  return decimal_from_rational(rational_from_decimal(*number), {decimals, true});
}

}  // namespace datavault
