#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/units/dimension.h"
#include "core/units/unit_atoms.h"

namespace datavault {

/// A power of a whole number greater than 1.
struct ScaleFactor {
  int64_t base = 0;
  int64_t exponent = 0;
};

/// A positive number as a product of powers, exactly: 3600 * 10^3 * pi^0. Never multiplied out
/// here, so that it fits 64 bits whatever the exponents are.
struct Scale {
  std::vector<ScaleFactor> factors;
  int64_t pi = 0;  // exponent of pi
};

/// What a unit measures and how much of it.
///
/// Shape: texts point into the code that it was made of. `terms` are sorted and none is a mere
/// number:
///        "t{CO2e}/MWh" has a mass of CO2e and an inverse energy of nothing in particular. `counts`
///        are sorted by name: "{injuries}/h" counts injuries.
struct Measure {
  /// The dimension of one currency or substance; both empty: of no particular one.
  struct Term {
    std::string_view currency;
    std::string_view substance;
    Exponents exponents{};
    bool operator==(const Term&) const = default;
  };
  /// What is counted, and how often it stands above (or, negative, below) the fraction bar.
  struct Count {
    std::string_view name;
    int64_t exponent = 0;
    bool operator==(const Count&) const = default;
  };

  std::vector<Term> terms;
  std::vector<Count> counts;
  Scale scale;
  const UnitAtom* zero = nullptr;  // "Cel" alone: its 0 is not the true one
  std::string_view level;          // "[pH]", a logarithm: the whole code; it is like no other
};

/// None for a label.
std::optional<Measure> measure_of(std::string_view code);

/// Whether one can be expressed in the other: equal dimensions of equal substances, and no
/// different things counted. A count without a name is one of anything, so this is not transitive:
/// "1" is like "{headcount}" and like "{FTE}", which are not like each other.
bool same_quantity(const Measure& a, const Measure& b);

/// Why same_quantity says no, as the end of a sentence: "they measure different things".
std::string_view why_not_alike(const Measure& a, const Measure& b);

/// Whether a number in one is the same number in the other, given same_quantity.
bool same_scale(const Measure& a, const Measure& b);

/// a * b^power for a power of 1 or -1; none if one of them is a level, or when it gets too long.
/// Temperatures with a zero of their own become differences.
std::optional<Measure> product(const Measure& a, const Measure& b, int power);

/// a / b, with bases that have no common divisor; without any factor it is 1.
Scale ratio(const Scale& a, const Scale& b);

}  // namespace datavault
