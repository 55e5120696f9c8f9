#pragma once

#include <cstdint>
#include <string_view>

#include "core/units/dimension.h"

namespace datavault {

/// A unit that a code is made of.
///
/// Units: one of it is numerator * 10^ten * pi^pi / denominator in SI's base units (kg, m, s...),
/// exactly.
struct UnitAtom {
  std::string_view code;
  std::string_view display;
  const Dimension* dimension;
  bool metric;  // takes prefixes
  int64_t numerator = 1;
  int32_t ten = 0;
  int64_t denominator = 1;
  int32_t pi = 0;
  int32_t zero_hundredths = 0;  // "Cel": its 0 is 273.15 of it above the true zero
  bool is_logarithmic = false;  // "[pH]": no multiple of anything
};

struct UnitPrefix {
  std::string_view code;
  std::string_view display;
  int32_t ten;
};

/// The atom with this exact code, or none.
const UnitAtom* find_unit_atom(std::string_view code);

/// The prefixes that stand before metric atoms.
const UnitPrefix* find_unit_prefix(std::string_view code);

}  // namespace datavault
