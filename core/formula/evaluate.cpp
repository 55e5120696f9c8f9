#include "core/formula/evaluate.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "core/base/decimal.h"
#include "core/formula/caret.h"

namespace datavault {
namespace {

using Kind = FormulaNode::Kind;

/// Errors travel as values, so evaluating all branches of an IF and choosing one afterwards gives
/// what lazy evaluation gives, without jumps in the node list.
struct Item {
  enum class State : uint8_t { number, missing, failed };
  enum class Failure : uint8_t { none, division_by_zero, too_large, bad_places, bad_input };

  State state = State::number;
  Failure failure = Failure::none;
  uint32_t variable = 0;  // missing, bad_input
  uint32_t column = 0;    // failed
  double number = 0;
};

using Items = std::vector<Item>;

constexpr double kMaxPlaces = 15;

Item failed(Item::Failure failure, const FormulaNode& node) {
  return {Item::State::failed, failure, node.variable, node.column, 0};
}

Item number_item(double number, const FormulaNode& node) {
  if (!std::isfinite(number)) return failed(Item::Failure::too_large, node);
  return {Item::State::number, Item::Failure::none, 0, 0, number};
}

Item variable_item(const std::optional<double>& value, const FormulaNode& node) {
  if (!value) return {Item::State::missing, Item::Failure::none, node.variable, 0, 0};
  if (!std::isfinite(*value)) return failed(Item::Failure::bad_input, node);
  return number_item(*value, node);
}

/// The first item that stops an operation on all of them: an error, else a missing one.
const Item* obstacle(const Item* begin, const Item* end) {
  const auto in = [](Item::State state) {
    return [state](const Item& item) { return item.state == state; };
  };
  const Item* found = std::find_if(begin, end, in(Item::State::failed));
  if (found == end) found = std::find_if(begin, end, in(Item::State::missing));
  return found == end ? nullptr : found;
}

double apply(Kind kind, double a, double b) {
  switch (kind) {
    case Kind::add:
      return a + b;
    case Kind::subtract:
      return a - b;
    case Kind::multiply:
      return a * b;
    case Kind::divide:
      return a / b;
    case Kind::less:
      return a < b;
    case Kind::less_equal:
      return a <= b;
    case Kind::greater:
      return a > b;
    case Kind::greater_equal:
      return a >= b;
    case Kind::equal:
      return a == b;
    default:
      return a != b;
  }
}

Item binary(const FormulaNode& node, const Item* operands) {
  if (const Item* stop = obstacle(operands, operands + 2)) return *stop;
  if (node.kind == Kind::divide && operands[1].number == 0) {
    return failed(Item::Failure::division_by_zero, node);
  }
  return number_item(apply(node.kind, operands[0].number, operands[1].number), node);
}

double combine(FormulaFunction function, double so_far, double next) {
  if (function == FormulaFunction::min) return std::min(so_far, next);
  if (function == FormulaFunction::max) return std::max(so_far, next);
  return so_far + next;
}

Item aggregate(const FormulaNode& node, const Item* begin, const Item* end) {
  const Item* stop = obstacle(begin, end);
  if (stop && stop->state == Item::State::failed) return *stop;
  int count = 0;
  double result = 0;
  for (const Item* item = begin; item != end; ++item) {
    if (item->state == Item::State::missing) continue;
    result = count == 0 ? item->number : combine(node.function, result, item->number);
    ++count;
  }
  if (count == 0) return *stop;
  if (node.function == FormulaFunction::avg) result /= count;
  return number_item(result, node);
}

Item rounded(const FormulaNode& node, const Item* begin, const Item* end) {
  if (const Item* stop = obstacle(begin, end)) return *stop;
  const double places = end - begin > 1 ? begin[1].number : 0;
  if (places != std::floor(places) || std::fabs(places) > kMaxPlaces) {
    return failed(Item::Failure::bad_places, node);
  }
  return number_item(round_to_decimals(begin[0].number, static_cast<int>(places)), node);
}

Item call(const FormulaNode& node, const Item* begin, const Item* end) {
  switch (node.function) {
    case FormulaFunction::abs: {
      Item item = *begin;
      item.number = std::fabs(item.number);
      return item;
    }
    case FormulaFunction::round:
      return rounded(node, begin, end);
    case FormulaFunction::if_else:
      if (begin->state != Item::State::number) return *begin;
      return begin->number != 0 ? begin[1] : begin[2];
    default:
      return aggregate(node, begin, end);
  }
}

void replace_last(Items& stack, size_t count,
                  Item (*step)(const FormulaNode&, const Item*, const Item*),
                  const FormulaNode& node) {
  const Item* end = stack.data() + stack.size();
  const Item result = step(node, end - count, end);
  stack.resize(stack.size() - count);
  stack.push_back(result);
}

void step(const FormulaNode& node, const std::vector<std::optional<double>>& values, Items& stack) {
  switch (node.kind) {
    case Kind::number:
      stack.push_back(number_item(node.number, node));
      break;
    case Kind::variable:
      stack.push_back(variable_item(values[node.variable], node));
      break;
    case Kind::negate:
      stack.back().number = -stack.back().number;
      break;
    case Kind::call:
      replace_last(stack, node.arguments, call, node);
      break;
    default:
      replace_last(
          stack, 2,
          [](const FormulaNode& n, const Item* begin, const Item*) { return binary(n, begin); },
          node);
  }
}

std::string failure_message(const Item& item, const Formula& formula) {
  switch (item.failure) {
    case Item::Failure::division_by_zero:
      return "division by zero";
    case Item::Failure::too_large:
      return "the result is too large";
    case Item::Failure::bad_places:
      return "ROUND takes a whole number of places from -15 to 15";
    default:
      return "variable " + formula.variables[item.variable] + " has no usable value";
  }
}

}  // namespace

FormulaValue evaluate_formula(const Formula& formula,
                              const std::vector<std::optional<double>>& values) {
  assert(values.size() == formula.variables.size());
  Items stack;
  for (const FormulaNode& node : formula.nodes) step(node, values, stack);
  assert(stack.size() == 1);
  const Item& item = stack.back();
  if (item.state == Item::State::missing) return MissingVariable{formula.variables[item.variable]};
  if (item.state == Item::State::failed) {
    return invalid_input(failure_message(item, formula), formula_place(item.column));
  }
  return item.number + 0.0;  // no "-0"
}

FormulaValue evaluate_formula(
    const Formula& formula,
    const std::function<std::optional<double>(std::string_view variable)>& value_of) {
  std::vector<std::optional<double>> values;
  values.reserve(formula.variables.size());
  for (const std::string& name : formula.variables) values.push_back(value_of(name));
  return evaluate_formula(formula, values);
}

}  // namespace datavault
