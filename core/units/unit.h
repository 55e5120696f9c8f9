#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace datavault {

/// What a field's unit text is.
enum class UnitKind {
  ucum,  // a UCUM code of the catalogue, or a ratio with one currency: "t{CO2e}/MWh", "t{CO2e}/EUR"
  currency,  // an ISO 4217 code: "EUR"
  label,     // anything else; it never converts
};

/// Recognises the part of UCUM that ESG frameworks need: the atoms in unit_atoms.cpp with prefixes,
/// powers
/// ("m3"), annotations ("t{CO2e}", "{headcount}"), factors ("10*6"), products and ratios with
/// parentheses
/// ("{injuries}/(10*6.h)"). Case matters.
///
/// Shape:  two spellings that UCUM lacks are taken as codes because every ESG source has them: "ha"
/// (UCUM:
///         "har") and "Wh" with prefixes (UCUM: "W.h"). A currency may stand once, in a ratio
///         or counted: "EUR/h", "10*6.EUR".
/// Limits: 200 bytes, 20 factors, numbers of 18 digits, exponents up to 99; else it is a label.
/// Errors: none; what is not recognised is a label.
/// Source: The Unified Code for Units of Measure 2.1, case sensitive; ISO 4217; docs/units.md.
UnitKind classify_unit(std::string_view code);

/// How people write it: "t{CO2e}" is "tCO₂e", "m3" is "m³", "t{CO2e}/(10*6.EUR)" is "tCO₂e/million
/// EUR", "1" is "number". Labels and currencies stay as they are.
std::string display_unit(std::string_view code);

/// The dimension in words: "mass", "energy/area", "currency EUR", "number" (also for "%" and
/// "{headcount}"); empty for a label. Annotations do not count, as in UCUM.
///
/// Shape: for people. Codes with the same words have the same dimension, but not the other way
///        round: "J" is "energy" and "W.s" is "power·time". is_convertible (conversion.h) compares
///        exponents.
std::string dimension_label(std::string_view code);

/// Codes worth offering to choose from, the most common first. All are UnitKind::ucum.
const std::vector<std::string_view>& common_units();

/// ISO 4217 codes, sorted. Withdrawn ones stay while reports of their last years do.
const std::vector<std::string_view>& currency_codes();
bool is_currency(std::string_view code);

}  // namespace datavault
