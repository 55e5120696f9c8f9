#include <doctest/doctest.h>

#include "server/app/audit_log.h"
#include "server/app/reporting_rows.h"
#include "server/app/texts.h"
#include "server/app/value_check.h"
#include "server/base/clock.h"

namespace datavault {

TEST_CASE("redacted: secrets at any depth, taken out") {
  const Json payload = {{"email", "a@b.c"},
                        {"password", "secret"},
                        {"more", Json::array({{{"API_TOKEN", "x"}, {"name", "kept"}}})}};
  const Json result = redacted(payload);
  CHECK(result["email"] == "a@b.c");
  CHECK(result["password"] == "[redacted]");
  CHECK(result["more"][0]["API_TOKEN"] == "[redacted]");
  CHECK(result["more"][0]["name"] == "kept");
}

TEST_CASE("redacted: long texts and lists, stand as their size") {
  const Json result =
      redacted({{"content", std::string(1000, 'x')}, {"ids", Json(std::vector<int>(100))}});
  CHECK(result["content"]["bytes"] == 1000);
  CHECK(result["content"]["digest"].get<std::string>().starts_with("sha256:"));
  CHECK(result["ids"]["items"] == 100);
}

TEST_CASE("iso_time: to text and back") {
  CHECK(iso_time(0) == "1970-01-01T00:00:00.000Z");
  CHECK(iso_time(1750000000123) == "2025-06-15T15:06:40.123Z");
  CHECK(millis_from_iso("2025-06-15T15:06:40.123Z") == 1750000000123);
  CHECK(millis_from_iso("yesterday") == 0);
}

TEST_CASE("checked_value: what a field of each type takes") {
  struct Case {
    const char* name;
    ValueType type;
    const char* text;
    const char* stored;  // null: refused
  };
  const Case cases[] = {
      {"number", ValueType::number, "0012.50", "12.5"},
      {"number with blanks around", ValueType::number, " 7 ", "7"},
      {"number with a comma", ValueType::number, "1,5", nullptr},
      {"no number", ValueType::number, "many", nullptr},
      {"boolean", ValueType::boolean, "Yes", "true"},
      {"no boolean", ValueType::boolean, "maybe", nullptr},
      {"date", ValueType::date, "2024-02-29", "2024-02-29"},
      {"no day of the calendar", ValueType::date, "2023-02-29", nullptr},
      {"choice", ValueType::choice, "b", "b"},
      {"no option", ValueType::choice, "c", nullptr},
      {"two options for one choice", ValueType::choice, "a|b", nullptr},
      {"choices in any order", ValueType::multi_choice, "b|a|b", "a|b"},
      {"one choice is none", ValueType::multi_choice, "a|c", nullptr},
      {"text", ValueType::text, "Größe", "Größe"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    Field field;
    field.value_type = c.type;
    field.options = {{"a", "A"}, {"b", "B"}};
    const auto value = checked_value(field, c.text);
    CHECK(value.ok() == (c.stored != nullptr));
    if (value.ok() && c.stored) CHECK(*value == c.stored);
  }
}

TEST_CASE("checked_value: a computed field, takes none") {
  Field field;
  field.computed = Computation{"1", "1", {}};
  CHECK_FALSE(checked_value(field, "1").ok());
}

TEST_CASE("is_period: years, quarters and months") {
  for (const char* good : {"2024", "2024-Q1", "2024-Q4", "2024-01", "2024-12"}) {
    CAPTURE(good);
    CHECK(is_period(good));
  }
  for (const char* bad :
       {"", "24", "2024-", "2024-Q5", "2024-13", "2024-00", "2024-1", "2024-Q12", "20x4"}) {
    CAPTURE(bad);
    CHECK_FALSE(is_period(bad));
  }
}

TEST_CASE("ascii_slug: names in several scripts") {
  CHECK(ascii_slug("Acme & Söhne AG") == "acme-sohne-ag");
  CHECK(ascii_slug("株式会社") == "company");
}

TEST_CASE("rows: JSON and CSV, the same cells") {
  const std::vector<std::string_view> known{"code", "value"};
  const auto json = rows_from_json(
      Json::parse(R"([{"code":"A","value":1.5},{"code":"B","value":null}])"), "values", known);
  const auto csv = rows_from_csv("code;value\r\nA;1.5\r\nB;\r\n", known);
  REQUIRE(json.ok());
  REQUIRE(csv.ok());
  REQUIRE(json->size() == 2);
  REQUIRE(csv->size() == 2);
  for (size_t i = 0; i < 2; ++i) CHECK((*json)[i].cells == (*csv)[i].cells);
  CHECK((*csv)[1].where == "row 3");
}

TEST_CASE("rows: what does not fit, names its place") {
  const std::vector<std::string_view> known{"code", "value"};
  CHECK(rows_from_csv("code,vlaue\nA,1\n", known).error().where == "row 1");
  CHECK(rows_from_csv("code,value\nA,1\nB\n", known).error().where == "row 3");
  CHECK(rows_from_json(Json::parse(R"({"values":[{"code":"A"},{"cod":"B"}]})"), "values", known)
            .error()
            .where == "values[1]");
  CHECK_FALSE(rows_from_json(Json::array(), "values", known).ok());
}

}  // namespace datavault
