#include "core/units/unit_parser.h"

#include <algorithm>
#include <cstddef>

#include "core/units/unit.h"

namespace datavault {
namespace {

constexpr size_t kMaxBytes = 200;
constexpr int kMaxDepth = 8;
constexpr int kMaxExponent = 99;
constexpr size_t kMaxNumberDigits = 18;  // fits 64 bits
constexpr size_t kMaxFactors = 20;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool ends_symbol(char c) {
  return c == '.' || c == '/' || c == '(' || c == ')' || c == '{' || c == '}';
}

class Parser {
 public:
  explicit Parser(std::string_view code) : code_(code) {}

  std::optional<std::vector<UnitFactor>> parse() {
    factors_.reserve(4);
    const bool below = take('/');
    if (!term(false, below, 0) || at_ != code_.size()) return std::nullopt;
    return std::move(factors_);
  }

 private:
  char peek() const { return at_ < code_.size() ? code_[at_] : '\0'; }

  bool take(char c) {
    if (peek() != c) return false;
    ++at_;
    return true;
  }

  /// UCUM reads from the left: a/b.c is (a/b).c, so each '/' turns the next component only.
  bool term(bool group_below, bool first_below, int depth) {
    if (depth > kMaxDepth || !component(first_below, depth)) return false;
    while (peek() == '.' || peek() == '/') {
      const bool turned = code_[at_++] == '/';
      if (!component(group_below != turned, depth)) return false;
    }
    return true;
  }

  bool component(bool below, int depth) {
    if (!take('(')) return factor(below);
    return term(below, below, depth + 1) && take(')');
  }

  bool factor(bool below) {
    UnitFactor factor;
    factor.below = below;
    const bool has_unit = symbol(factor);
    const bool has_annotation = peek() == '{';
    if (has_annotation && !annotation(factor)) return false;
    if (!has_unit && !has_annotation) return false;
    factors_.push_back(factor);
    return factors_.size() <= kMaxFactors;
  }

  bool symbol(UnitFactor& factor) {
    const std::string_view text = code_.substr(at_, symbol_length(code_.substr(at_)));
    if (text.empty()) return false;
    at_ += text.size();
    if (text.find_first_not_of("0123456789") == std::string_view::npos) {
      factor.number = text;
      return text[0] != '0' && text.size() <= kMaxNumberDigits;
    }
    if (is_currency(text)) {
      factor.currency = text;
      return true;
    }
    const std::string_view name = text.substr(0, exponent_start(text));
    return exponent(factor, text.substr(name.size())) && atom(factor, name);
  }

  static size_t symbol_length(std::string_view text) {
    bool in_brackets = false;
    size_t length = 0;
    for (; length < text.size(); ++length) {
      const char c = text[length];
      if (c == '[' || c == ']') in_brackets = c == '[';
      if (!in_brackets && ends_symbol(c)) break;
    }
    return length;
  }

  static size_t exponent_start(std::string_view text) {
    size_t start = text.size();
    while (start > 0 && is_digit(text[start - 1])) --start;
    if (start < text.size() && start > 0 && (text[start - 1] == '-' || text[start - 1] == '+'))
      --start;
    return start;
  }

  static bool exponent(UnitFactor& factor, std::string_view text) {
    if (text.empty()) return true;
    int value = 0;
    for (char c : text) {
      if (is_digit(c)) value = std::min(value * 10 + (c - '0'), kMaxExponent + 1);
    }
    factor.exponent = text[0] == '-' ? -value : value;
    return value > 0 && value <= kMaxExponent;
  }

  static bool atom(UnitFactor& factor, std::string_view name) {
    factor.atom = find_unit_atom(name);
    for (size_t length = 1; !factor.atom && length <= 2 && length < name.size(); ++length) {
      factor.prefix = find_unit_prefix(name.substr(0, length));
      const UnitAtom* rest = find_unit_atom(name.substr(length));
      if (factor.prefix && rest && rest->metric) factor.atom = rest;
    }
    return factor.atom != nullptr;
  }

  bool annotation(UnitFactor& factor) {
    const size_t end = code_.find('}', at_);
    if (end == std::string_view::npos) return false;
    factor.annotation = code_.substr(at_ + 1, end - at_ - 1);
    at_ = end + 1;
    return !factor.annotation.empty() &&
           std::all_of(factor.annotation.begin(), factor.annotation.end(),
                       [](char c) { return c > ' ' && c < 0x7F && c != '{'; });
  }

  std::string_view code_;
  size_t at_ = 0;
  std::vector<UnitFactor> factors_;
};

/// UCUM has no currencies. One may stand in a ratio, or be counted: "t/EUR", "/EUR", "10*6.EUR".
bool currencies_fit(const std::vector<UnitFactor>& factors) {
  const auto is_money = [](const UnitFactor& factor) { return !factor.currency.empty(); };
  const auto is_below = [](const UnitFactor& factor) { return factor.below; };
  const auto is_measure = [](const UnitFactor& factor) {
    return factor.atom && !factor.atom->dimension->name.empty();
  };
  const auto count = std::count_if(factors.begin(), factors.end(), is_money);
  if (count == 0) return true;
  const bool is_ratio = std::any_of(factors.begin(), factors.end(), is_below);
  return count == 1 && (is_ratio || std::none_of(factors.begin(), factors.end(), is_measure));
}

}  // namespace

std::optional<std::vector<UnitFactor>> parse_unit(std::string_view code) {
  if (code.empty() || code.size() > kMaxBytes) return std::nullopt;
  std::optional<std::vector<UnitFactor>> factors = Parser(code).parse();
  if (factors && !currencies_fit(*factors)) return std::nullopt;
  return factors;
}

}  // namespace datavault
