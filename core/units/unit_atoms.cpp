#include "core/units/unit_atoms.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace datavault {
namespace {

using namespace dimensions;

constexpr bool kMetric = true;
constexpr bool kPlain = false;

// What is left out on purpose: symbols that ESG sources use for something else, so that their
// labels do not turn into physics. "T" (tonnes, not tesla: "MT" would be a megatesla), "B" ("GB" is
// no gigabel), "pc" (pieces, not parsec), "AU", "H", "F", "U", "G", "Gal", "u", "st", and the
// prefixes p, f and E ("pH" would be a picohenry, "ft" a femtotonne, "EA" an exaampere).
constexpr UnitAtom kAtoms[] = {
    // mass
    {"g", "g", &kMass, kMetric, 1, -3},
    {"t", "t", &kMass, kMetric, 1, 3},
    {"[lb_av]", "lb", &kMass, kPlain, 45359237, -8},
    {"[oz_av]", "oz", &kMass, kPlain, 28349523125, -12},
    {"[gr]", "gr", &kMass, kPlain, 6479891, -11},
    {"[ston_av]", "short ton", &kMass, kPlain, 90718474, -5},
    {"[lton_av]", "long ton", &kMass, kPlain, 10160469088, -7},
    {"[scwt_av]", "short cwt", &kMass, kPlain, 45359237, -6},
    {"[lcwt_av]", "long cwt", &kMass, kPlain, 5080234544, -8},
    {"[oz_tr]", "oz t", &kMass, kPlain, 311034768, -10},
    {"[lb_tr]", "lb t", &kMass, kPlain, 3732417216, -10},
    {"[car_m]", "ct", &kMass, kPlain, 2, -4},
    // length
    {"m", "m", &kLength, kMetric},
    {"[in_i]", "in", &kLength, kPlain, 254, -4},
    {"[ft_i]", "ft", &kLength, kPlain, 3048, -4},
    {"[yd_i]", "yd", &kLength, kPlain, 9144, -4},
    {"[mi_i]", "mi", &kLength, kPlain, 1609344, -3},
    {"[nmi_i]", "nmi", &kLength, kPlain, 1852},
    {"[in_us]", "in (US survey)", &kLength, kPlain, 1, 2, 3937},
    {"[ft_us]", "ft (US survey)", &kLength, kPlain, 12, 2, 3937},
    {"[yd_us]", "yd (US survey)", &kLength, kPlain, 36, 2, 3937},
    {"[mi_us]", "mi (US survey)", &kLength, kPlain, 63360, 2, 3937},
    {"[ly]", "ly", &kLength, kMetric, 94607304725808, 2},
    // area
    {"ar", "a", &kArea, kMetric, 1, 2},
    {"har", "ha", &kArea, kPlain, 1, 4},
    {"ha", "ha", &kArea, kPlain, 1, 4},
    {"[sin_i]", "sq in", &kArea, kPlain, 64516, -8},
    {"[sft_i]", "sq ft", &kArea, kPlain, 9290304, -8},
    {"[syd_i]", "sq yd", &kArea, kPlain, 83612736, -8},
    {"[acr_us]", "acre", &kArea, kPlain, 627264, 5, 15499969},
    {"[acr_br]", "acre (British)", &kArea, kPlain, 4046850049400269056, -15},
    {"[smi_us]", "sq mi", &kArea, kPlain, 40144896, 6, 15499969},
    // volume
    {"L", "L", &kVolume, kMetric, 1, -3},
    {"l", "L", &kVolume, kMetric, 1, -3},
    {"[cin_i]", "cu in", &kVolume, kPlain, 16387064, -12},
    {"[cft_i]", "cu ft", &kVolume, kPlain, 28316846592, -12},
    {"[cyd_i]", "cu yd", &kVolume, kPlain, 764554857984, -12},
    {"[gal_us]", "gal", &kVolume, kPlain, 3785411784, -12},
    {"[bbl_us]", "bbl", &kVolume, kPlain, 158987294928, -12},
    {"[qt_us]", "qt", &kVolume, kPlain, 946352946, -12},
    {"[pt_us]", "pt", &kVolume, kPlain, 473176473, -12},
    {"[cup_us]", "cup", &kVolume, kPlain, 2365882365, -13},
    {"[foz_us]", "fl oz", &kVolume, kPlain, 295735295625, -16},
    {"[tbs_us]", "tbsp", &kVolume, kPlain, 1478676478125, -17},
    {"[tsp_us]", "tsp", &kVolume, kPlain, 492892159375, -17},
    {"[bu_us]", "bu", &kVolume, kPlain, 3523907016688, -14},
    {"[gal_br]", "gal (British)", &kVolume, kPlain, 454609, -8},
    {"[qt_br]", "qt (British)", &kVolume, kPlain, 11365225, -10},
    {"[pt_br]", "pt (British)", &kVolume, kPlain, 56826125, -11},
    {"[foz_br]", "fl oz (British)", &kVolume, kPlain, 284130625, -13},
    {"[bu_br]", "bu (British)", &kVolume, kPlain, 3636872, -8},
    {"[bf_i]", "board ft", &kVolume, kPlain, 2359737216, -12},
    {"[crd_us]", "cord", &kVolume, kPlain, 3624556363776, -12},
    // time and speed
    {"s", "s", &kTime, kMetric},
    {"min", "min", &kTime, kPlain, 60},
    {"h", "h", &kTime, kPlain, 3600},
    {"d", "day", &kTime, kPlain, 86400},
    {"wk", "week", &kTime, kPlain, 604800},
    {"mo", "month", &kTime, kPlain, 2629800},
    {"mo_j", "month", &kTime, kPlain, 2629800},
    {"a", "year", &kTime, kPlain, 31557600},
    {"a_j", "year", &kTime, kPlain, 31557600},
    {"Hz", "Hz", &kFrequency, kMetric},
    {"[kn_i]", "kn", &kSpeed, kPlain, 463, 0, 900},
    {"[g]", "gₙ", &kAcceleration, kMetric, 980665, -5},
    // force and pressure
    {"N", "N", &kForce, kMetric},
    {"dyn", "dyn", &kForce, kMetric, 1, -5},
    {"gf", "gf", &kForce, kMetric, 980665, -8},
    {"[lbf_av]", "lbf", &kForce, kPlain, 44482216152605, -13},
    {"Pa", "Pa", &kPressure, kMetric},
    {"bar", "bar", &kPressure, kMetric, 1, 5},
    {"atm", "atm", &kPressure, kPlain, 101325},
    {"att", "at", &kPressure, kPlain, 980665, -1},
    {"[psi]", "psi", &kPressure, kPlain, 44482216152605, -5, 64516},
    {"m[Hg]", "mHg", &kPressure, kMetric, 133322},
    {"m[H2O]", "mH₂O", &kPressure, kMetric, 980665, -2},
    {"[in_i'Hg]", "inHg", &kPressure, kPlain, 33863788, -4},
    {"[in_i'H2O]", "inH₂O", &kPressure, kPlain, 24908891, -5},
    // energy and power
    {"J", "J", &kEnergy, kMetric},
    {"Wh", "Wh", &kEnergy, kMetric, 3600},
    {"cal", "cal", &kEnergy, kMetric, 4184, -3},
    {"cal_th", "cal", &kEnergy, kMetric, 4184, -3},
    {"cal_IT", "cal (IT)", &kEnergy, kMetric, 41868, -4},
    {"[Cal]", "Cal", &kEnergy, kPlain, 4184},
    {"[Btu]", "Btu", &kEnergy, kPlain, 105435, -2},
    {"[Btu_th]", "Btu", &kEnergy, kPlain, 105435, -2},
    {"[Btu_IT]", "Btu (IT)", &kEnergy, kPlain, 105505585262, -8},
    {"erg", "erg", &kEnergy, kMetric, 1, -7},
    {"W", "W", &kPower, kMetric},
    {"[HP]", "hp", &kPower, kPlain, 37284993579113511, 0, 50000000000000},
    // temperature
    {"K", "K", &kTemperature, kMetric},
    {"Cel", "°C", &kTemperature, kMetric, 1, 0, 1, 0, 27315},
    {"[degF]", "°F", &kTemperature, kPlain, 5, 0, 9, 0, 45967},
    {"[degR]", "°R", &kTemperature, kPlain, 5, 0, 9},
    // electricity and magnetism
    {"A", "A", &kCurrent, kMetric},
    {"C", "C", &kCharge, kMetric},
    {"V", "V", &kVoltage, kMetric},
    {"Ohm", "Ω", &kResistance, kMetric},
    {"S", "S", &kConductance, kMetric},
    {"[mu_0]", "µ₀", &kPermeability, kMetric, 4, -7, 1, 1},
    // chemistry, radiation, light
    {"mol", "mol", &kAmount, kMetric},
    {"eq", "eq", &kAmount, kMetric},
    {"kat", "kat", &kCatalysis, kMetric},
    {"Bq", "Bq", &kRadioactivity, kMetric},
    {"Ci", "Ci", &kRadioactivity, kMetric, 37, 9},
    {"Gy", "Gy", &kDose, kMetric},
    {"Sv", "Sv", &kDose, kMetric},
    {"cd", "cd", &kLuminousIntensity, kMetric},
    {"lm", "lm", &kLuminousFlux, kMetric},
    {"lx", "lx", &kIlluminance, kMetric},
    // angles, information
    {"rad", "rad", &kAngle, kMetric},
    {"deg", "°", &kAngle, kPlain, 1, 0, 180, 1},
    {"sr", "sr", &kSolidAngle, kMetric},
    {"bit", "bit", &kInformation, kMetric},
    {"By", "byte", &kInformation, kMetric, 8},
    // levels: logarithms
    {"[pH]", "pH", &kAcidity, kPlain, 1, 0, 1, 0, 0, true},
    {"B[SPL]", "B", &kSoundLevel, kMetric, 1, 0, 1, 0, 0, true},
    // mere numbers
    {"%", "%", &kNumber, kPlain, 1, -2},
    {"[ppth]", "‰", &kNumber, kPlain, 1, -3},
    {"[ppm]", "ppm", &kNumber, kPlain, 1, -6},
    {"[ppb]", "ppb", &kNumber, kPlain, 1, -9},
    {"[pptr]", "ppt", &kNumber, kPlain, 1, -12},
    {"10*", "10", &kNumber, kPlain, 1, 1},
    {"10^", "10", &kNumber, kPlain, 1, 1},
    {"[pi]", "π", &kNumber, kPlain, 1, 0, 1, 1},
};

constexpr UnitPrefix kPrefixes[] = {
    {"n", "n", -9}, {"u", "µ", -6}, {"m", "m", -3}, {"c", "c", -2}, {"d", "d", -1}, {"da", "da", 1},
    {"h", "h", 2},  {"k", "k", 3},  {"M", "M", 6},  {"G", "G", 9},  {"T", "T", 12}, {"P", "P", 15},
};

/// The table above is in the order of quantities, for people; look-ups go by code. Sorted while
/// compiling, so that nothing has to run at start.
constexpr auto kByCode = [] {
  std::array<uint8_t, std::size(kAtoms)> order{};
  for (size_t i = 0; i < order.size(); ++i) {
    size_t at = i;
    for (; at > 0 && kAtoms[i].code < kAtoms[order[at - 1]].code; --at) order[at] = order[at - 1];
    order[at] = static_cast<uint8_t>(i);
  }
  return order;
}();
static_assert(std::size(kAtoms) < 256);

}  // namespace

const UnitAtom* find_unit_atom(std::string_view code) {
  const auto found = std::lower_bound(
      kByCode.begin(), kByCode.end(), code,
      [](uint8_t index, std::string_view wanted) { return kAtoms[index].code < wanted; });
  return found != kByCode.end() && kAtoms[*found].code == code ? &kAtoms[*found] : nullptr;
}

const UnitPrefix* find_unit_prefix(std::string_view code) {
  const auto found = std::find_if(std::begin(kPrefixes), std::end(kPrefixes),
                                  [&](const UnitPrefix& prefix) { return prefix.code == code; });
  return found == std::end(kPrefixes) ? nullptr : found;
}

}  // namespace datavault
