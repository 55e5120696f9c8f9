#include "core/formula/dimensions.h"

#include <algorithm>
#include <deque>
#include <optional>
#include <utility>

#include "core/base/decimal.h"
#include "core/formula/caret.h"
#include "core/formula/parser.h"
#include "core/formula/printer.h"
#include "core/formula/uid_table.h"
#include "core/units/conversion.h"
#include "core/units/measure.h"
#include "core/units/unit.h"

namespace datavault {
namespace {

using Kind = FormulaNode::Kind;
using FieldLookup = DimensionChecker::FieldLookup;

constexpr size_t kMaxPartShown = 100;  // bytes; longer parts are named by their unit only
constexpr size_t kMaxUnitBytes =
    200;  // as parse_unit; the unit of a longer product is not followed

/// A part of the formula: the nodes from `begin` to before `end`.
struct Part {
  size_t begin = 0;
  size_t end = 0;
  const Measure* measure = nullptr;  // null: unknown, which fits everything
  std::string code;                  // its unit, for messages
};

bool is_one(const std::string& decimal) {
  if (decimal == "1") return true;
  const auto canonical = normalise_decimal(decimal);
  return canonical && *canonical == "1";
}

std::string product_code(const Part& a, const Part& b, bool divided) {
  if (b.code == "1") return a.code;
  if (a.code == "1" && !divided) return b.code;
  const bool is_simple = b.code.find_first_of("./") == std::string::npos;
  return a.code + (divided ? "/" : ".") + (is_simple ? b.code : "(" + b.code + ")");
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
  Check(DimensionChecker& known, const Field& computed, const Formula& formula,
        const FieldLookup& field_of)
      : known_(known), computed_(computed), formula_(formula) {
    for (const std::string& name : formula.variables)
      fields_.push_back(known_field(name, field_of));
  }

  std::vector<DimensionProblem> run() {
    for (size_t i = 0; i < formula_.nodes.size(); ++i) step(i);
    check_result(stack_.back());
    return std::move(problems_);
  }

 private:
  /// The field of a variable if its unit is known here, else null.
  const Field* known_field(const std::string& variable, const FieldLookup& field_of) const {
    const auto found = computed_.computed->variables.find(variable);
    if (found == computed_.computed->variables.end()) return nullptr;
    const VariableMapping& mapping = found->second;
    if (!mapping.framework.empty() || !is_one(mapping.coefficient)) return nullptr;
    const Field* field = field_of(mapping.field);
    return field && field->unit ? field : nullptr;
  }

  Part known_part(const std::string& unit) const { return {0, 0, known_.measure(unit), unit}; }

  Part product_part(const Part& a, const Part& b, bool divided) {
    if (!a.measure || !b.measure) return {};
    std::optional<Measure> measure = product(*a.measure, *b.measure, divided ? -1 : 1);
    if (!measure) return {};
    Part part;
    part.code = product_code(a, b, divided);
    if (part.code.size() > kMaxUnitBytes) return {};
    part.measure = &products_.emplace_back(*std::move(measure));
    return part;
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
    stack_.push_back(std::move(part));
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
        return fields_[node.variable] ? known_part(*fields_[node.variable]->unit) : Part{};
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
        return known_part("1");
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
        add_problem(formula_place(node.column) + ": " + text_of(together) + " and " +
                        text_of(next) + " " + std::string(what_happens(node)) + ", but " + reason,
                    {&together, &next});
        return {};
      }
      Part chosen = either(together, next);
      together = std::move(chosen);
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
    add_problem("the formula gives " + display_unit(result.code) + " where " + computed_.code +
                    " is in " + display_unit(*computed_.unit) + ": " + reason,
                {&result});
  }

  void add_problem(std::string message, const std::vector<const Part*>& parts) {
    std::set<FieldUid> involved;
    for (const Part* part : parts) {
      for (size_t i = part->begin; i < part->end; ++i) {
        const FormulaNode& node = formula_.nodes[i];
        if (node.kind != Kind::variable || !fields_[node.variable]) continue;
        const FieldUid& uid = fields_[node.variable]->uid;
        if (!(uid == computed_.uid)) involved.insert(uid);
      }
    }
    problems_.push_back({computed_.uid, std::move(message), {involved.begin(), involved.end()}});
  }

  /// "E1-1 / E1-2 (MWh/t)"
  std::string text_of(const Part& part) const {
    Formula excerpt;
    excerpt.nodes.assign(formula_.nodes.begin() + static_cast<std::ptrdiff_t>(part.begin),
                         formula_.nodes.begin() + static_cast<std::ptrdiff_t>(part.end));
    for (size_t i = 0; i < fields_.size(); ++i) {
      excerpt.variables.push_back(fields_[i] ? fields_[i]->code : formula_.variables[i]);
    }
    const std::string text = print_formula(excerpt);
    const std::string unit = display_unit(part.code);
    return text.size() <= kMaxPartShown ? text + " (" + unit + ")" : "a part in " + unit;
  }

  DimensionChecker& known_;
  const Field& computed_;
  const Formula& formula_;
  std::deque<Measure> products_;      // of parts
  std::vector<const Field*> fields_;  // beside formula_.variables; null: unit unknown
  std::vector<Part> stack_;
  std::vector<DimensionProblem> problems_;
};

}  // namespace

std::vector<DimensionProblem> DimensionChecker::check(const Field& computed,
                                                      const FieldLookup& field_of) {
  if (!computed.computed) return {};
  const Result<Formula>& parsed = formula(computed.computed->expression);
  if (!parsed) return {};
  return Check(*this, computed, *parsed, field_of).run();
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

std::vector<DimensionProblem> check_dimensions(const FrameworkContent& content,
                                               const std::set<FieldUid>& formulas) {
  std::vector<DimensionProblem> problems;
  if (formulas.empty()) return problems;
  const UidTable by_uid(content);
  const FieldLookup field_of = [&](const FieldUid& uid) {
    const uint32_t at = by_uid.find(uid.value);
    return at == UidTable::kNone ? nullptr : &content.fields[at];
  };
  DimensionChecker checker;
  for (const FieldUid& uid : formulas) {
    const Field* field = field_of(uid);
    if (!field) continue;
    for (auto& problem : checker.check(*field, field_of)) problems.push_back(std::move(problem));
  }
  return problems;
}

}  // namespace datavault
