#include "tests/core/formula/random_formula.h"

#include <algorithm>

namespace datavault {
namespace {

using State = OracleValue::State;

const std::vector<std::string> kOperators = {"+", "-", "*", "/", "<", "<=", ">", ">=", "=", "<>"};
const std::vector<std::string> kFunctions = {"SUM", "AVG", "MIN", "MAX", "ABS", "ROUND", "IF"};

bool is_operator(const std::string& op) {
  return std::find(kOperators.begin(), kOperators.end(), op) != kOperators.end();
}

OracleValue checked(double number) {
  if (!std::isfinite(number)) return {State::error, 0, ""};
  return {State::number, number, ""};
}

std::vector<OracleValue> evaluate_parts(const OracleTree& tree, const OracleInputs& inputs) {
  std::vector<OracleValue> values;
  for (const OracleTree& part : tree.parts) values.push_back(evaluate_oracle(part, inputs));
  return values;
}

const OracleValue* first_with(const std::vector<OracleValue>& values, State state) {
  for (const OracleValue& value : values) {
    if (value.state == state) return &value;
  }
  return nullptr;
}

OracleValue compute(const std::string& op, double a, double b) {
  if (op == "+") return checked(a + b);
  if (op == "-") return checked(a - b);
  if (op == "*") return checked(a * b);
  if (op == "/") return b == 0 ? OracleValue{State::error, 0, ""} : checked(a / b);
  if (op == "<") return checked(a < b ? 1 : 0);
  if (op == "<=") return checked(a <= b ? 1 : 0);
  if (op == ">") return checked(a > b ? 1 : 0);
  if (op == ">=") return checked(a >= b ? 1 : 0);
  if (op == "=") return checked(a == b ? 1 : 0);
  return checked(a != b ? 1 : 0);
}

OracleValue aggregate(const std::string& op, const std::vector<OracleValue>& values) {
  std::vector<double> numbers;
  for (const OracleValue& value : values) {
    if (value.state == State::number) numbers.push_back(value.number);
  }
  if (numbers.empty()) return values.front();
  if (op == "MIN") return checked(*std::min_element(numbers.begin(), numbers.end()));
  if (op == "MAX") return checked(*std::max_element(numbers.begin(), numbers.end()));
  double total = 0;
  for (double number : numbers) total += number;
  return checked(op == "AVG" ? total / static_cast<double>(numbers.size()) : total);
}

}  // namespace

std::string OracleTree::text() const {
  if (op == "num") return number == 0.1 ? "0.1" : std::to_string(static_cast<int>(number));
  if (op == "var") return kOracleVariables[variable];
  if (op == "neg") return "(-" + parts[0].text() + ")";
  if (is_operator(op)) return "(" + parts[0].text() + op + parts[1].text() + ")";
  std::string result = op;
  for (size_t i = 0; i < parts.size(); ++i) result += (i == 0 ? "(" : ",") + parts[i].text();
  return result + ")";
}

OracleTree random_tree(Lcg& random, int depth) {
  OracleTree tree;
  const uint32_t kind = depth == 0 ? random.below(2u) : random.below(10u);
  if (kind < 1) {
    tree.op = "num";
    tree.number = random.below(4u) == 0 ? 0.1 : random.below(4u);
    return tree;
  }
  if (kind < 3) {
    tree.op = "var";
    tree.variable = random.below(kOracleVariables.size());
    return tree;
  }
  size_t parts = 2;
  if (kind < 4) {
    tree.op = "neg";
    parts = 1;
  } else if (kind < 8) {
    tree.op = kOperators[random.below(kOperators.size())];
  } else {
    tree.op = kFunctions[random.below(kFunctions.size())];
    if (tree.op == "ABS" || tree.op == "ROUND")
      parts = 1;
    else
      parts = tree.op == "IF" ? 3 : 1 + random.below(4u);
  }
  for (size_t i = 0; i < parts; ++i) tree.parts.push_back(random_tree(random, depth - 1));
  return tree;
}

OracleValue evaluate_oracle(const OracleTree& tree, const OracleInputs& inputs) {
  if (tree.op == "num") return checked(tree.number);
  if (tree.op == "var") {
    const std::optional<double>& value = inputs[tree.variable];
    return value ? checked(*value)
                 : OracleValue{State::missing, 0, kOracleVariables[tree.variable]};
  }
  if (tree.op == "IF") {
    OracleValue condition = evaluate_oracle(tree.parts[0], inputs);
    if (condition.state != State::number) return condition;
    return evaluate_oracle(tree.parts[condition.number != 0 ? 1 : 2], inputs);
  }
  const std::vector<OracleValue> values = evaluate_parts(tree, inputs);
  if (const OracleValue* error = first_with(values, State::error)) return *error;
  if (tree.op == "SUM" || tree.op == "AVG" || tree.op == "MIN" || tree.op == "MAX") {
    return aggregate(tree.op, values);
  }
  if (const OracleValue* missing = first_with(values, State::missing)) return *missing;
  if (tree.op == "neg") return checked(-values[0].number);
  if (tree.op == "ABS") return checked(std::fabs(values[0].number));
  if (tree.op == "ROUND") return checked(std::round(values[0].number));
  return compute(tree.op, values[0].number, values[1].number);
}

}  // namespace datavault
