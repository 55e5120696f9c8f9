#include "core/formula/dimensions.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "core/import/document_import.h"
#include "core/import/publish.h"
#include "tests/support/builder.h"
#include "tests/support/shared_data.h"

using namespace datavault;

namespace {

/// Fields A, B, C with those units (null: none) and a computed field R over them.
FrameworkContent content_of(const std::string& expression, const char* unit,
                            const std::vector<const char*>& units) {
  FrameworkContent content;
  std::vector<std::string> uids;
  for (size_t i = 0; i < units.size(); ++i) {
    const std::string name(1, static_cast<char>('A' + i));
    content.fields.push_back(test::field(name));
    if (units[i]) content.fields.back().unit = units[i];
    uids.push_back("u" + name);
  }
  content.fields.push_back(test::computed("R", expression, uids));
  if (unit) content.fields.back().unit = unit;
  return content;
}

std::vector<std::string> messages(const FrameworkContent& content) {
  std::vector<std::string> result;
  for (const DimensionProblem& problem : check_dimensions(content, {{"uR"}})) {
    CHECK(problem.field.value == "uR");
    result.push_back(problem.message);
  }
  return result;
}

}  // namespace

TEST_CASE("dimensions: formulas that fit") {
  struct Case {
    std::string name;
    const char* expression;
    const char* unit;
    std::vector<const char*> units;
  };
  const Case cases[] = {
      {"sum of equals", "A + B - C", "t", {"t", "t", "t"}},
      {"equal in other words", "A + B", "kW.h", {"kWh", "kW.h"}},
      {"equal by definition", "A + B", "J", {"W.s", "N.m"}},
      {"two spellings of a hectare", "A + B", "ha", {"har", "ha"}},
      {"SUM of equals", "SUM(A, B, C)", "t{CO2e}", {"t{CO2e}", "t{CO2e}", "t{CO2e}"}},
      {"ratio", "A / B", "kWh/t", {"kWh", "t"}},
      {"ratio with parentheses", "A / (B * C)", "kWh/(m2.a)", {"kWh", "m2", "a"}},
      {"product that cancels", "A / B * B", "kWh", {"kWh", "t"}},
      {"intensity by money", "A / B", "t{CO2e}/EUR", {"t{CO2e}", "EUR"}},
      {"back from an intensity", "A * B", "t{CO2e}", {"t{CO2e}/EUR", "EUR"}},
      {"share", "A / B", "1", {"t", "t"}},
      {"share in percent, by a number", "A / B * 100", "%", {"t", "t"}},
      {"a number fits anything", "A + 1000", "t", {"t"}},
      {"conversion by a number", "A * 3.6 + B", "GJ", {"MWh", "GJ"}},
      {"counts and a number of anything", "A + B", "{headcount}", {"{headcount}", "1"}},
      {"per head", "A / B", "h/{headcount}", {"h", "{headcount}"}},
      {"per head, unnamed", "A / B", "h", {"h", "{headcount}"}},
      {"no unit", "A + B", "t", {"t", nullptr}},
      {"free label", "A + B", "t", {"t", "Tonnes"}},
      {"no unit of the result", "A + B", nullptr, {"t", "t"}},
      {"free label of the result", "A + B", "Tonnes", {"t", "t"}},
      {"sign, ABS and ROUND keep a unit", "-ABS(A) + ROUND(B, 2)", "t", {"t", "t"}},
      {"places of ROUND are no part", "ROUND(A, B)", "t", {"t", "m"}},
      {"branches of equals", "IF(A > 0, B, C)", "t", {"m", "t", "t"}},
      {"branch of nothing", "IF(A = 0, 0, B / A)", "kWh/t", {"t", "kWh"}},
      {"comparison as a switch", "(A > B) * C", "EUR", {"t", "t", "EUR"}},
      {"a level with itself", "AVG(A, B)", "[pH]", {"[pH]", "[pH]"}},
      {"a level times anything is not followed", "A * B", "t", {"[pH]", "t"}},
      {"temperatures with one zero", "AVG(A, B)", "Cel", {"Cel", "Cel"}},
      {"does not parse: said elsewhere", "A +", "t", {"m"}},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    for (const std::string& message : messages(content_of(c.expression, c.unit, c.units))) {
      FAIL_CHECK(message);
    }
  }
}

TEST_CASE("dimensions: formulas that do not fit, in sentences") {
  struct Case {
    std::string name;
    const char* expression;
    const char* unit;
    std::vector<const char*> units;
    std::vector<std::string> messages;
  };
  const Case cases[] = {
      {"sum of different things",
       "A + B",
       "t",
       {"t", "m3"},
       {"formula column 3: F-A (t) and F-B (m³) are added, but they measure different things."}},
      {"sum of different sizes",
       "A + B",
       "kWh",
       {"kWh", "MWh"},
       {"formula column 3: F-A (kWh) and F-B (MWh) are added, but formulas do not convert units; "
        "with a coefficient of 1000 the latter would be in kWh."}},
      {"sizes without an end",
       "A - B",
       "kWh",
       {"kWh", "MJ"},
       {"formula column 3: F-A (kWh) and F-B (MJ) are subtracted, but formulas do not convert "
        "units."}},
      {"substances",
       "SUM(A, B)",
       "t{CO2e}",
       {"t{CO2e}", "t{CH4}"},
       {"formula column 1: F-A (tCO₂e) and F-B (t CH₄) are taken together, but from one substance "
        "to another it takes a factor."}},
      {"currencies",
       "MAX(A, B)",
       "EUR",
       {"EUR", "USD"},
       {"formula column 1: F-A (EUR) and F-B (USD) are taken together, but currencies have no "
        "fixed rate."}},
      {"counts",
       "A + B + C",
       "1",
       {"1", "{headcount}", "{FTE}"},
       {"formula column 7: F-A + F-B (headcount) and F-C (FTE) are added, but they count different "
        "things."}},
      {"comparison",
       "IF(A > B, 1, 2)",
       "t",
       {"t", "kg"},
       {"formula column 6: F-A (t) and F-B (kg) are compared, but formulas do not convert units; "
        "with a coefficient of 0.001 the latter would be in t."}},
      {"branches",
       "IF(A > 0, A, B)",
       "t",
       {"t", "m3"},
       {"formula column 1: F-A (t) and F-B (m³) are alternatives of IF, but they measure different "
        "things."}},
      {"parts of the formula",
       "A / B + C",
       nullptr,
       {"kWh", "t", "MWh"},
       {"formula column 7: F-A / F-B (kWh/t) and F-C (MWh) are added, but they measure different "
        "things."}},
      {"money times money is not forgotten",
       "A * B + A",
       nullptr,
       {"EUR", "h"},
       {"formula column 7: F-A * F-B (EUR.h) and F-A (EUR) are added, but they measure different "
        "things."}},
      {"result of another quantity",
       "A / B",
       "kWh",
       {"kWh", "t"},
       {"the formula gives kWh/t where F-R is in kWh: they measure different things."}},
      {"result of another size",
       "A / B",
       "%",
       {"t", "t"},
       {"the formula gives t/t where F-R is in %: formulas do not convert units; with a multiplier "
        "of 100 it would be in %."}},
      {"result of another size, of a sum",
       "SUM(A, B)",
       "t",
       {"kg", "kg"},
       {"the formula gives kg where F-R is in t: formulas do not convert units; with a multiplier "
        "of 0.001 it would be in t."}},
      {"result with another zero",
       "A",
       "K",
       {"Cel"},
       {"the formula gives °C where F-R is in K: they count from different zeros."}},
      {"after a misfit nothing follows from it",
       "(A + B) * C",
       "t",
       {"t", "m", "m"},
       {"formula column 4: F-A (t) and F-B (m) are added, but they measure different things."}},
      {"two misfits",
       "IF(A > B, A + B, 0)",
       "t",
       {"t", "m"},
       {"formula column 6: F-A (t) and F-B (m) are compared, but they measure different things.",
        "formula column 13: F-A (t) and F-B (m) are added, but they measure different things."}},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    const std::vector<std::string> found = messages(content_of(c.expression, c.unit, c.units));
    CHECK(found.size() == c.messages.size());
    for (size_t i = 0; i < std::min(found.size(), c.messages.size()); ++i) {
      CHECK(found[i] == c.messages[i]);
    }
  }
}

TEST_CASE("dimensions: factors and foreign fields make a part unknown") {
  const FrameworkContent content = content_of("A + B", "kWh", {"kWh", "MWh"});
  REQUIRE(messages(content).size() == 1);
  const auto changed = [&](auto change) {
    FrameworkContent copy = content;
    change(*copy.fields.back().computed);
    return messages(copy).size();
  };
  CHECK(changed([](Computation& c) { c.variables["B"].coefficient = "1000"; }) == 0);
  CHECK(changed([](Computation& c) { c.variables["B"].coefficient = "1.0"; }) == 1);
  CHECK(changed([](Computation& c) { c.variables["B"].framework = "other"; }) == 0);
  CHECK(changed([](Computation& c) { c.variables.erase("B"); }) == 0);
  CHECK(changed([](Computation& c) { c.variables["B"].field = {"gone"}; }) == 0);
  // A multiplier is about the result, not about the parts.
  CHECK(changed([](Computation& c) { c.multiplier = "1000"; }) == 1);
  FrameworkContent result = content_of("A", "kWh", {"MWh"});
  CHECK(messages(result).size() == 1);
  result.fields.back().computed->multiplier = "1000";
  CHECK(messages(result).empty());
}

TEST_CASE("dimensions: names the fields involved, by uid, once each") {
  FrameworkContent content = content_of("B / A + C * B / B", nullptr, {"t", "kWh", "m"});
  const auto problems = check_dimensions(content, {{"uR"}});
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].involved == std::vector<FieldUid>{{"uA"}, {"uB"}, {"uC"}});
}

TEST_CASE("dimensions: only what is asked about, by uid") {
  FrameworkContent content = content_of("A + B", "t", {"t", "m"});
  Field second = test::computed("Q", "A", {"uB"});
  second.unit = "t";
  content.fields.push_back(second);
  CHECK(check_dimensions(content, {}).empty());
  CHECK(check_dimensions(content, {{"uA"}, {"gone"}}).empty());
  const auto both = check_dimensions(content, {{"uR"}, {"uQ"}});
  REQUIRE(both.size() == 2);
  CHECK(both[0].field.value == "uQ");
  CHECK(both[1].field.value == "uR");
  DimensionChecker checker;
  const auto by_lookup = checker.check(content.fields.back(), [&](const FieldUid& uid) {
    return uid.value == "uB" ? FormulaSide(content.fields[1]) : FormulaSide();
  });
  CHECK(by_lookup == std::vector<DimensionProblem>{both[0]});
}

TEST_CASE("dimensions: long formulas stay fast and short in words") {
  std::string expression = "A";
  for (int i = 0; i < 1000; ++i) expression += i % 2 == 0 ? " * B" : " * A";
  CHECK(messages(content_of(expression, "t", {"[mi_us]99", "[acr_us]99"})).empty());
  std::string sum = "A * B";
  for (int i = 0; i < 40; ++i) sum += " + A * B";
  const auto found = messages(content_of("(" + sum + ") + A", nullptr, {"t", "m"}));
  REQUIRE(found.size() == 1);
  CHECK(found[0].size() < 200);
}

TEST_CASE("dimensions: the built-in frameworks have no problem") {
  int formulas = 0;
  std::optional<FrameworkVersion> latest;
  for (const char* document : {"ghg-protocol/v1", "ghg-protocol/v2", "gri/v1", "gri/v2",
                               "sfdr-pai/v1", "sfdr-pai/v2", "vsme/v1", "vsme/v2"}) {
    const std::string path = "assets/frameworks/" + std::string(document) + ".json";
    DraftResult read = read_framework_document(test::source_file(path));
    REQUIRE(read.errors.empty());
    PublishOptions options;
    options.find_foreign = [](std::string_view, std::string_view) {
      return std::optional<FieldUid>(FieldUid{"foreign"});
    };
    const bool is_first = path.ends_with("v1.json");
    PublishResult published = publish(read.draft, document, is_first ? nullptr : &*latest, options);
    REQUIRE(published.errors.empty());
    const FrameworkContent& content = published.publication->version.content;
    std::set<FieldUid> computed;
    for (const Field& field : content.fields) {
      if (field.computed) computed.insert(field.uid);
    }
    formulas += static_cast<int>(computed.size());
    for (const DimensionProblem& problem : check_dimensions(content, computed)) {
      FAIL_CHECK(path, ": ", problem.message);
    }
    latest = std::move(published.publication->version);
  }
  CHECK(formulas == 225);
}
