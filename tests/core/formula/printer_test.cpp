#include "core/formula/printer.h"

#include <string>

#include <doctest/doctest.h>

#include "core/formula/parser.h"
#include "tests/core/formula/random_formula.h"

using namespace datavault;

TEST_CASE("printer: canonical texts") {
  struct Case {
    const char* name;
    const char* text;
    const char* expected;
  };
  const Case cases[] = {
      {"spaces", "A+B *C", "A + B * C"},
      {"needless parentheses go", "((A+(B*C)))", "A + B * C"},
      {"needed parentheses stay", "(A+B)*C", "(A + B) * C"},
      {"right operand of a difference", "A-(B-C)", "A - (B - C)"},
      {"right operand of a sum, which rounds otherwise", "A+(B+C)", "A + (B + C)"},
      {"right operand of a division", "A/(B*C)", "A / (B * C)"},
      {"sign of a sum", "-(A+B)", "-(A + B)"},
      {"sign of a variable in a product", "(-A)*B", "-A * B"},
      {"sign of a product", "-(A*B)", "-(A * B)"},
      {"two signs", "-(-A)", "--A"},
      {"minus negative", "A-(-B)", "A - -B"},
      {"comparisons in each other", "(A<B)=(C>=D)", "(A < B) = (C >= D)"},
      {"comparison in a sum", "1+(A<B)", "1 + (A < B)"},
      {"spellings of equality", "IF(A==B,A!=B,0)", "IF(A = B, A <> B, 0)"},
      {"function names", "round(avg(A,B),2)", "ROUND(AVG(A, B), 2)"},
      {"numbers", "1.50+.5+1e3+0.0001", "1.5 + 0.5 + 1000 + 0.0001"},
      {"large and small numbers", "1e300+12e-10+1e21+0", "1e300 + 12e-10 + 1e21 + 0"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    const Result<Formula> formula = parse_formula(c.text);
    REQUIRE(formula.ok());
    CHECK(print_formula(*formula) == c.expected);
    CHECK(*parse_formula(print_formula(*formula)) == *formula);
  }
}

TEST_CASE("printer: random formulas, what is printed reads back as the same and prints the same") {
  Lcg random(11);
  int checked = 0;
  for (int i = 0; i < 5000; ++i) {
    const Result<Formula> formula = parse_formula(random_tree(random, 5).text());
    if (!formula.ok()) continue;  // longer than allowed
    ++checked;
    const std::string printed = print_formula(*formula);
    const Result<Formula> again = parse_formula(printed);
    if (!again.ok() || !(*again == *formula) || print_formula(*again) != printed) FAIL(printed);
  }
  CHECK(checked > 4500);
}
