#include "core/formula/dimensions.h"

#include <algorithm>
#include <forward_list>
#include <optional>
#include <utility>

#include "core/base/decimal.h"
#include "core/base/text.h"
#include "core/formula/caret.h"
#include "core/formula/parser.h"
#include "core/formula/printer.h"
#include "core/model/field_table.h"
#include "core/units/conversion.h"
#include "core/units/measure.h"
#include "core/units/unit.h"

namespace datavault {
namespace {

using Kind = FormulaNode::Kind;
using FieldLookup = DimensionChecker::FieldLookup;

const std::string kNumber = "1";  // the unit of a comparison

constexpr size_t kMaxPartShown = 100;  // bytes; longer parts are named by their unit only
constexpr size_t kMaxUnitBytes =
    200;  // as parse_unit; the unit of a longer product is not followed

/// A part of the formula: the nodes from `begin` to before `end`.
struct Part {
  size_t begin = 0;
  size_t end = 0;
  const Measure* measure = nullptr;  // null: unknown, which fits everything
  std::string_view code;             // its unit, for messages
};

/// What a product of units measures.
struct Product {
  std::string code;
  Measure measure;
};

/// As normalise_decimal, which most coefficients do not need: they are a few digits.
bool is_one(std::string_view decimal) {
  if (decimal.find_first_not_of("0123456789.") != std::string_view::npos) {
    const auto canonical = normalise_decimal(decimal);
    return canonical && *canonical == "1";
  }
  decimal.remove_prefix(std::min(decimal.find_first_not_of('0'), decimal.size()));
  if (decimal == "1") return true;
  return decimal.starts_with("1.") && decimal.find_first_not_of('0', 2) == std::string_view::npos;
}

std::string product_code(const Part& a, const Part& b, bool divided) {
  if (b.code == "1") return std::string(a.code);
  if (a.code == "1" && !divided) return std::string(b.code);
  const bool is_simple = b.code.find_first_of("./") == std::string_view::npos;
  std::string code(a.code);
  code += divided ? '/' : '.';
  if (!is_simple) code += '(';
  code += b.code;
  if (!is_simple) code += ')';
  return code;
}

/// Of two that fit the one that says more: "{headcount}" rather than "1".
Part either(const Part& a, const Part& b) {
  if (!a.measure) return b;
  return b.measure && a.measure->counts.empty() ? b : a;
}

std::string_view what_happens(const FormulaNode& node) {
  switch (node.kind) {
    case Kind::add:
      return "are added";
    case Kind::subtract:
      return "are subtracted";
    case Kind::call:
      break;
    default:
      return "are compared";
  }
  return node.function == FormulaFunction::if_else ? "are alternatives of IF"
                                                   : "are taken together";
}

/// What would bring one part to the unit of another: "a coefficient" on "the latter".
struct Remedy {
  std::string_view what;
  std::string_view whom;
};
constexpr Remedy kCoefficient{"a coefficient", "the latter"};
constexpr Remedy kMultiplier{"a multiplier", "it"};

std::string hint(const Part& from, const Part& to, const Remedy& remedy) {
  if (from.measure->zero || to.measure->zero) return {};
  const auto factor = convert_number("1", from.code, to.code);
  if (!factor || !factor->exact) return {};
  return "; with " + std::string(remedy.what) + " of " + factor->number + " " +
         std::string(remedy.whom) + " would be in " + display_unit(to.code);
}

class Check {
 public:
  Check(DimensionChecker& known, const FormulaSide& computed, const Formula& formula,
        const std::vector<FormulaSide>& inputs)
      : known_(known), computed_(computed), formula_(formula), fields_(inputs) {
    stack_.reserve(formula.nodes.size());
  }

  std::vector<DimensionProblem> run() {
    for (size_t i = 0; i < formula_.nodes.size(); ++i) step(i);
    check_result(stack_.back());
    return std::move(problems_);
  }

 private:
  /// `unit` outlives the check.
  Part known_part(const std::string& unit) const { return {0, 0, known_.measure(unit), unit}; }

  Part product_part(const Part& a, const Part& b, bool divided) {
    if (!a.measure || !b.measure) return {};
    std::optional<Measure> measure = product(*a.measure, *b.measure, divided ? -1 : 1);
    if (!measure) return {};
    std::string code = product_code(a, b, divided);
    if (code.size() > kMaxUnitBytes) return {};
    const Product& product = products_.emplace_front(Product{std::move(code), *std::move(measure)});
    return {0, 0, &product.measure, product.code};
  }

  void step(size_t at) {
    const FormulaNode& node = formula_.nodes[at];
    const size_t operands = operands_of(node);
    const size_t first = stack_.size() - operands;
    const size_t begin = operands == 0 ? at : stack_[first].begin;
    Part part = part_of(node, first);
    part.begin = begin;
    part.end = at + 1;
    stack_.resize(first);
    stack_.push_back(part);
  }

  static size_t operands_of(const FormulaNode& node) {
    if (node.kind == Kind::number || node.kind == Kind::variable) return 0;
    if (node.kind == Kind::negate) return 1;
    return node.kind == Kind::call ? node.arguments : 2;
  }

  /// `first` is where the operands begin on the stack.
  Part part_of(const FormulaNode& node, size_t first) {
    switch (node.kind) {
      case Kind::number:
        return {};
      case Kind::variable:
        return fields_[node.variable].unit ? known_part(*fields_[node.variable].unit) : Part{};
      case Kind::negate:
        return stack_[first];
      case Kind::add:
      case Kind::subtract:
        return fitting(node, first);
      case Kind::multiply:
      case Kind::divide:
        return product_part(stack_[first], stack_[first + 1], node.kind == Kind::divide);
      case Kind::call:
        return call(node, first);
      default:
        fitting(node, first);
        return known_part(kNumber);
    }
  }

  Part call(const FormulaNode& node, size_t first) {
    const bool takes_first =
        node.function == FormulaFunction::abs || node.function == FormulaFunction::round;
    if (takes_first) return stack_[first];
    return fitting(node, node.function == FormulaFunction::if_else ? first + 1 : first);
  }

  /// What the parts on the stack from `first` on are together; a problem if they do not fit.
  Part fitting(const FormulaNode& node, size_t first) {
    Part together = stack_[first];
    for (size_t i = first + 1; i < stack_.size(); ++i) {
      const Part& next = stack_[i];
      if (const std::string reason = misfit(together, next, kCoefficient); !reason.empty()) {
        add_problem(concat({formula_place(node.column), ": ", text_of(together), " and ",
                            text_of(next), " ", what_happens(node), ", but ", reason}),
                    {&together, &next});
        return {};
      }
      together = either(together, next);
    }
    return together;
  }

  /// Why the parts do not fit each other; empty when they do.
  static std::string misfit(const Part& first, const Part& second, const Remedy& remedy) {
    if (!first.measure || !second.measure || first.code == second.code) return {};
    if (!same_quantity(*first.measure, *second.measure)) {
      return std::string(why_not_alike(*first.measure, *second.measure)) + ".";
    }
    if (first.measure->zero != second.measure->zero) return "they count from different zeros.";
    if (same_scale(*first.measure, *second.measure)) return {};
    return "formulas do not convert units" + hint(second, first, remedy) + ".";
  }

  void check_result(const Part& result) {
    if (!computed_.unit || !is_one(computed_.computed->multiplier)) return;
    const std::string reason = misfit(known_part(*computed_.unit), result, kMultiplier);
    if (reason.empty()) return;
    add_problem(concat({"the formula gives ", known_.shown(result.code), " where ", *computed_.code,
                        " is in ", known_.shown(*computed_.unit), ": ", reason}),
                {&result});
  }

  void add_problem(std::string message, const std::vector<const Part*>& parts) {
    std::set<FieldUid> involved;
    for (const Part* part : parts) {
      for (size_t i = part->begin; i < part->end; ++i) {
        const FormulaNode& node = formula_.nodes[i];
        if (node.kind != Kind::variable || !fields_[node.variable].unit) continue;
        const FieldUid& uid = *fields_[node.variable].uid;
        if (!(uid == *computed_.uid)) involved.insert(uid);
      }
    }
    problems_.push_back({*computed_.uid, std::move(message), {involved.begin(), involved.end()}});
  }

  /// "E1-1 / E1-2 (MWh/t)"
  std::string text_of(const Part& part) const {
    const std::string text = formula_text(part);
    const std::string& unit = known_.shown(part.code);
    return text.size() <= kMaxPartShown ? concat({text, " (", unit, ")"})
                                        : concat({"a part in ", unit});
  }

  std::string formula_text(const Part& part) const {
    const FormulaNode& first = formula_.nodes[part.begin];
    const bool is_field = part.end == part.begin + 1 && first.kind == Kind::variable;
    if (is_field && fields_[first.variable].unit) return *fields_[first.variable].code;
    Formula excerpt;
    excerpt.nodes.assign(formula_.nodes.begin() + static_cast<std::ptrdiff_t>(part.begin),
                         formula_.nodes.begin() + static_cast<std::ptrdiff_t>(part.end));
    for (size_t i = 0; i < fields_.size(); ++i) {
      excerpt.variables.push_back(fields_[i].unit ? *fields_[i].code : formula_.variables[i]);
    }
    return print_formula(excerpt);
  }

  DimensionChecker& known_;
  const FormulaSide& computed_;
  const Formula& formula_;
  std::forward_list<Product> products_;     // of parts
  const std::vector<FormulaSide>& fields_;  // beside formula_.variables; no unit: unknown
  std::vector<Part> stack_;
  std::vector<DimensionProblem> problems_;
};

}  // namespace

const FieldUid* unit_source(const Computation& computation, const std::string& variable) {
  const auto found = computation.variables.find(variable);
  if (found == computation.variables.end()) return nullptr;
  const VariableMapping& mapping = found->second;
  return mapping.framework.empty() && is_one(mapping.coefficient) ? &mapping.field : nullptr;
}

std::vector<DimensionProblem> DimensionChecker::check(const FormulaSide& computed,
                                                      const FieldLookup& field_of) {
  if (!computed.computed) return {};
  const Result<Formula>& parsed = formula(computed.computed->expression);
  if (!parsed) return {};
  std::vector<FormulaSide> inputs;
  inputs.reserve(parsed->variables.size());
  for (const std::string& variable : parsed->variables) {
    const FieldUid* source = unit_source(*computed.computed, variable);
    inputs.push_back(source ? field_of(*source) : FormulaSide());
  }
  return check(computed, *parsed, inputs);
}

std::vector<DimensionProblem> DimensionChecker::check(const FormulaSide& computed,
                                                      const Formula& formula,
                                                      const std::vector<FormulaSide>& inputs) {
  return Check(*this, computed, formula, inputs).run();
}

const Result<Formula>& DimensionChecker::formula(const std::string& expression) {
  const auto it = formulas_.find(expression);
  if (it != formulas_.end()) return it->second;
  return formulas_.emplace(expression, parse_formula(expression)).first->second;
}

const Measure* DimensionChecker::measure(const std::string& unit) {
  auto it = measures_.find(unit);
  if (it == measures_.end()) {
    it = measures_.emplace(unit, std::nullopt).first;
    it->second = measure_of(it->first);  // it points into the text that stays
  }
  return it->second ? &*it->second : nullptr;
}

const std::string& DimensionChecker::shown(std::string_view unit) {
  const auto it = shown_.find(unit);
  return it != shown_.end() ? it->second : shown_.emplace(unit, display_unit(unit)).first->second;
}

std::vector<DimensionProblem> check_dimensions(const FrameworkContent& content,
                                               const std::set<FieldUid>& formulas) {
  std::vector<DimensionProblem> problems;
  if (formulas.empty()) return problems;
  const UidTable by_uid(content);
  const FieldLookup field_of = [&](const FieldUid& uid) {
    const uint32_t at = by_uid.find(uid.value);
    return at == UidTable::kNone ? FormulaSide() : FormulaSide(content.fields[at]);
  };
  DimensionChecker checker;
  for (const FieldUid& uid : formulas) {
    for (auto& problem : checker.check(field_of(uid), field_of))
      problems.push_back(std::move(problem));
  }
  return problems;
}

}  // namespace datavault
