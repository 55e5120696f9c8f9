#include "core/units/measure.h"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "core/units/unit_parser.h"

namespace datavault {
namespace {

using Term = Measure::Term;
using Count = Measure::Count;

constexpr size_t kMaxScaleFactors = 64;  // of products: more would take long to compare

void multiply(Scale& scale, int64_t base, int64_t exponent) {
  if (base == 1 || exponent == 0) return;
  for (ScaleFactor& factor : scale.factors) {
    if (factor.base == base) {
      factor.exponent += exponent;
      return;
    }
  }
  scale.factors.push_back({base, exponent});
}

void multiply(Scale& scale, const Scale& other, int power) {
  for (const ScaleFactor& factor : other.factors) {
    multiply(scale, factor.base, factor.exponent * power);
  }
  scale.pi += other.pi * power;
}

/// With g their greatest common divisor, (g a)^m * (g b)^n is g^(m+n) * a^m * b^n.
void split_common_divisor(Scale& scale, size_t i, size_t j) {
  ScaleFactor& a = scale.factors[i];
  ScaleFactor& b = scale.factors[j];
  const int64_t common = std::gcd(a.base, b.base);
  if (common == 1) return;
  a.base /= common;
  b.base /= common;
  multiply(scale, common, a.exponent + b.exponent);
}

/// Bases have at most 19 digits, so no large integers are needed to tell whether a ratio is 1: then
/// nothing is left of it after this. What is split off comes to the end and is compared in its
/// turn.
void make_coprime(Scale& scale) {
  for (size_t i = 0; i < scale.factors.size(); ++i) {
    for (size_t j = i + 1; j < scale.factors.size(); ++j) split_common_divisor(scale, i, j);
  }
  std::erase_if(scale.factors, [](const ScaleFactor& f) { return f.base == 1 || f.exponent == 0; });
}

void add_term(std::vector<Term>& terms, const Term& added, int power) {
  const auto key = [](const Term& term) { return std::tie(term.currency, term.substance); };
  const auto at = std::lower_bound(terms.begin(), terms.end(), added,
                                   [&](const Term& a, const Term& b) { return key(a) < key(b); });
  const bool found = at != terms.end() && key(*at) == key(added);
  Term& term = found ? *at : *terms.insert(at, Term{added.currency, added.substance, Exponents{}});
  for (size_t i = 0; i < kBaseQuantities; ++i) term.exponents[i] += power * added.exponents[i];
}

void add_count(std::vector<Count>& counts, const Count& added, int power) {
  const auto at = std::lower_bound(counts.begin(), counts.end(), added,
                                   [](const Count& a, const Count& b) { return a.name < b.name; });
  const bool found = at != counts.end() && at->name == added.name;
  Count& count = found ? *at : *counts.insert(at, Count{added.name, 0});
  count.exponent += power * added.exponent;
}

void drop_empty(Measure& measure) {
  std::erase_if(measure.terms, [](const Term& term) { return is_number(term.exponents); });
  std::erase_if(measure.counts, [](const Count& count) { return count.exponent == 0; });
}

/// Shape: a number that the parser took: at most 18 digits.
int64_t number_of(std::string_view digits) {
  int64_t number = 0;
  for (char c : digits) number = number * 10 + (c - '0');
  return number;
}

void add_scale(Scale& scale, const UnitFactor& factor, int power) {
  if (!factor.number.empty()) multiply(scale, number_of(factor.number), power);
  if (!factor.atom) return;
  const UnitAtom& atom = *factor.atom;
  const int64_t ten = atom.ten + (factor.prefix ? factor.prefix->ten : 0);
  multiply(scale, atom.numerator, power);
  multiply(scale, atom.denominator, -power);
  multiply(scale, 10, ten * power);
  scale.pi += int64_t{atom.pi} * power;
}

Exponents exponents_of(const UnitFactor& factor) {
  if (factor.atom) return factor.atom->dimension->exponents;
  Exponents exponents{};
  if (!factor.currency.empty()) exponents[static_cast<size_t>(BaseQuantity::money)] = 1;
  return exponents;
}

void add_factor(Measure& measure, const UnitFactor& factor) {
  const int side = factor.below ? -1 : 1;
  const int power = side * factor.exponent;
  add_scale(measure.scale, factor, power);
  const Exponents exponents = exponents_of(factor);
  if (!is_number(exponents)) {
    add_term(measure.terms, {factor.currency, factor.annotation, exponents}, power);
  } else if (!factor.annotation.empty()) {
    add_count(measure.counts, {factor.annotation, 1}, side);
  }
}

bool is_level(const UnitFactor& factor) { return factor.atom && factor.atom->is_logarithmic; }

/// In "J/Cel" a degree is a difference, in "Cel" a temperature.
const UnitAtom* zero_of(const std::vector<UnitFactor>& factors) {
  if (factors.size() != 1 || !factors[0].atom || factors[0].below || factors[0].exponent != 1) {
    return nullptr;
  }
  return factors[0].atom->zero_hundredths == 0 ? nullptr : factors[0].atom;
}

/// The names on one side of the fraction bar agree when one side names nothing.
bool counts_agree(const std::vector<Count>& a, const std::vector<Count>& b, int side) {
  const auto next = [side](const std::vector<Count>& counts, size_t at) {
    while (at < counts.size() && counts[at].exponent * side < 0) ++at;
    return at;
  };
  size_t i = next(a, 0);
  size_t j = next(b, 0);
  if (i == a.size() || j == b.size()) return true;
  while (i < a.size() && j < b.size()) {
    if (!(a[i] == b[j])) return false;
    i = next(a, i + 1);
    j = next(b, j + 1);
  }
  return i == a.size() && j == b.size();
}

std::string_view currency_of(const Measure& measure) {
  for (const Term& term : measure.terms) {
    if (!term.currency.empty()) return term.currency;
  }
  return {};
}

/// Whether the dimensions are equal when nobody asks of what.
bool same_dimensions(const Measure& a, const Measure& b) {
  const auto total = [](const Measure& measure) {
    Exponents exponents{};
    for (const Term& term : measure.terms) {
      for (size_t i = 0; i < kBaseQuantities; ++i) exponents[i] += term.exponents[i];
    }
    return exponents;
  };
  return total(a) == total(b);
}

}  // namespace

std::optional<Measure> measure_of(std::string_view code) {
  const std::optional<std::vector<UnitFactor>> factors = parse_unit(code);
  if (!factors) return std::nullopt;
  Measure measure;
  measure.terms.reserve(2);
  measure.scale.factors.reserve(4);
  for (const UnitFactor& factor : *factors) add_factor(measure, factor);
  drop_empty(measure);
  if (std::any_of(factors->begin(), factors->end(), is_level)) measure.level = code;
  measure.zero = zero_of(*factors);
  return measure;
}

bool same_quantity(const Measure& a, const Measure& b) {
  return a.level == b.level && a.terms == b.terms && counts_agree(a.counts, b.counts, 1) &&
         counts_agree(a.counts, b.counts, -1);
}

std::string_view why_not_alike(const Measure& a, const Measure& b) {
  if (!a.level.empty() || !b.level.empty()) return "levels convert to nothing else";
  if (!same_dimensions(a, b)) return "they measure different things";
  if (currency_of(a) != currency_of(b)) return "currencies have no fixed rate";
  if (a.terms == b.terms) return "they count different things";
  return "from one substance to another it takes a factor";
}

bool same_scale(const Measure& a, const Measure& b) {
  if (a.zero != b.zero) return false;
  const Scale left = ratio(a.scale, b.scale);
  return left.factors.empty() && left.pi == 0;
}

std::optional<Measure> product(const Measure& a, const Measure& b, int power) {
  if (!a.level.empty() || !b.level.empty()) return std::nullopt;
  Measure result = a;
  for (const Term& term : b.terms) add_term(result.terms, term, power);
  for (const Count& count : b.counts) add_count(result.counts, count, power);
  drop_empty(result);
  multiply(result.scale, b.scale, power);
  if (result.scale.factors.size() > kMaxScaleFactors) return std::nullopt;
  result.zero = nullptr;
  return result;
}

Scale ratio(const Scale& a, const Scale& b) {
  Scale result;
  result.factors.reserve(a.factors.size() + b.factors.size());
  multiply(result, a, 1);
  multiply(result, b, -1);
  make_coprime(result);
  return result;
}

}  // namespace datavault
