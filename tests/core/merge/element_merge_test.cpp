#include "core/merge/element_merge.h"

#include <doctest/doctest.h>

namespace datavault {
namespace {

Json options(const char* codes) {
  Json list = Json::array();
  for (const char* at = codes; *at != '\0'; ++at) {
    // A capital letter is the same option with another label.
    const bool is_changed = *at >= 'A' && *at <= 'Z';
    const char code = is_changed ? static_cast<char>(*at - 'A' + 'a') : *at;
    list.push_back({{"code", std::string(1, code)}, {"label", is_changed ? "new" : "old"}});
  }
  return list;
}

std::string codes(const Json& list) {
  std::string text;
  for (const Json& option : list) {
    const char code = option["code"].get<std::string>()[0];
    text += option["label"] == "new" ? static_cast<char>(code - 'a' + 'A') : code;
  }
  return text;
}

}  // namespace

TEST_CASE("elements: options merge by code") {
  struct Row {
    const char* name;
    const char *base, *tenant, *master, *tenant_wins, *master_wins;
  };
  const Row rows[] = {
      {"each adds one at the end", "ab", "abx", "aby", "abxy", "abxy"},
      {"in between", "ab", "axb", "ayb", "axyb", "axyb"},
      {"one removes, the other adds", "abc", "ac", "abcd", "acd", "acd"},
      {"labels of different ones", "ab", "Ab", "aB", "AB", "AB"},
      {"one moves, the other adds", "abc", "cab", "abcd", "cdab", "cdab"},
      {"both remove the same", "abc", "ab", "bc", "b", "b"},
      {"one removes what the other changes", "ab", "b", "Ab", "b", "Ab"},
      {"both move, differently", "abc", "bac", "acb", "bac", "acb"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const MergedAttribute merged = merge_attribute(Attribute::options, options(row.base),
                                                   options(row.tenant), options(row.master));
    CHECK(codes(merged.tenant_wins) == row.tenant_wins);
    CHECK(codes(merged.master_wins) == row.master_wins);
    CHECK(merged.clash == (std::string(row.tenant_wins) != row.master_wins));
  }
}

TEST_CASE("elements: every combination of small values obeys the laws") {
  struct Universe {
    const char* name;
    Attribute attribute;
    std::vector<Json> values;
  };
  std::vector<Json> lists, objects;
  for (const char* text : {"", "a", "A", "b", "ab", "ba", "Ab", "aB", "abc", "cab", "bca", "acb"}) {
    lists.push_back(options(text));
  }
  for (const char* de : {"", "x", "y"}) {
    for (const char* fr : {"", "x", "y"}) {
      Json object = Json::object();
      if (*de) object["de"] = de;
      if (*fr) object["fr"] = fr;
      objects.push_back(std::move(object));
    }
  }
  const Universe universes[] = {
      {"options", Attribute::options, lists},
      {"translations", Attribute::translations, objects},
      {"texts", Attribute::description, {"", "x", "y"}},
      {"nothing or something", Attribute::unit, {nullptr, "t", "kg"}},
  };
  for (const Universe& universe : universes) {
    CAPTURE(universe.name);
    for (const Json& b : universe.values) {
      for (const Json& t : universe.values) {
        REQUIRE(merge_attribute(universe.attribute, b, t, b).tenant_wins == t);
        REQUIRE(merge_attribute(universe.attribute, b, b, t).tenant_wins == t);
        REQUIRE(merge_attribute(universe.attribute, b, t, t).tenant_wins == t);
        for (const Json& m : universe.values) {
          const MergedAttribute one = merge_attribute(universe.attribute, b, t, m);
          const MergedAttribute other = merge_attribute(universe.attribute, b, m, t);
          REQUIRE(one.tenant_wins == other.master_wins);
          REQUIRE(one.master_wins == other.tenant_wins);
          REQUIRE(one.clash == other.clash);
          if (!one.clash) REQUIRE(one.tenant_wins == one.master_wins);
        }
      }
    }
  }
}

}  // namespace datavault
