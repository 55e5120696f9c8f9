#include "server/cli/pairs.h"

#include <doctest/doctest.h>

namespace datavault::cli {

TEST_CASE("pairs: several forms, one map") {
  using Pairs = std::map<std::string, std::string>;
  struct Case {
    const char* name;
    std::vector<std::string> arguments;
    SplitAt split;
    Pairs expected;
  };
  const std::vector<Case> cases{
      {"one argument",
       {"code=ID,name=Title"},
       SplitAt::first_equals,
       {{"code", "ID"}, {"name", "Title"}}},
      {"several arguments",
       {"code=ID", "name=Title"},
       SplitAt::first_equals,
       {{"code", "ID"}, {"name", "Title"}}},
      {"a comma in a name",
       {"name=Title, long,code=ID"},
       SplitAt::first_equals,
       {{"name", "Title, long"}, {"code", "ID"}}},
      {"an equals sign in a source text",
       {"a=b=TEXT,*=TEXT"},
       SplitAt::last_equals,
       {{"a=b", "TEXT"}, {"*", "TEXT"}}},
      {"an empty value", {"none="}, SplitAt::last_equals, {{"none", ""}}},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    const auto pairs = read_pairs(c.arguments, c.split);
    REQUIRE(pairs.ok());
    CHECK(*pairs == c.expected);
  }
  CHECK_FALSE(read_pairs({"nothing"}, SplitAt::first_equals).ok());
}

}  // namespace datavault::cli
