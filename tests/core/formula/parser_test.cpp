#include "core/formula/parser.h"

#include <string>

#include <doctest/doctest.h>

#include "core/base/text.h"
#include "core/formula/printer.h"
#include "tests/core/formula/random_formula.h"

using namespace datavault;

namespace {

std::string repeated(std::string_view text, size_t count) {
  std::string result;
  for (size_t i = 0; i < count; ++i) result += text;
  return result;
}

/// The length of the caret line shows the place: its last character is the caret.
void check_well_formed(const Error& error, const std::string& text) {
  CHECK(error.code == Error::Code::invalid_input);
  CHECK(error.where.rfind("formula column ", 0) == 0);
  CHECK(error.message.back() == '^');
  CHECK(is_valid_utf8(error.message));
  CHECK(error.message.size() < 800);
  const size_t column = std::stoul(error.where.substr(15));
  CHECK(column >= 1);
  CHECK(column <= text.size() + 1);
}

}  // namespace

TEST_CASE("parser: precedence and associativity, fully parenthesised") {
  struct Case {
    const char* name;
    const char* text;
    const char* same_as;
  };
  const Case cases[] = {
      {"product before sum", "A + B * C", "A + (B * C)"},
      {"product before difference", "A * B - C", "(A * B) - C"},
      {"sum from the left", "A + B + C", "(A + B) + C"},
      {"difference from the left", "A - B - C", "(A - B) - C"},
      {"division from the left", "A / B / C", "(A / B) / C"},
      {"mixed product from the left", "A / B * C", "(A / B) * C"},
      {"sign before product", "-A * B", "(-A) * B"},
      {"sign before sum", "-A + B", "(-A) + B"},
      {"sign of the right side", "A * -B", "A * (-B)"},
      {"minus a negative", "A - -B", "A - (-B)"},
      {"two signs", "--A", "-(-A)"},
      {"comparison last", "A + B < C * D", "(A + B) < (C * D)"},
      {"comparison of signs", "-A = -B", "(-A) = (-B)"},
      {"double equals", "A == B", "A = B"},
      {"not equal", "A != B", "A <> B"},
      {"functions in small letters", "sum(A, Min(B), mAx(C))", "SUM(A, MIN(B), MAX(C))"},
      {"nothing but space", " \t\r\nA\n+\tB ", "A + B"},
      {"no space", "IF(A>=B,A/B,0)", "IF(A >= B, A / B, 0)"},
      {"numbers", "1.50 + .5 + 5. + 1e3", "1.5 + 0.5 + 5 + 1000"},
      {"parentheses that mean nothing", "((A)) + (((B)))", "A + B"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    const Result<Formula> left = parse_formula(c.text);
    const Result<Formula> right = parse_formula(c.same_as);
    REQUIRE(left.ok());
    REQUIRE(right.ok());
    CHECK(*left == *right);
  }
  CHECK_FALSE(*parse_formula("A - (B - C)") == *parse_formula("A - B - C"));
  CHECK_FALSE(*parse_formula("A + B") == *parse_formula("A + C"));
  CHECK_FALSE(*parse_formula("MIN(A)") == *parse_formula("MAX(A)"));
}

TEST_CASE("parser: variables, in order of first use, each once") {
  const Result<Formula> formula = parse_formula("b + a.x_1 * SUM(b, C, _d, a.x_1, c)");
  REQUIRE(formula.ok());
  CHECK(formula->variables == std::vector<std::string>{"b", "a.x_1", "C", "_d", "c"});
  CHECK(parse_formula("1 + 2")->variables.empty());
}

TEST_CASE("parser: mistakes, message and caret under the place") {
  struct Case {
    const char* name;
    std::string text;
    std::string where;
    std::string message;
  };
  const Case cases[] = {
      {"empty", "", "formula column 1", "the formula is empty\n\n^"},
      {"only space", "  ", "formula column 1", "the formula is empty\n  \n^"},
      {"operand missing at the end", "A + ", "formula column 5",
       "a number, a variable, a function or '(' is expected after '+'\nA + \n    ^"},
      {"operand missing in the middle", "A + * B", "formula column 5",
       "a number, a variable, a function or '(' is expected after '+'\nA + * B\n    ^"},
      {"no unary plus", "+A", "formula column 1",
       "a number, a variable, a function or '(' is expected\n+A\n^"},
      {"as in a spreadsheet", "=A+B", "formula column 1", "a formula begins without '='\n=A+B\n^"},
      {"operator missing", "2 A", "formula column 3",
       "an operator is expected between '2' and 'A'\n2 A\n  ^"},
      {"operator missing before parenthesis", "2(A)", "formula column 2",
       "an operator is expected between '2' and '('\n2(A)\n ^"},
      {"two points", "1.2.3", "formula column 4",
       "an operator is expected between '1.2' and '.3'\n1.2.3\n   ^"},
      {"not closed", "A * (B + C", "formula column 5", "this '(' is not closed\nA * (B + C\n    ^"},
      {"call not closed", "SUM(A, B", "formula column 4", "this '(' is not closed\nSUM(A, B\n   ^"},
      {"not opened", "A + B)", "formula column 6", "no '(' belongs to this ')'\nA + B)\n     ^"},
      {"nothing in parentheses", "A + ()", "formula column 6",
       "a number, a variable, a function or '(' is expected after '('\nA + ()\n     ^"},
      {"decimal comma", "1,5 * A", "formula column 2",
       "a ',' stands between the arguments of a function only; decimals have a point\n1,5 * A\n ^"},
      {"comma in parentheses", "(A, B)", "formula column 3",
       "a ',' stands between the arguments of a function only; decimals have a point\n(A, B)\n  ^"},
      {"semicolon", "SUM(A; B)", "formula column 6",
       "the character ';' has no meaning in a formula; arguments are separated by ','\nSUM(A; B)\n "
       "    ^"},
      {"unknown character", "A # B", "formula column 3",
       "the character '#' has no meaning in a formula\nA # B\n  ^"},
      {"multiplication sign", "A × B", "formula column 3",
       "the character '×' has no meaning in a formula\nA × B\n  ^"},
      {"not UTF-8", "A \xFF B", "formula column 3",
       "the character '?' has no meaning in a formula\nA ? B\n  ^"},
      {"power", "A ^ 2", "formula column 3",
       "the character '^' has no meaning in a formula\nA ^ 2\n  ^"},
      {"unknown function", "A + POW(B, 2)", "formula column 5",
       "there is no function 'POW'; there are SUM, AVG, MIN, MAX, ABS, ROUND, IF\nA + POW(B, 2)\n  "
       "  ^"},
      {"function without arguments", "A + sum", "formula column 5",
       "SUM is a function: '(' is expected after it\nA + sum\n    ^"},
      {"too few arguments", "IF(A, B)", "formula column 1",
       "IF takes 3 arguments, 2 given\nIF(A, B)\n^"},
      {"no argument", "AVG()", "formula column 1",
       "AVG takes at least 1 argument, 0 given\nAVG()\n^"},
      {"too many arguments", "1 + ABS(A, B)", "formula column 5",
       "ABS takes 1 argument, 2 given\n1 + ABS(A, B)\n    ^"},
      {"too many places", "ROUND(A, 1, 2)", "formula column 1",
       "ROUND takes 1 or 2 arguments, 3 given\nROUND(A, 1, 2)\n^"},
      {"argument missing", "SUM(A,)", "formula column 7",
       "a number, a variable, a function or '(' is expected after ','\nSUM(A,)\n      ^"},
      {"chained comparison", "A < B < C", "formula column 7",
       "comparisons cannot follow each other; use parentheses\nA < B < C\n      ^"},
      {"number too large", "1e999", "formula column 1", "the number is too large\n1e999\n^"},
      {"lines and tabs are shown as spaces", "A +\n\tB $", "formula column 8",
       "the character '$' has no meaning in a formula\nA +  B $\n       ^"},
      {"long text is cut", repeated("A + ", 30) + "$ + " + repeated("B + ", 30) + "B",
       "formula column 121",
       "the character '$' has no meaning in a formula\n..." +
           (" + " + repeated("A + ", 12)).substr(1) + "$ + B + B + B + B + ...\n" +
           std::string(53, ' ') + "^"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    const Result<Formula> result = parse_formula(c.text);
    REQUIRE_FALSE(result.ok());
    CHECK(result.error().where == c.where);
    CHECK(result.error().message == c.message);
    check_well_formed(result.error(), c.text);
  }
}

TEST_CASE("parser: limits of depth and length") {
  const auto nested = [](size_t depth) {
    return repeated("(", depth) + "A" + repeated(")", depth);
  };
  CHECK(parse_formula(nested(kMaxFormulaDepth)).ok());
  const Result<Formula> deep = parse_formula(nested(kMaxFormulaDepth + 1));
  REQUIRE_FALSE(deep.ok());
  CHECK(deep.error().where == "formula column " + std::to_string(kMaxFormulaDepth + 1));

  CHECK(parse_formula(std::string(kMaxFormulaBytes - 1, ' ') + "A").ok());
  CHECK_FALSE(parse_formula(std::string(kMaxFormulaBytes, ' ') + "A").ok());
  CHECK(parse_formula(repeated("A+", kMaxFormulaBytes / 2 - 1) + "AB").ok());
  CHECK(parse_formula(repeated("-", kMaxFormulaBytes - 1) + "A").ok());
  CHECK(parse_formula("SUM(" + repeated("A,", 1990) + "A)").ok());
}

TEST_CASE("parser: hostile texts, an error and no crash") {
  const std::string cases[] = {
      repeated("(", 10000),       repeated("(", 3999),      repeated("SUM(", 999),
      repeated("-", 4000),        std::string(100000, 'A'), std::string(100000, '\xF0'),
      repeated("1e", 2000),       repeated("A<", 2000),     std::string(3999, '9') + "e",
      repeated("IF(1,", 700),     std::string(4000, '\0'),  repeated("(A)", 1000),
      repeated("-(", 1900) + "A", repeated("€", 50000),     std::string(3990, '9')};
  for (const std::string& text : cases) {
    const Result<Formula> result = parse_formula(text);
    REQUIRE_FALSE(result.ok());
    check_well_formed(result.error(), text);
  }
}

TEST_CASE(
    "parser: random bytes and random tokens, an error or a formula that prints and reads back") {
  static constexpr const char* kTokens[] = {"A",    "B.c", "1",      "2.5", "+",  "-", "*",  "/",
                                            "(",    ")",   ",",      "<",   "<=", "=", "<>", " ",
                                            "SUM(", "IF(", "ROUND(", "1e3", "\n", "é"};
  Lcg random(7);
  int parsed = 0;
  for (int i = 0; i < 20000; ++i) {
    std::string text;
    const size_t length = random.below(14);
    for (size_t j = 0; j < length; ++j) {
      if (i % 2 == 0)
        text += static_cast<char>(random.below(256));
      else
        text += kTokens[random.below(std::size(kTokens))];
    }
    const Result<Formula> result = parse_formula(text);
    if (!result.ok()) {
      if (!is_valid_utf8(result.error().message)) FAIL(text);
      continue;
    }
    ++parsed;
    const Result<Formula> again = parse_formula(print_formula(*result));
    if (!again.ok() || !(*again == *result)) FAIL(text);
  }
  CHECK(parsed > 500);
}
