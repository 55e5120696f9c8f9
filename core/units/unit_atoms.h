#pragma once

#include <cstdint>
#include <string_view>

namespace datavault {

/// A unit that is not made of others, or is treated so here.
struct UnitAtom {
  std::string_view code;
  std::string_view display;
  std::string_view dimension;  // empty: a mere number
  bool metric;                 // takes prefixes
};

struct UnitPrefix {
  std::string_view code;
  std::string_view display;
};

/// The atom with this exact code, or none.
const UnitAtom* find_unit_atom(std::string_view code);

/// The prefixes that stand before metric atoms.
const UnitPrefix* find_unit_prefix(std::string_view code);

}  // namespace datavault
