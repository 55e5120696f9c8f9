#include "core/import/document_import.h"

#include <string>

#include <doctest/doctest.h>

#include "core/base/json.h"
#include "tests/support/shared_data.h"

using namespace datavault;

namespace {

const std::string kGood = R"({
  "schema": "datavault.framework/1", "key": "ghg", "name": "GHG", "description": "D", "notes": "N",
  "topics": [{"code": "S1", "name": "Scope 1"},
             {"code": "S1.ST", "name": "Stationary", "parent": "S1"}],
  "fields": [
    {"code": "A", "name": "Fuel", "description": "x", "topic": "S1.ST", "value_type": "NUMBER",
     "unit": "t{CO2e}", "decimals": 2, "required": true, "entity_aggregation": "SUM",
     "time_aggregation": "LAST", "frequency": "MONTHLY", "translations": {"de": "Brennstoff"},
     "references": {"esrs": "E1-6"}, "uid": "u1"},
    {"code": "T", "name": "Total", "value_type": "NUMBER", "expression": "A + B",
     "variables": {"A": {"field": "A"},
                   "B": {"field": "X", "framework": "other", "coefficient": "0.5"}}},
    {"code": "M", "name": "Method", "value_type": "CHOICE", "unit": null,
     "options": [{"code": "loc", "label": "Location"}, {"code": "mkt"}]}],
  "lineage": [{"kind": "SPLIT", "from": "OLD", "to": ["A", "T"]}]})";

/// The good document with one member of it replaced.
std::string with(const std::string& pointer, const std::string& value) {
  Json json = *parse_json(kGood);
  json[Json::json_pointer(pointer)] = *parse_json(value);
  return json.dump();
}

}  // namespace

TEST_CASE("read_framework_document: everything that a document may say, in its place") {
  const DraftResult result = read_framework_document(kGood);
  REQUIRE(result.errors.empty());
  const FrameworkDraft& draft = result.draft;
  CHECK(draft.key == "ghg");
  CHECK(draft.name == "GHG");
  CHECK(draft.description == "D");
  CHECK(draft.notes == "N");
  CHECK(draft.content.topics ==
        std::vector<Topic>{{"S1", "Scope 1", ""}, {"S1.ST", "Stationary", "S1"}});
  const Field& fuel = draft.content.fields.at(0);
  CHECK(fuel.uid.value == "u1");
  CHECK(fuel.topic == "S1.ST");
  CHECK(fuel.unit == "t{CO2e}");
  CHECK(fuel.decimals == 2);
  CHECK(fuel.required);
  CHECK(fuel.entity_aggregation == Aggregation::sum);
  CHECK(fuel.time_aggregation == Aggregation::last);
  CHECK(fuel.frequency == Frequency::monthly);
  CHECK(fuel.translations.at("de") == "Brennstoff");
  CHECK(fuel.references.at("esrs") == "E1-6");
  CHECK(!fuel.computed);
  const Field& total = draft.content.fields.at(1);
  REQUIRE(total.computed);
  CHECK(total.computed->multiplier == "1");
  CHECK(total.computed->variables.at("A") == VariableMapping{"", {"A"}, "1"});
  CHECK(total.computed->variables.at("B") == VariableMapping{"other", {"X"}, "0.5"});
  CHECK(total.uid.empty());
  CHECK(total.entity_aggregation == Aggregation::none);
  CHECK(total.frequency == Frequency::annual);
  CHECK(draft.content.fields.at(2).options ==
        std::vector<Option>{{"loc", "Location"}, {"mkt", "mkt"}});
  CHECK(!draft.content.fields.at(2).unit);
  CHECK(draft.lineage ==
        std::vector<DraftLineage>{{LineageEntry::Kind::split, {"OLD"}, {"A", "T"}}});
}

TEST_CASE("read_framework_document: one mistake each, named by its place") {
  struct Row {
    const char* name;
    std::string text;
    const char* where;
    const char* message;  // a part of it
  };
  const Row rows[] = {
      {"no JSON", "{\"schema\":\n oops}", "line 2, column 2", "not valid JSON"},
      {"a list", "[]", "", "object"},
      {"no schema", with("/schema", "null"), "schema", "datavault.framework/1"},
      {"another schema", with("/schema", "\"datavault.framework/2\""), "schema", "framework/2"},
      {"key with capitals", with("/key", "\"My Key\""), "key", "small letters"},
      {"no name", with("/name", "\" \""), "name", "needed"},
      {"no fields", with("/fields", "null"), "fields", "needed"},
      {"fields no list", with("/fields", "{}"), "fields", "list"},
      {"unknown key", with("/feilds", "[]"), "feilds", "misspelt"},
      {"unknown key of a field", with("/fields/0/units", "\"t\""), "fields[0] A, units",
       "misspelt"},
      {"field no object", with("/fields/1", "7"), "fields[1]", "object"},
      {"no code", with("/fields/2/code", "null"), "fields[2], code", "needed"},
      {"no value type", with("/fields/0/value_type", "null"), "fields[0] A, value_type", "needed"},
      {"unknown value type", with("/fields/0/value_type", "\"MONEY\""), "fields[0] A, value_type",
       "\"MONEY\" is none of NUMBER"},
      {"unit no text", with("/fields/0/unit", "7"), "fields[0] A, unit", "text"},
      {"decimals no whole number", with("/fields/0/decimals", "2.5"), "fields[0] A, decimals",
       "whole number"},
      {"required no boolean", with("/fields/0/required", "\"yes\""), "fields[0] A, required",
       "true or false"},
      {"translation no text", with("/fields/0/translations/fr", "1"),
       "fields[0] A, translations.fr", "text"},
      {"option without code", with("/fields/2/options/1", "{\"label\": \"x\"}"),
       "fields[2] M, options[1], code", "needed"},
      {"multiplier a number", with("/fields/1/multiplier", "1.5"), "fields[1] T, multiplier",
       "text in quotes"},
      {"multiplier no decimal", with("/fields/1/multiplier", "\"1,5\""), "fields[1] T, multiplier",
       "such as 1.5"},
      {"multiplier without expression", with("/fields/0/multiplier", "\"2\""),
       "fields[0] A, multiplier", "expression"},
      {"variable without field", with("/fields/1/variables/A", "{}"),
       "fields[1] T, variables.A, field", "needed"},
      {"unknown key of a variable", with("/fields/1/variables/A/factor", "\"2\""),
       "fields[1] T, variables.A, factor", "misspelt"},
      {"unknown key of a topic", with("/topics/1/title", "\"x\""), "topics[1] S1.ST, title",
       "misspelt"},
      {"unknown kind of lineage", with("/lineage/0/kind", "\"MOVED\""), "lineage[0], kind",
       "\"MOVED\" is none of"},
      {"lineage without from", with("/lineage/0/from", "[]"), "lineage[0], from", "not empty"},
      {"split to one", with("/lineage/0/to", "\"A\""), "lineage[0]", "two or more"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const DraftResult result = read_framework_document(row.text);
    std::string all;
    for (const Error& error : result.errors) all += error.where + ": " + error.message + "\n";
    CAPTURE(all);
    REQUIRE(result.errors.size() == 1);
    CHECK(result.errors[0].where == row.where);
    CHECK_MESSAGE(result.errors[0].message.find(row.message) != std::string::npos,
                  result.errors[0].message);
  }
}

TEST_CASE("read_framework_document: many mistakes, all listed up to the limit") {
  Json json = *parse_json(kGood);
  json["fields"][0]["unit"] = 7;
  json["fields"][1]["colour"] = "red";
  json["topics"][0].erase("name");
  CHECK(read_framework_document(json.dump()).errors.size() == 3);
  json["fields"] = Json::array();
  for (int i = 0; i < 500; ++i) json["fields"].push_back({{"code", "x"}});
  CHECK(read_framework_document(json.dump()).errors.size() == kMaxImportErrors);
}

TEST_CASE("read_framework_document: the example in the docs is one") {
  const std::string page = test::source_file("docs/framework-document.md");
  const size_t begin = page.find("```json\n") + 8;
  const std::string example = page.substr(begin, page.find("\n```", begin) - begin);
  const DraftResult result = read_framework_document(example);
  for (const Error& error : result.errors) FAIL(error.where << ": " << error.message);
  CHECK(result.draft.content.fields.size() == 3);
}
