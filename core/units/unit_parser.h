#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/units/unit_atoms.h"

namespace datavault {

/// One factor of a unit: at most one of atom, number and currency, else a mere annotation.
/// Shape: the texts point into the code.
struct UnitFactor {
  const UnitPrefix* prefix = nullptr;
  const UnitAtom* atom = nullptr;
  std::string_view number;      // "200000"
  std::string_view currency;    // "EUR"
  std::string_view annotation;  // "CO2e" of "t{CO2e}"
  int exponent = 1;
  bool below = false;  // under the fraction bar
};

/// The factors in the order of the text, or none if the code is not of the form classify_unit
/// takes.
std::optional<std::vector<UnitFactor>> parse_unit(std::string_view code);

}  // namespace datavault
