#include "core/base/text.h"

#include <doctest/doctest.h>

#include "core/base/mint.h"

using namespace datavault;

TEST_CASE("first_invalid_utf8: every kind of mistake, its first byte") {
  struct Row {
    const char* name;
    std::string text;
    std::optional<size_t> place;
  };
  const Row rows[] = {
      {"empty", "", std::nullopt},
      {"all lengths", "a\u00e9\u4e2d\U0001F600", std::nullopt},
      {"first and last of each length", "\x7F\u0080\u07FF\u0800\uFFFF\U00010000\U0010FFFF",
       std::nullopt},
      {"lone continuation", "ab\x80", 2},
      {"cut off", "ab\xE4\xB8", 2},
      {"overlong slash", "\xC0\xAF", 0},
      {"overlong in three bytes", "x\xE0\x80\xAF", 1},
      {"overlong in four bytes", "x\xF0\x80\x80\xAF", 1},
      {"surrogate", "\xED\xA0\x80", 0},
      {"beyond U+10FFFF", "\xF4\x90\x80\x80", 0},
      {"never a byte of UTF-8", "a\xFF", 1},
      {"Latin-1", "caf\xE9 x", 3},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(first_invalid_utf8(row.text) == row.place);
  }
}

TEST_CASE("trim: white space of every kind, at the ends only") {
  CHECK(trim("  a b \t\r\n") == "a b");
  CHECK(trim("\u00a0") == "");
  CHECK(trim(" \u00a0 a\u00a0b \u00a0\u2003\u3000") == "a\u00a0b");
  CHECK(trim("\ufeffx\u200b") == "x");
  CHECK(trim("\u00e0") == "\u00e0");  // ends in the byte 0xA0, as NBSP does
  CHECK(trim("") == "");
}

TEST_CASE("place_of: lines of every ending and columns in characters") {
  const std::string text = "a\r\n\u4e2d\u4e2db\rc\nd";
  CHECK(to_text(place_of(text, 0)) == "line 1, column 1");
  CHECK(to_text(place_of(text, text.find('b'))) == "line 2, column 3");
  CHECK(to_text(place_of(text, text.find('c'))) == "line 3, column 1");
  CHECK(to_text(place_of(text, text.size() - 1)) == "line 4, column 1");
  CHECK(to_text(place_of(text, 999)) == "line 4, column 2");
}

TEST_CASE("split_trimmed: separators of any kind, empty parts left out") {
  CHECK(split_trimmed("A | B|C", "|") == std::vector<std::string>{"A", "B", "C"});
  CHECK(split_trimmed(" | \u00a0 |x", "|") == std::vector<std::string>{"x"});
  CHECK(split_trimmed("a\nb|c", "|\n") == std::vector<std::string>{"a", "b", "c"});
  CHECK(split_trimmed("", "|").empty());
}

TEST_CASE("slug_of: names as people write them") {
  struct Row {
    const char* name;
    const char* slug;
  };
  const Row rows[] = {
      {"Data Date", "data-date"},
      {"Scope 1 and 2 GHG emissions (CO\u2082e) [t]", "scope-1-and-2-ghg-emissions-co2e-t"},
      {"Wasser (m\u00b3) \u2013 St\u00e4dte & Stra\u00dfen", "wasser-m3-stadte-strasen"},
      {"  ---  ", ""},
      {"\u00c9nergie \u00c0 l\u2019\u0153uvre", "energie-a-l-ouvre"},
      {"\u0412\u044b\u0431\u0440\u043e\u0441\u044b 2",
       "\u0412\u044b\u0431\u0440\u043e\u0441\u044b-2"},
      {"\u6e29\u5ba4\u3001\u6c14\u4f53", "\u6e29\u5ba4-\u6c14\u4f53"},
      {"Percent\u00adage", "percentage"},
      {"e\u0301t\u00e9", "ete"},
      {"S1-1_07", "s1-1-07"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(slug_of(row.name) == row.slug);
  }
}

TEST_CASE("slug_of: long names, cut at a word and still apart") {
  const std::string base =
      "Disclosure of the methodology and the significant assumptions behind the estimation of ";
  const std::string one = slug_of(base + "energy"), two = slug_of(base + "water");
  CHECK(one.size() <= 80);
  CHECK(one != two);
  CHECK(
      one.starts_with("disclosure-of-the-methodology-and-the-significant-assumptions-behind-the-"));
  CHECK(slug_of(base + "energy") == one);
  std::string wide;
  for (int i = 0; i < 100; ++i) wide += "\u4e2d";
  CHECK(is_valid_utf8(slug_of(wide)));
  CHECK(slug_of(wide).size() <= 80);
}

TEST_CASE("take_unique_code: taken codes, numbered from 2") {
  std::set<std::string> taken{"a-2"};
  CHECK(take_unique_code(taken, "a") == "a");
  CHECK(take_unique_code(taken, "a") == "a-3");
  CHECK(take_unique_code(taken, "a") == "a-4");
}

TEST_CASE("mint_field_uid: the same for the same input, another for any other") {
  const FieldUid uid = mint_field_uid("ghg v1", "S1");
  CHECK(uid == mint_field_uid("ghg v1", "S1"));
  CHECK(uid.value.size() == 25);
  CHECK(uid.value[0] == 'u');
  CHECK(!(uid == mint_field_uid("ghg v2", "S1")));
  CHECK(!(mint_field_uid("a b", "c") == mint_field_uid("a", "b c")));
}
