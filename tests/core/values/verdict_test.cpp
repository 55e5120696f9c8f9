#include "core/values/verdict.h"

#include <string>

#include <doctest/doctest.h>

using namespace datavault;

namespace {

Field typed(ValueType type) {
  Field field;
  field.code = "F-1";
  field.value_type = type;
  const bool has_options = type == ValueType::choice || type == ValueType::multi_choice;
  if (has_options) {
    field.options = {{"a", "Label A"},    {"b", "B"},      {"7", "Seven"},
                     {"07", "Old seven"}, {"true", "Yes"}, {"2024-02-29", "Leap day"}};
  }
  return field;
}

Field measured(std::optional<std::string> unit, std::optional<int64_t> decimals = std::nullopt) {
  Field field = typed(ValueType::number);
  field.unit = std::move(unit);
  field.decimals = decimals;
  return field;
}

Value stored(const std::string& text, std::optional<std::string> unit = std::nullopt) {
  Value value;
  value.field.value = "u1";
  value.entity.value = 3;
  value.period = "2024";
  value.value = text;
  value.unit = std::move(unit);
  value.status = "APPROVED";
  return value;
}

constexpr ValueType kNumber = ValueType::number;
constexpr ValueType kBoolean = ValueType::boolean;
constexpr ValueType kText = ValueType::text;
constexpr ValueType kDate = ValueType::date;
constexpr ValueType kChoice = ValueType::choice;
constexpr ValueType kMulti = ValueType::multi_choice;
constexpr const char* kFails = nullptr;

}  // namespace

TEST_CASE("verdict: every type read as every type") {
  struct Case {
    ValueType from;
    ValueType to;
    std::string text;
    const char* reads;  // null: it fails
  };
  const Case cases[] = {
      {kNumber, kNumber, "12.5", "12.5"},
      {kNumber, kNumber, "x", kFails},
      {kNumber, kBoolean, "1", kFails},
      {kNumber, kBoolean, "0", kFails},
      {kNumber, kText, "12.5", "12.5"},
      {kNumber, kDate, "2024", kFails},
      {kNumber, kDate, "20240229", kFails},
      {kNumber, kChoice, "7", "7"},
      {kNumber, kChoice, "8", kFails},
      {kNumber, kMulti, "7", "7"},
      {kNumber, kMulti, "8", kFails},

      {kBoolean, kNumber, "true", kFails},
      {kBoolean, kBoolean, "true", "true"},
      {kBoolean, kBoolean, "false", "false"},
      {kBoolean, kText, "true", "true"},
      {kBoolean, kDate, "true", kFails},
      {kBoolean, kChoice, "true", "true"},
      {kBoolean, kChoice, "false", kFails},
      {kBoolean, kMulti, "true", "true"},
      {kBoolean, kMulti, "false", kFails},

      {kText, kNumber, "12", "12"},
      {kText, kNumber, "+1.50e2", "150"},
      {kText, kNumber, "1,000", kFails},
      {kText, kNumber, " 12", kFails},
      {kText, kNumber, "12 t", kFails},
      {kText, kNumber, "", kFails},
      {kText, kNumber, "n/a", kFails},
      {kText, kBoolean, "true", "true"},
      {kText, kBoolean, "yes", kFails},
      {kText, kBoolean, "True", kFails},
      {kText, kBoolean, "1", kFails},
      {kText, kBoolean, "", kFails},
      {kText, kText, " any text\n", " any text\n"},
      {kText, kText, "", ""},
      {kText, kDate, "2024-02-29", "2024-02-29"},
      {kText, kDate, "2023-02-29", kFails},
      {kText, kDate, "29.02.2024", kFails},
      {kText, kDate, "2024-02-29 ", kFails},
      {kText, kDate, "2024", kFails},
      {kText, kChoice, "a", "a"},
      {kText, kChoice, "A", kFails},
      {kText, kChoice, "Label A", kFails},
      {kText, kChoice, "", kFails},
      {kText, kMulti, "b|a", "a|b"},
      {kText, kMulti, "a, b", kFails},
      {kText, kMulti, "a|", kFails},
      {kText, kMulti, "", kFails},

      {kDate, kNumber, "2024-02-29", kFails},
      {kDate, kBoolean, "2024-02-29", kFails},
      {kDate, kText, "2024-02-29", "2024-02-29"},
      {kDate, kDate, "2024-02-29", "2024-02-29"},
      {kDate, kChoice, "2024-02-29", "2024-02-29"},
      {kDate, kChoice, "2024-03-01", kFails},
      {kDate, kMulti, "2024-02-29", "2024-02-29"},

      {kChoice, kNumber, "7", "7"},
      {kChoice, kNumber, "07", kFails},
      {kChoice, kNumber, "a", kFails},
      {kChoice, kBoolean, "true", "true"},
      {kChoice, kBoolean, "a", kFails},
      {kChoice, kText, "a", "a"},
      {kChoice, kDate, "2024-02-29", "2024-02-29"},
      {kChoice, kDate, "a", kFails},
      {kChoice, kChoice, "a", "a"},
      {kChoice, kChoice, "gone", kFails},
      {kChoice, kMulti, "a", "a"},
      {kChoice, kMulti, "gone", kFails},

      {kMulti, kNumber, "7", "7"},
      {kMulti, kNumber, "7|a", kFails},
      {kMulti, kBoolean, "true", "true"},
      {kMulti, kBoolean, "a|b", kFails},
      {kMulti, kText, "a|b", "a|b"},
      {kMulti, kDate, "2024-02-29", "2024-02-29"},
      {kMulti, kChoice, "a", "a"},
      {kMulti, kChoice, "a|b", kFails},
      {kMulti, kChoice, "", kFails},
      {kMulti, kMulti, "a|b", "a|b"},
      {kMulti, kMulti, "a|gone", kFails},
      {kMulti, kMulti, "", ""},
  };
  bool seen[6][6] = {};
  for (const Case& c : cases) {
    seen[static_cast<int>(c.from)][static_cast<int>(c.to)] = true;
    const Field from = typed(c.from);
    const Field to = typed(c.to);
    const Value value = stored(c.text);
    const std::string what = std::string(to_text(c.from)) + " as " + std::string(to_text(c.to));
    CAPTURE(what);
    CAPTURE(c.text);
    CHECK(type_verdict(value, from, to) == (c.reads ? Verdict::exact : Verdict::failing));
    const auto converted = convert_value(value, from, to);
    REQUIRE(converted.ok() == (c.reads != nullptr));
    if (!c.reads) {
      CHECK_FALSE(converted.error().message.empty());
      continue;
    }
    Value expected = value;
    expected.value = c.reads;
    CHECK(*converted == expected);
  }
  for (const auto& row : seen) {
    for (const bool is_seen : row) CHECK(is_seen);
  }
}

TEST_CASE("verdict: units, with what the value reads as") {
  struct Case {
    std::string name;
    const char* number;
    std::optional<std::string> own, from, to;
    std::optional<int64_t> decimals;
    Verdict verdict;
    const char* reads;
  };
  const Case cases[] = {
      {"no unit at all", "1.5", {}, {}, {}, {}, Verdict::exact, "1.5"},
      {"no unit, fewer decimals", "1.25", {}, {}, {}, 1, Verdict::rounded, "1.2"},
      {"the same unit", "1.5", {}, "t", "t", {}, Verdict::exact, "1.5"},
      {"exact", "1.5", {}, "t", "kg", {}, Verdict::exact, "1500"},
      {"its own unit goes before the field's", "1.5", "kg", "t", "g", {}, Verdict::exact, "1500"},
      {"its own unit is the new one", "1.5", "kg", "t", "kg", {}, Verdict::exact, "1.5"},
      {"its own unit where the field had none", "1.5", "t", {}, "kg", {}, Verdict::exact, "1500"},
      {"does not end", "1", {}, "MJ", "kWh", 3, Verdict::rounded, "0.278"},
      {"rounded to decimals", "1234", {}, "kg", "t", 2, Verdict::rounded, "1.23"},
      {"fits decimals", "1230", {}, "kg", "t", 2, Verdict::exact, "1.23"},
      {"same label", "1.5", {}, "Tonnes", "Tonnes", {}, Verdict::exact, "1.5"},
      {"another label", "1.5", {}, "Tonnes", "tonnes", {}, Verdict::failing, kFails},
      {"label to a unit", "1.5", {}, "Tonnes", "t", {}, Verdict::failing, kFails},
      {"another quantity", "1.5", {}, "MWh", "t", {}, Verdict::failing, kFails},
      {"another currency", "1.5", {}, "EUR", "USD", {}, Verdict::failing, kFails},
      {"another substance", "1.5", {}, "t{CH4}", "t{CO2e}", {}, Verdict::failing, kFails},
      {"a unit to none", "1.5", {}, "t", {}, {}, Verdict::failing, kFails},
      {"none to a unit", "1.5", {}, {}, "t", {}, Verdict::failing, kFails},
      {"none to a count", "1.5", {}, {}, "1", {}, Verdict::failing, kFails},
      {"no number", "x", {}, "t", "kg", {}, Verdict::failing, kFails},
      {"too large",
       "9999999999999999999999999999999999999999",
       {},
       "t",
       "kg",
       {},
       Verdict::failing,
       kFails},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    const Field from = measured(c.from);
    const Field to = measured(c.to, c.decimals);
    const Value value = stored(c.number, c.own);
    CHECK(unit_verdict(value, from, to) == c.verdict);
    const auto converted = convert_value(value, from, to);
    REQUIRE(converted.ok() == (c.reads != nullptr));
    if (!c.reads) continue;
    Value expected = value;
    expected.value = c.reads;
    expected.unit = c.to;
    CHECK(*converted == expected);
  }
}

TEST_CASE("verdict: a text becomes a measured number only with a unit of its own") {
  const Field to = measured("t", 1);
  CHECK(type_verdict(stored("12"), typed(kText), to) == Verdict::exact);
  CHECK(unit_verdict(stored("12"), typed(kText), to) == Verdict::failing);
  const auto converted = convert_value(stored("12", "kg"), typed(kText), to);
  REQUIRE(converted.ok());
  CHECK(converted->value == "0");
  CHECK(unit_verdict(stored("12", "kg"), typed(kText), to) == Verdict::rounded);
}

TEST_CASE("verdict: a number that becomes text loses its unit, no verdict is about it") {
  const auto converted = convert_value(stored("12", "kg"), measured("t"), typed(kText));
  REQUIRE(converted.ok());
  CHECK(converted->value == "12");
  CHECK_FALSE(converted->unit.has_value());
  CHECK(unit_verdict(stored("12", "kg"), measured("t"), typed(kText)) == Verdict::exact);
}

TEST_CASE("verdict: reasons are sentences") {
  const auto reason = [](const Value& value, const Field& from, const Field& to) {
    return convert_value(value, from, to).error().message;
  };
  CHECK(reason(stored("yes"), typed(kText), typed(kBoolean)) ==
        "\"yes\" is neither true nor false.");
  CHECK(reason(stored("gone"), typed(kChoice), typed(kChoice)) ==
        "\"gone\" is none of the options.");
  CHECK(reason(stored(std::string(500, 'x')), typed(kText), typed(kNumber)) ==
        "The text is no number.");
  CHECK(reason(stored("1"), measured("EUR"), measured("USD")) ==
        "EUR does not convert to USD: currencies have no fixed rate.");
  CHECK(reason(stored("1"), measured("t"), measured({})) ==
        "The value is in t, the field has no unit.");
  CHECK(reason(stored("1"), measured({}), measured("m3")) ==
        "The value has no unit, so it does not convert to m³.");
}

TEST_CASE("verdict: the worse of two") {
  CHECK(worse(Verdict::exact, Verdict::rounded) == Verdict::rounded);
  CHECK(worse(Verdict::failing, Verdict::rounded) == Verdict::failing);
  CHECK(worse(Verdict::exact, Verdict::exact) == Verdict::exact);
}

TEST_CASE("verdict: days of the calendar") {
  for (const char* day : {"2024-02-29", "2000-02-29", "2023-12-31", "1000-01-01", "9999-12-31"}) {
    CAPTURE(day);
    CHECK(is_calendar_day(day));
  }
  for (const char* text : {"", "2024-2-29", "2024-13-01", "2024-00-10", "2024-04-31", "1900-02-29",
                           "2024-01-00", "0999-01-01", "2024/01/01", "2024-01-0x", "2024-01-011"}) {
    CAPTURE(text);
    CHECK_FALSE(is_calendar_day(text));
  }
}
