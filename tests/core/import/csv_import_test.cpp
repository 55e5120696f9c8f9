#include "core/import/csv_import.h"

#include <string>

#include <doctest/doctest.h>

using namespace datavault;

namespace {

/// The fields of a good source.
std::vector<Field> fields_of(const std::string& text, const CsvImportOptions& options = {}) {
  const DraftResult result = read_csv_framework(text, options);
  for (const Error& error : result.errors) FAIL(error.where << ": " << error.message);
  return result.draft.content.fields;
}

std::vector<std::string> codes_of(const std::string& text) {
  std::vector<std::string> codes;
  for (const Field& field : fields_of(text)) codes.push_back(field.code);
  return codes;
}

}  // namespace

TEST_CASE("read_csv_framework: every attribute, from the column that is mapped to it") {
  CsvImportOptions options;
  options.map = {{"code", "ID"},
                 {"name", "Label"},
                 {"description", "Help"},
                 {"topic", "Area"},
                 {"subtopic", "Sub"},
                 {"type", "Kind"},
                 {"unit", "Unit"},
                 {"options", "Choices"},
                 {"decimals", "Dec"},
                 {"required", "Must"},
                 {"frequency", "Freq"},
                 {"entity_aggregation", "Up"},
                 {"time_aggregation", "Over"},
                 {"references.xbrl", "XBRL"},
                 {"translations.de", "German"}};
  options.type_map = {{"Figure", "NUMBER"}, {"Pick", "choice"}};
  options.unit_map = {{"Tonnes", "t"}, {"n/a", ""}};
  const std::string text =
      "ID;Label;Help;Area;Sub;Kind;Unit;Choices;Dec;Must;Freq;Up;Over;XBRL;German;Ignored\r\n"
      "A-1; Emissions ;\"Two\nlines\";Environment;Climate;Figure;Tonnes;[0, INF];2;Yes;monthly;Sum;"
      "LAST;esrs:A;Emissionen;x\r\n"
      "A-2;Method;;Environment;\u00a0;Pick;n/a;Location based | Market|Other;;;;;;;;\r\n";
  const DraftResult result = read_csv_framework(text, options);
  REQUIRE(result.errors.empty());
  CHECK(result.draft.warnings.empty());
  CHECK(result.draft.content.topics ==
        std::vector<Topic>{{"environment", "Environment", ""},
                           {"environment.climate", "Climate", "environment"}});
  const Field& a = result.draft.content.fields.at(0);
  CHECK(a.code == "A-1");
  CHECK(a.name == "Emissions");
  CHECK(a.description == "Two\nlines");
  CHECK(a.topic == "environment.climate");
  CHECK(a.value_type == ValueType::number);
  CHECK(a.unit == "t");
  CHECK(a.options.empty());  // a range of numbers is no list of options
  CHECK(a.decimals == 2);
  CHECK(a.required);
  CHECK(a.frequency == Frequency::monthly);
  CHECK(a.entity_aggregation == Aggregation::sum);
  CHECK(a.time_aggregation == Aggregation::last);
  CHECK(a.references == std::map<std::string, std::string>{{"xbrl", "esrs:A"}});
  CHECK(a.translations == std::map<std::string, std::string>{{"de", "Emissionen"}});
  const Field& b = result.draft.content.fields.at(1);
  CHECK(b.topic == "environment");
  CHECK(b.value_type == ValueType::choice);
  CHECK(!b.unit);
  CHECK(!b.required);
  CHECK(b.options == std::vector<Option>{{"location-based", "Location based"},
                                         {"market", "Market"},
                                         {"other", "Other"}});
}

TEST_CASE("read_csv_framework: no map, columns named like attributes are taken") {
  const auto fields =
      fields_of("Code,Name,Value Type,Unit,Note\nA,Energy,NUMBER,MWh,x\nB,Text,text,,\n");
  CHECK(fields.at(0).code == "A");
  CHECK(fields.at(0).unit == "MWh");
  CHECK(fields.at(1).value_type == ValueType::text);
}

TEST_CASE("read_csv_framework: no type column, TEXT or what * says") {
  CHECK(fields_of("name\nA\n").at(0).value_type == ValueType::text);
  CsvImportOptions options;
  options.type_map = {{"*", "NUMBER"}};
  CHECK(fields_of("name\nA\n", options).at(0).value_type == ValueType::number);
}

TEST_CASE("read_csv_framework: types that * stands for, also empty ones") {
  CsvImportOptions options;
  options.type_map = {{"Yes/No", "BOOLEAN"}, {"*", "TEXT"}};
  const auto fields = fields_of("name,type\nA,Yes/No\nB,Date\nC,\n", options);
  CHECK(fields.at(0).value_type == ValueType::boolean);
  CHECK(fields.at(1).value_type == ValueType::text);
  CHECK(fields.at(2).value_type == ValueType::text);
}

TEST_CASE("read_csv_framework: the filter, exact text without white space around it") {
  CsvImportOptions options;
  options.filter = {{"abstract", "false"}, {"kind", ""}};
  const auto fields =
      fields_of("name,abstract,kind\nA,false,\nB,true,\nC, false ,\u00a0\nD,false,x\n", options);
  REQUIRE(fields.size() == 2);
  CHECK(fields[1].name == "C");
}

TEST_CASE("read_csv_framework: rows that cannot be read, errors naming row and column") {
  struct Row {
    const char* name;
    std::string text;
    std::vector<std::string> where;
    const char* message;  // a part of the first
  };
  const Row rows[] = {
      {"no name", "code,name\nA,Energy\nB,\u00a0\n", {"row 3, column name"}, "name is empty"},
      {"row behind a cell of two lines",
       "code,name\n\"A\nB\",x\nC,\n",
       {"row 4, column name"},
       "empty"},
      {"unknown type",
       "name,type\nA,NUMBER\nB,Money\n",
       {"row 3, column type"},
       "\"Money\" is not known"},
      {"empty type", "name,type\nA,\n", {"row 2, column type"}, "type is empty"},
      {"bad decimals",
       "name,decimals\nA,two\nB,16\n",
       {"row 2, column decimals", "row 3, column decimals"},
       "\"two\""},
      {"bad frequency", "name,frequency\nA,weekly\n", {"row 2, column frequency"}, "ANNUAL"},
      {"bad aggregation",
       "name,entity_aggregation\nA,mean\n",
       {"row 2, column entity_aggregation"},
       "AVERAGE"},
      {"code twice", "code,name\nA,x\nB,y\nA,z\n", {"row 4, column code"}, "already in row 2"},
      {"too many cells", "code,name\nA,x\nB,y,z\n", {"row 3"}, "3 cells, the header 2"},
      {"two mistakes in one row",
       "name,type\n,Money\n",
       {"row 2, column name", "row 2, column type"},
       "empty"},
      {"quote never closed",
       "name,type\nA,NUMBER\n\"B,NUMBER\n",
       {"row 3, column 1"},
       "never closed"},
      {"not UTF-8", "name\nA\nM\xFCll\n", {"row 3"}, "UTF-8"},
      {"empty file", "", {""}, "empty"},
      {"header only", "name,type\n", {""}, "no rows"},
      {"no name column", "code,label\nA,x\n", {"map, name"}, "name"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const DraftResult result = read_csv_framework(row.text, {});
    std::vector<std::string> where;
    for (const Error& error : result.errors) where.push_back(error.where);
    CHECK(where == row.where);
    REQUIRE(!result.errors.empty());
    CHECK_MESSAGE(result.errors[0].message.find(row.message) != std::string::npos,
                  result.errors[0].message);
    CHECK(result.draft.content.fields.empty());
  }
}

TEST_CASE("read_csv_framework: options that do not fit the file, errors") {
  const std::string text = "name,type,type2,type2\nA,NUMBER,,\n";
  struct Row {
    const char* name;
    CsvImportOptions options;
    const char* where;
    const char* message;
  };
  const Row rows[] = {
      {"filter on an absent column",
       {{}, {}, {}, {{"abstrakt", "false"}}, false},
       "filter",
       "no column \"abstrakt\""},
      {"map to an absent column",
       {{{"name", "Label"}}, {}, {}, {}, false},
       "map, name",
       "The columns are: name, type"},
      {"map to a column that is there twice",
       {{{"name", "type2"}}, {}, {}, {}, false},
       "map, name",
       "several columns"},
      {"map of an unknown attribute",
       {{{"name", "name"}, {"colour", "type"}}, {}, {}, {}, false},
       "map",
       "\"colour\""},
      {"map without a name", {{{"type", "type"}}, {}, {}, {}, false}, "map, name", "name"},
      {"type map to no type", {{}, {{"x", "MONEY"}}, {}, {}, false}, "type_map, x", "MONEY"},
      {"filter that leaves nothing", {{}, {}, {}, {{"type", "x"}}, false}, "", "filter"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const DraftResult result = read_csv_framework(text, row.options);
    REQUIRE(result.errors.size() == 1);
    CHECK(result.errors[0].where == row.where);
    CHECK_MESSAGE(result.errors[0].message.find(row.message) != std::string::npos,
                  result.errors[0].message);
  }
}

TEST_CASE("read_csv_framework: bad rows skipped, warnings and the good rows") {
  CsvImportOptions options;
  options.skip_bad_rows = true;
  const DraftResult result = read_csv_framework("code,name\nA,x\nB,\nA,z\nC,w,v\nD,u\n", options);
  REQUIRE(result.errors.empty());
  CHECK(result.draft.content.fields.size() == 2);
  REQUIRE(result.draft.warnings.size() == 3);
  CHECK(result.draft.warnings[0].row == 3);
  CHECK(result.draft.warnings[0].column == "name");
  CHECK(result.draft.warnings[0].message.find("left out") != std::string::npos);
  CHECK(result.draft.warnings[1].row == 4);
  CHECK(result.draft.warnings[2].row == 5);
  // What is wrong with the file as a whole is not skipped.
  CHECK(!read_csv_framework("code,name\nA,\"x\n", options).errors.empty());
  CHECK(read_csv_framework("code,name\nA,\nB,\n", options).errors.size() == 1);
}

TEST_CASE("read_csv_framework: units that are not known, one warning for each") {
  const DraftResult result = read_csv_framework(
      "name,unit\nA,Tonnes\nB,MWh\nC, \nD,Tonnes\nE,EUR\nF,\u00a0\nG,Tonnes\nH,people\n", {});
  REQUIRE(result.errors.empty());
  REQUIRE(result.draft.warnings.size() == 2);
  CHECK(result.draft.warnings[0].row == 2);
  CHECK(result.draft.warnings[0].column == "unit");
  CHECK(result.draft.warnings[0].message ==
        "The unit \"Tonnes\" is not known; it is kept as a label that never converts. (Also in 2 "
        "later rows.)");
  CHECK(result.draft.content.fields[0].unit == "Tonnes");
  CHECK(!result.draft.content.fields[2].unit);
  CHECK(!result.draft.content.fields[5].unit);
}

TEST_CASE("read_csv_framework: short and blank rows") {
  const DraftResult result =
      read_csv_framework("name,type,unit\nA,NUMBER\n,,\n\n\u00a0,,\nB,TEXT,\n", {});
  REQUIRE(result.errors.empty());
  CHECK(result.draft.content.fields.size() == 2);
  REQUIRE(result.draft.warnings.size() == 1);
  CHECK(result.draft.warnings[0].row == 2);
}

TEST_CASE("read_csv_framework: required, in the words of sources") {
  const DraftResult result =
      read_csv_framework("name,required\nA,Yes\nB,true\nC,1\nD,No\nE,\nF,X\nG,if material\n", {});
  REQUIRE(result.errors.empty());
  std::string required;
  for (const Field& field : result.draft.content.fields) required += field.required ? '1' : '0';
  CHECK(required == "1110010");
  REQUIRE(result.draft.warnings.size() == 1);
  CHECK(result.draft.warnings[0].row == 8);
}

TEST_CASE("read_csv_framework: options, every way to separate them") {
  CsvImportOptions options;
  options.type_map = {{"*", "MULTI_CHOICE"}};
  const auto fields = fields_of(
      "name,options\nA,A | B|C\nB,\"One, two\nThree\r\nFour\"\nC,Yes; No\nD,only one\nE,\nF,a "
      "b|A-B|a b\n",
      options);
  const auto labels = [&](size_t i) {
    std::string list;
    for (const Option& option : fields.at(i).options)
      list += option.code + "=" + option.label + " ";
    return list;
  };
  CHECK(labels(0) == "a=A b=B c=C ");
  CHECK(labels(1) == "one-two=One, two three=Three four=Four ");
  CHECK(labels(2) == "yes=Yes no=No ");
  CHECK(labels(3) == "only-one=only one ");
  CHECK(labels(4) == "");
  CHECK(labels(5) == "a-b=a b a-b-2=A-B ");
}

TEST_CASE("read_csv_framework: codes made from names, readable, unique and independent of order") {
  CHECK(codes_of("name\nData Date\nScope 1 (CO\u2082e)\n\u2014\n") ==
        std::vector<std::string>{"data-date", "scope-1-co2e", "field"});
  CHECK(codes_of("code,name\n,Energy\nX-1,Water\n\u00a0,Waste\n") ==
        std::vector<std::string>{"energy", "X-1", "waste"});
  const std::string header = "name,topic,subtopic\n";
  CHECK(codes_of(header + "Value,Money,Listed\nValue,Money,Unlisted\nOther,Money,Listed\n") ==
        std::vector<std::string>{"listed.value", "unlisted.value", "other"});
  CHECK(codes_of(header + "Value,Money,Unlisted\nOther,Money,Listed\nValue,Money,Listed\n") ==
        std::vector<std::string>{"unlisted.value", "other", "listed.value"});
  CHECK(codes_of(header + "Value,Real,Listed\nValue,Estimated,Listed\n") ==
        std::vector<std::string>{"real.listed.value", "estimated.listed.value"});
}

TEST_CASE("read_csv_framework: rows alike in name and topic, numbered with a warning") {
  const DraftResult result = read_csv_framework("name,topic\nValue,T\nValue,T\n", {});
  REQUIRE(result.errors.empty());
  CHECK(result.draft.content.fields[0].code == "t.value");
  CHECK(result.draft.content.fields[1].code == "t.value-2");
  REQUIRE(result.draft.warnings.size() == 1);
  CHECK(result.draft.warnings[0].row == 3);
  CHECK(result.draft.made_codes == std::set<std::string>{"t.value", "t.value-2"});
}

TEST_CASE("read_csv_framework: a code of the source goes before one that is made") {
  CHECK(codes_of("code,name\n,Energy\nenergy,Water\n") ==
        std::vector<std::string>{"energy-2", "energy"});
}

TEST_CASE("read_csv_framework: several codes in a cell, the first counts and the others are kept") {
  const auto fields = fields_of("code,name\nE1-6_01| E1-6_02 |E1-7,x\n\"S1;S2\",y\n");
  CHECK(fields.at(0).code == "E1-6_01");
  CHECK(fields.at(0).references.at("other_codes") == "E1-6_02|E1-7");
  CHECK(fields.at(1).code == "S1");
}

TEST_CASE("read_csv_framework: topics, one for spellings that differ in case and punctuation") {
  const DraftResult result = read_csv_framework(
      "name,topic,subtopic\nA,Social ,Human rights\nB,social,Human Rights\nC,,Own\nD,Social,\n",
      {});
  REQUIRE(result.errors.empty());
  CHECK(result.draft.content.topics ==
        std::vector<Topic>{{"social", "Social", ""},
                           {"social.human-rights", "Human rights", "social"},
                           {"own", "Own", ""}});
  CHECK(result.draft.content.fields[3].topic == "social");
}

TEST_CASE("read_csv_framework: a formula's variables, fields of these codes") {
  const auto fields = fields_of(
      "code,name,type,expression\nA,x,NUMBER,\nB,y,NUMBER,\nT,z,NUMBER,SUM(A; B) + MAX(A) * 2\n");
  REQUIRE(fields.at(2).computed);
  CHECK(fields[2].computed->variables.size() == 2);
  CHECK(fields[2].computed->variables.at("A") == VariableMapping{"", {"A"}, "1"});
  CHECK(fields_of("code,name,expression\nT,z,\"A + + (\"\n").at(0).computed->variables.empty());
}

TEST_CASE("read_csv_framework: damaged sources, errors or fields but never both") {
  const std::string good =
      "code,name,type,unit,options,topic\nA,\"Energy, "
      "total\",NUMBER,MWh,,E\nB,Method,CHOICE,,a|b,\"E\"\n"
      "C,Text,TEXT,,,S\n";
  uint64_t state = 5;
  const auto below = [&](size_t n) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<size_t>(state >> 33) % n;
  };
  CsvImportOptions options;
  options.map = {{"name", "name"},
                 {"type", "type"},
                 {"unit", "unit"},
                 {"options", "options"},
                 {"topic", "topic"}};
  int refused = 0;
  for (int i = 0; i < 3000; ++i) {
    std::string text = good;
    for (size_t edits = 1 + below(3); edits > 0; --edits) {
      const size_t at = below(text.size());
      switch (below(3)) {
        case 0:
          text.erase(at, 1 + below(5));
          break;
        case 1:
          text[at] = static_cast<char>(below(256));
          break;
        default:
          text.insert(at, 1, ",;\t|\"\n\r\""[below(8)]);
      }
    }
    options.skip_bad_rows = i % 2 == 0;
    const DraftResult result = read_csv_framework(text, options);
    CHECK(result.errors.empty() != result.draft.content.fields.empty());
    if (!result.errors.empty()) ++refused;
    std::set<std::string> codes;
    for (const Field& field : result.draft.content.fields) CHECK(codes.insert(field.code).second);
  }
  CHECK(refused > 300);
  CHECK(refused < 2700);
}
