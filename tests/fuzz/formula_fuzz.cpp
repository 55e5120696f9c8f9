// Whatever is written as a formula: it is parsed or refused at a place of it, its canonical text
// means the same, and its values, units and problems are found without harm.
#include <array>
#include <bit>
#include <limits>

#include "core/formula/dimensions.h"
#include "core/formula/evaluate.h"
#include "core/formula/evaluate_content.h"
#include "core/formula/framework_formulas.h"
#include "core/formula/parser.h"
#include "core/formula/printer.h"
#include "tests/fuzz/law.h"

namespace datavault::test {
namespace {

using Values = std::vector<std::optional<double>>;

constexpr size_t kRounds = 4;

/// From none at all to the ends of what doubles hold.
Values values_of(const Formula& formula, size_t round) {
  constexpr std::array<double, 9> kValues{
      0, 1, -1, 2.5, 1.005, 1e308, -1e308, 5e-324, std::numeric_limits<double>::infinity()};
  Values values;
  for (size_t i = 0; i < formula.variables.size(); ++i) {
    const bool is_missing = round == 0 || (round == 1 && i % 2 == 1);
    values.push_back(is_missing ? std::nullopt
                                : std::optional(kValues[(i * round + round) % kValues.size()]));
  }
  return values;
}

void require_place(const Error& error, std::string_view text) {
  constexpr std::string_view kColumn = "formula column ";
  require_readable(error);
  require(error.where.starts_with(kColumn), "a refusal has no column: " + error.where);
  const size_t column = std::stoul(error.where.substr(kColumn.size()));
  require(column >= 1 && column <= text.size() + 1, "there is no " + error.where);
}

/// To the last bit; places in the text may differ.
bool is_same(const FormulaValue& a, const FormulaValue& b) {
  if (a.index() != b.index()) return false;
  if (const auto* number = std::get_if<double>(&a)) {
    return std::bit_cast<uint64_t>(*number) == std::bit_cast<uint64_t>(std::get<double>(b));
  }
  if (const auto* error = std::get_if<Error>(&a)) {
    return error->message == std::get<Error>(b).message;
  }
  return a == b;
}

void require_same_values(const Formula& formula, const Formula& again, std::string_view text) {
  for (size_t round = 0; round < kRounds; ++round) {
    const Values values = values_of(formula, round);
    const FormulaValue value = evaluate_formula(formula, values);
    if (const auto* error = std::get_if<Error>(&value)) require_place(*error, text);
    if (const auto* number = std::get_if<double>(&value)) {
      require(*number - *number == 0, "a value is not finite");
    }
    require(is_same(value, evaluate_formula(again, values)), "the canonical text has other values");
  }
}

void require_same_when_printed(const Formula& formula, std::string_view text) {
  const std::string printed = print_formula(formula);
  if (printed.size() > kMaxFormulaBytes) return;
  const auto again = parse_formula(printed);
  require(again.ok(), "the canonical text is refused: " + printed);
  require(*again == formula, "the canonical text means something else: " + printed);
  require(print_formula(*again) == printed, "the canonical text has another one: " + printed);
  require_same_values(formula, *again, text);
}

Field input_field(size_t n) {
  constexpr std::array kUnits{"t", "kg", "%", "kWh", "EUR", "a label", ""};
  Field field;
  field.uid.value = "u" + std::to_string(n);
  field.code = field.name = "F-" + std::to_string(n);
  const std::string unit = kUnits[n % kUnits.size()];
  if (!unit.empty()) field.unit = unit;
  return field;
}

/// A framework that computes the formula; its variables are fields of all kinds of units.
FrameworkContent content_with(std::string_view text, const std::vector<std::string>& variables) {
  FrameworkContent content;
  Field& computed = content.fields.emplace_back(input_field(0));
  computed.computed = Computation{std::string(text), "2", {}};
  for (const std::string& name : variables) {
    const size_t n = content.fields.size();
    content.fields.push_back(input_field(n));
    auto& mapping = content.fields.front().computed->variables[name];
    mapping.field = content.fields.back().uid;
    if (n % 3 == 0) mapping.coefficient = "0.1";
  }
  return content;
}

void check_framework(std::string_view text, const std::vector<std::string>& variables) {
  const FrameworkContent content = content_with(text, variables);
  for (const FormulaProblem& problem : check_formulas(content)) {
    require_readable(invalid_input(problem.message, problem.field.value));
  }
  for (const DimensionProblem& problem : check_dimensions(content, {{"u0"}})) {
    require_readable(invalid_input(problem.message, problem.field.value));
  }
  FieldValues values;
  for (size_t n = 1; n < content.fields.size(); ++n) {
    values[content.fields[n].uid] = static_cast<double>(n) - 2;
  }
  const auto computed = evaluate_content(content, values);
  require(computed.size() == 1, "the computed field has no result");
}

void run(std::string_view text) {
  const auto formula = parse_formula(text);
  if (!formula) {
    require_place(formula.error(), text);
    check_framework(text, {});
    return;
  }
  require_same_when_printed(*formula, text);
  check_framework(text, formula->variables);
}

}  // namespace
}  // namespace datavault::test

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  datavault::test::run({reinterpret_cast<const char*>(data), size});
  return 0;
}
