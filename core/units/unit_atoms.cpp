#include "core/units/unit_atoms.h"

#include <algorithm>
#include <iterator>

namespace datavault {
namespace {

constexpr UnitAtom kAtoms[] = {
    {"g", "g", "mass", true},
    {"t", "t", "mass", true},
    {"[lb_av]", "lb", "mass", false},
    {"m", "m", "length", true},
    {"[mi_i]", "mi", "length", false},
    {"[ft_i]", "ft", "length", false},
    {"ar", "a", "area", true},
    {"har", "ha", "area", false},
    {"ha", "ha", "area", false},
    {"[acr_us]", "acre", "area", false},
    {"L", "L", "volume", true},
    {"l", "L", "volume", true},
    {"[gal_us]", "gal", "volume", false},
    {"[bbl_us]", "bbl", "volume", false},
    {"J", "J", "energy", true},
    {"Wh", "Wh", "energy", true},
    {"[Btu]", "Btu", "energy", false},
    {"W", "W", "power", true},
    {"s", "s", "time", true},
    {"min", "min", "time", false},
    {"h", "h", "time", false},
    {"d", "day", "time", false},
    {"wk", "week", "time", false},
    {"mo", "month", "time", false},
    {"a", "year", "time", false},
    {"K", "K", "temperature", true},
    {"Cel", "°C", "temperature", false},
    {"mol", "mol", "amount of substance", true},
    {"Pa", "Pa", "pressure", true},
    {"bar", "bar", "pressure", true},
    {"V", "V", "voltage", true},
    {"A", "A", "electric current", true},
    {"Bq", "Bq", "radioactivity", true},
    {"[pH]", "pH", "acidity", false},
    {"B[SPL]", "B", "sound level", true},
    {"%", "%", "", false},
    {"[ppth]", "‰", "", false},
    {"[ppm]", "ppm", "", false},
    {"[ppb]", "ppb", "", false},
    {"10*", "10", "", false},
    {"10^", "10", "", false},
};

constexpr UnitPrefix kPrefixes[] = {
    {"n", "n"}, {"u", "µ"}, {"m", "m"}, {"c", "c"}, {"d", "d"}, {"da", "da"},
    {"h", "h"}, {"k", "k"}, {"M", "M"}, {"G", "G"}, {"T", "T"}, {"P", "P"},
};

template <typename Entry, size_t count>
const Entry* find_code(const Entry (&entries)[count], std::string_view code) {
  const auto found = std::find_if(std::begin(entries), std::end(entries),
                                  [&](const Entry& entry) { return entry.code == code; });
  return found == std::end(entries) ? nullptr : found;
}

}  // namespace

const UnitAtom* find_unit_atom(std::string_view code) { return find_code(kAtoms, code); }
const UnitPrefix* find_unit_prefix(std::string_view code) { return find_code(kPrefixes, code); }

}  // namespace datavault
