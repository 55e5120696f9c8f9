// Agreement with QUDT, another catalogue of units, made by other people from other sources.
#include <cmath>
#include <cstdio>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "core/base/decimal.h"
#include "core/codec/csv.h"
#include "core/units/conversion.h"
#include "core/units/unit.h"
#include "tests/support/shared_data.h"

using namespace datavault;

namespace {

/// "A0E1L-2I0M0H0T1D0" as a UCUM code: "A.m-2.s".
std::string si_code(std::string_view vector) {
  static const std::map<char, std::string> kBase = {
      {'A', "mol"}, {'E', "A"}, {'L', "m"}, {'I', "cd"}, {'M', "kg"}, {'H', "K"}, {'T', "s"}};
  std::string code = "1";
  for (size_t at = 0; at < vector.size();) {
    const char quantity = vector[at++];
    const size_t end = std::min(vector.find_first_not_of("-0123456789", at), vector.size());
    const std::string exponent(vector.substr(at, end - at));
    at = end;
    const auto base = kBase.find(quantity);
    if (base != kBase.end() && exponent != "0") code += "." + base->second + exponent;
  }
  return code;
}

/// QUDT counts angles and information as numbers, which have dimensions of their own here. The
/// coherent unit to which `code` converts, or nothing.
std::optional<std::string> coherent_unit(const std::string& code, std::string_view vector) {
  const std::string si = si_code(vector);
  for (const char* extra : {"", ".rad", ".rad-1", ".rad2", ".rad-2", ".bit", ".bit-1"}) {
    if (is_convertible(code, si + extra)) return si + extra;
  }
  return std::nullopt;
}

double number_of(const std::string& text) {
  const bool is_negative = !text.empty() && text[0] == '-';
  const double size =
      double_from_unsigned_number(std::string_view(text).substr(is_negative ? 1 : 0));
  return is_negative ? -size : size;
}

/// QUDT's dimensions do not know what is measured: "V.A{reactive}.h" is compared as "V.A.h". An
/// annotation that stands for itself ("{#}.s-1") stays.
std::string without_substances(const std::string& code) {
  std::string text;
  for (size_t at = 0; at < code.size(); ++at) {
    const bool follows_unit =
        !text.empty() && std::string_view("./(").find(text.back()) == std::string::npos;
    if (code[at] == '{' && follows_unit) {
      at = code.find('}', at);
    } else {
      text += code[at];
    }
  }
  return text;
}

constexpr double kSame = 1e-9;

/// Where QUDT's multiplier is not that of the UCUM code it names, and by how much of it at most.
struct Difference {
  const char* part;  // of the code
  double share;
  const char* reason;
};
constexpr Difference kDifferences[] = {
    {"[acr_br]", 2e-6, "the international acre, where UCUM's is the imperial one"},
    {"[bbl_us]", 4e-8, "rounded to 7 digits"},
    {"[Btu_th]", 3e-7, "1054.3502645 J, where UCUM has 1054.350 J"},
    {"[cup_us]", 6e-8, "rounded to 8 digits"},
    {"[lcwt_av]", 1e-7, "rounded to 7 digits"},
    {"m[Hg]", 4e-6, "the conventional millimetre of mercury, where UCUM has 133.322 Pa"},
    {"[in_i'Hg]", 4e-6, "the same for an inch"},
    {"[in_i'H2O]", 5e-8, "rounded to 7 digits"},
    {"[ft_us]", 3e-6, "rounded to 7 digits"},
    {"[HP]", 4e-8, "rounded to 7 digits"},
    {"[foz_us]", 2e-9, "rounded to 9 digits"},
    {"[tbs_us]", 6e-8, "rounded to 9 digits, of a rounded number"},
    {"[tsp_us]", 6e-8, "rounded to 9 digits, of a rounded number"},
    {"[bf_i]", 7e-5, "rounded to 4 digits"},
    {"mo", 0.031, "the synodal month (UCUM: mo_s), where UCUM's mo is a twelfth of a year"},
};

/// Where QUDT's dimension or code is about something else.
const std::map<std::string, const char*> kOthers = {
    {"unit:CCY_XAG", "a currency, counted by the ounce; the code is of a mass"},
    {"unit:CCY_XAU", "the same"},
    {"unit:CCY_XPD", "the same"},
    {"unit:CCY_XPT", "the same"},
    {"unit:GT", "gross tonnage is a volume in QUDT; the code is of a mass"},
    {"unit:PERMEABILITY_EM_REL", "a ratio in QUDT; the code is of a permeability"},
    {"unit:PH", "a level, which converts to nothing"},
    {"unit:REV-PER-MIN", "a revolution is 2 pi in QUDT and the count {#} in its code"},
    {"unit:REV-PER-MIN-SEC", "the same"},
    {"unit:REV-PER-SEC2", "the same"},
    {"unit:S_Ab", "QUDT's dimension has a length too many; its siemens has it right"},
    {"unit:failures-in-time", "without a multiplier (0) in QUDT"},
};

struct Row {
  std::string iri, code, multiplier, offset, vector;
};

/// The largest difference, as a share of QUDT's number; none if the dimensions differ. In QUDT
/// SI = (number + offset) * multiplier.
std::optional<double> difference(const Row& row) {
  const auto unit = coherent_unit(row.code, row.vector);
  if (!unit) return std::nullopt;
  const double multiplier = number_of(row.multiplier);
  const double offset = row.offset.empty() ? 0 : number_of(row.offset);
  double largest = 0;
  for (const char* number : {"0", "1", "-1000"}) {
    const auto converted = convert_number(number, row.code, *unit);
    REQUIRE(converted.ok());
    const double expected = (number_of(number) + offset) * multiplier;
    const double off = std::fabs(number_of(converted->number) - expected);
    if (off != 0) largest = std::max(largest, off / std::fabs(expected));
  }
  return largest;
}

bool has_part(const std::string& code, const std::string& part) {
  const size_t at = code.find(part);
  if (at == code.npos) return false;
  const char next = at + part.size() < code.size() ? code[at + part.size()] : '.';
  return next < 'a' || next > 'z';  // "mo" is not in "mol"
}

const Difference* known_difference(const std::string& code, double share) {
  for (const Difference& known : kDifferences) {
    if (has_part(code, known.part) && share <= known.share) return &known;
  }
  return nullptr;
}

}  // namespace

TEST_CASE("qudt: multipliers, offsets and dimensions of all units that the catalogue holds") {
  const auto text = test::shared_file("qudt/qudt_units.csv");
  if (!text) return;
  const auto csv = read_csv(*text, ',');
  REQUIRE(csv.ok());
  const CsvRecord& header = csv->records[0];
  int coded = 0;
  int held = 0;
  int same = 0;
  std::map<std::string, int> known;
  for (size_t i = 1; i < csv->records.size(); ++i) {
    const auto cell = [&](const char* name) {
      return csv->records[i].cells[*column_of(header, name)];
    };
    Row row{cell("iri"), cell("ucumCode"), cell("conversionMultiplier"), cell("conversionOffset"),
            cell("dimensionVector")};
    if (row.code.empty()) continue;
    ++coded;
    if (classify_unit(row.code) != UnitKind::ucum) continue;
    ++held;
    row.code = without_substances(row.code);
    CAPTURE(row.iri);
    CAPTURE(row.code);
    const auto share = kOthers.contains(row.iri) ? std::nullopt : difference(row);
    if (!share) {
      CHECK(kOthers.contains(row.iri));
      ++known[row.iri];
    } else if (*share <= kSame) {
      ++same;
    } else {
      const Difference* found = known_difference(row.code, *share);
      CHECK_MESSAGE(found, "differs by " << *share << " of it");
      if (found) ++known[found->part];
    }
  }
  std::printf("QUDT units: %d with a UCUM code, %d held, %d agree, %d differ for a known reason\n",
              coded, held, same, held - same);
  CHECK(coded == 2429);
  CHECK(held == 2003);
  CHECK(same == 1932);
  // No reason stays that nothing needs.
  for (const auto& other : kOthers) CHECK_MESSAGE(known.contains(other.first), other.first);
  for (const Difference& reason : kDifferences) {
    CHECK_MESSAGE(known.contains(reason.part), std::string(reason.part));
  }
}
