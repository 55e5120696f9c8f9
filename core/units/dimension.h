#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace datavault {

/// The quantities that no other is made of.
///
/// Shape: SI's seven, and three that keep apart what only looks like a number: angles (as in UCUM),
///        information (a byte is no percentage) and money, which each currency has for itself. An
///        amount of substance is a quantity of its own as in SI; UCUM makes "mol" a number.
enum class BaseQuantity : uint8_t {
  length,
  mass,
  time,
  temperature,
  current,
  amount,
  luminous_intensity,
  angle,
  information,
  money,
};
inline constexpr size_t kBaseQuantities = 10;

/// Exponents of the base quantities, in the order of the enumeration.
using Exponents = std::array<int32_t, kBaseQuantities>;

inline bool is_number(const Exponents& exponents) { return exponents == Exponents{}; }

/// A quantity with a name. Shape: the name is empty for a mere number.
struct Dimension {
  std::string_view name;
  Exponents exponents;
};

namespace dimensions {

//                                                                     m kg  s  K  A mol cd rad bit
inline constexpr Dimension kNumber{"", {}};
inline constexpr Dimension kLength{"length", {1}};
inline constexpr Dimension kArea{"area", {2}};
inline constexpr Dimension kVolume{"volume", {3}};
inline constexpr Dimension kMass{"mass", {0, 1}};
inline constexpr Dimension kTime{"time", {0, 0, 1}};
inline constexpr Dimension kFrequency{"frequency", {0, 0, -1}};
inline constexpr Dimension kRadioactivity{"radioactivity", {0, 0, -1}};
inline constexpr Dimension kSpeed{"speed", {1, 0, -1}};
inline constexpr Dimension kAcceleration{"acceleration", {1, 0, -2}};
inline constexpr Dimension kForce{"force", {1, 1, -2}};
inline constexpr Dimension kPressure{"pressure", {-1, 1, -2}};
inline constexpr Dimension kEnergy{"energy", {2, 1, -2}};
inline constexpr Dimension kPower{"power", {2, 1, -3}};
inline constexpr Dimension kDose{"radiation dose", {2, 0, -2}};
inline constexpr Dimension kTemperature{"temperature", {0, 0, 0, 1}};
inline constexpr Dimension kCurrent{"electric current", {0, 0, 0, 0, 1}};
inline constexpr Dimension kCharge{"electric charge", {0, 0, 1, 0, 1}};
inline constexpr Dimension kVoltage{"voltage", {2, 1, -3, 0, -1}};
inline constexpr Dimension kResistance{"electric resistance", {2, 1, -3, 0, -2}};
inline constexpr Dimension kConductance{"electric conductance", {-2, -1, 3, 0, 2}};
inline constexpr Dimension kPermeability{"magnetic permeability", {1, 1, -2, 0, -2}};
inline constexpr Dimension kAmount{"amount of substance", {0, 0, 0, 0, 0, 1}};
inline constexpr Dimension kCatalysis{"catalytic activity", {0, 0, -1, 0, 0, 1}};
inline constexpr Dimension kLuminousIntensity{"luminous intensity", {0, 0, 0, 0, 0, 0, 1}};
inline constexpr Dimension kLuminousFlux{"luminous flux", {0, 0, 0, 0, 0, 0, 1, 2}};
inline constexpr Dimension kIlluminance{"illuminance", {-2, 0, 0, 0, 0, 0, 1, 2}};
inline constexpr Dimension kAngle{"angle", {0, 0, 0, 0, 0, 0, 0, 1}};
inline constexpr Dimension kSolidAngle{"solid angle", {0, 0, 0, 0, 0, 0, 0, 2}};
inline constexpr Dimension kInformation{"information", {0, 0, 0, 0, 0, 0, 0, 0, 1}};
inline constexpr Dimension kAcidity{"acidity", {}};
inline constexpr Dimension kSoundLevel{"sound level", {}};

}  // namespace dimensions
}  // namespace datavault
