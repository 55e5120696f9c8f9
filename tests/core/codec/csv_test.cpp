#include "core/codec/csv.h"

#include <doctest/doctest.h>

#include "core/base/json.h"
#include "core/base/text.h"
#include "tests/support/shared_data.h"

using namespace datavault;

namespace {

using Rows = std::vector<std::vector<std::string>>;

Rows cells_of(const CsvText& csv) {
  Rows rows;
  for (const CsvRecord& record : csv.records) rows.push_back(record.cells);
  return rows;
}

std::vector<int64_t> lines_of(const CsvText& csv) {
  std::vector<int64_t> lines;
  for (const CsvRecord& record : csv.records) lines.push_back(record.line);
  return lines;
}

/// The stored copies of the CR LF files have lost their CRs.
std::string with_crlf(const std::string& text) {
  std::string crlf;
  for (const char c : text) crlf += c == '\n' ? std::string("\r\n") : std::string(1, c);
  return crlf;
}

struct Lcg {
  uint64_t state = 1;
  uint32_t below(uint32_t n) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<uint32_t>(state >> 33) % n;
  }
};

}  // namespace

TEST_CASE("read_csv: csv-spectrum, the records of its JSON") {
  for (const char* name :
       {"comma_in_quotes", "empty", "empty_crlf", "escaped_quotes", "json", "location_coordinates",
        "newlines", "newlines_crlf", "quotes_and_newlines", "simple", "simple_crlf", "utf8"}) {
    CAPTURE(name);
    auto text = test::shared_file(std::string("csv-spectrum/csvs/") + name + ".csv");
    if (!text) return;
    auto expected =
        parse_json(*test::shared_file(std::string("csv-spectrum/json/") + name + ".json"));
    REQUIRE(expected.ok());
    if (name == std::string("newlines_crlf")) text = with_crlf(*text);
    // The JSON was given another telephone number than the CSV.
    if (name == std::string("location_coordinates"))
      (*expected)["Contact Phone Number"] = "2095257564";
    const auto csv = read_csv(*text);
    REQUIRE(csv.ok());
    Json records = Json::array();
    const auto& header = csv->records.front().cells;
    for (size_t row = 1; row < csv->records.size(); ++row) {
      Json record = Json::object();
      for (size_t i = 0; i < header.size(); ++i) record[header[i]] = csv->records[row].cells.at(i);
      records.push_back(record);
    }
    // One expected file holds a single object in place of a list.
    CHECK(records == (expected->is_array() ? *expected : Json::array({*expected})));
  }
}

TEST_CASE("read_csv: texts from the wild, their cells and lines") {
  struct Row {
    const char* name;
    std::string text;
    char delimiter;
    Rows cells;
    std::vector<int64_t> lines;
  };
  const Row rows[] = {
      {"empty", "", ',', {}, {}},
      {"only a byte order mark", "\ufeff", ',', {}, {}},
      {"byte order mark", "\ufeff\"a\",b\n1,2", ',', {{"a", "b"}, {"1", "2"}}, {1, 2}},
      {"CR LF", "a,b\r\n1,2\r\n", ',', {{"a", "b"}, {"1", "2"}}, {1, 2}},
      {"CR only", "a,b\r1,2\r", ',', {{"a", "b"}, {"1", "2"}}, {1, 2}},
      {"semicolons",
       "a;b;c\n1;2,5;3\n4;5,5;6\n",
       ';',
       {{"a", "b", "c"}, {"1", "2,5", "3"}, {"4", "5,5", "6"}},
       {1, 2, 3}},
      {"tabs", "a\tb\n1, 2\t3\n", '\t', {{"a", "b"}, {"1, 2", "3"}}, {1, 2}},
      {"bars", "a|b\n1|2\n", '|', {{"a", "b"}, {"1", "2"}}, {1, 2}},
      {"commas in a header of semicolons",
       "Name;Value, in EUR, net;Unit, text\na;1;x\nb;2;y\n",
       ';',
       {{"Name", "Value, in EUR, net", "Unit, text"}, {"a", "1", "x"}, {"b", "2", "y"}},
       {1, 2, 3}},
      {"bars within cells of commas",
       "a,b\nx,1|2|3\ny,4|5\n",
       ',',
       {{"a", "b"}, {"x", "1|2|3"}, {"y", "4|5"}},
       {1, 2, 3}},
      {"sep line", "sep=;\r\na;b\r\n1;2\r\n", ';', {{"a", "b"}, {"1", "2"}}, {2, 3}},
      {"one column", "a\n1\n\n2\n", ',', {{"a"}, {"1"}, {"2"}}, {1, 2, 4}},
      {"newline in quotes moves the lines",
       "a,b\n\"x\r\ny\nz\",1\nw,2\n",
       ',',
       {{"a", "b"}, {"x\r\ny\nz", "1"}, {"w", "2"}},
       {1, 2, 5}},
      {"doubled quotes",
       "a,b\n\"say \"\"hi\"\"\",\"\"\"\"\n",
       ',',
       {{"a", "b"}, {"say \"hi\"", "\""}},
       {1, 2}},
      {"quote within an unquoted cell",
       "a,b\n5\" pipe,2\n",
       ',',
       {{"a", "b"}, {"5\" pipe", "2"}},
       {1, 2}},
      {"text behind a closing quote", "a,b\n\"x\" y,2\n", ',', {{"a", "b"}, {"x y", "2"}}, {1, 2}},
      {"ragged",
       "a,b,c\n1\n1,2,3,4\n",
       ',',
       {{"a", "b", "c"}, {"1"}, {"1", "2", "3", "4"}},
       {1, 2, 3}},
      {"blank lines", "\n\na,b\n\n1,2\n\n", ',', {{"a", "b"}, {"1", "2"}}, {3, 5}},
      {"empty cells are a row",
       "a,b\n,\n\"\",\n",
       ',',
       {{"a", "b"}, {"", ""}, {"", ""}},
       {1, 2, 3}},
      {"no line end at the end", "a,b\n1,", ',', {{"a", "b"}, {"1", ""}}, {1, 2}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const auto csv = read_csv(row.text);
    REQUIRE(csv.ok());
    CHECK(csv->delimiter == row.delimiter);
    CHECK(cells_of(*csv) == row.cells);
    CHECK(lines_of(*csv) == row.lines);
  }
}

TEST_CASE("read_csv: a delimiter that is given, kept whatever the text looks like") {
  const auto csv = read_csv("a,b,c\n1;2;3\n", ';');
  REQUIRE(csv.ok());
  CHECK(cells_of(*csv) == Rows{{"a,b,c"}, {"1", "2", "3"}});
}

TEST_CASE("read_csv: broken texts, an error naming the row") {
  const auto unclosed = read_csv("a,b\n1,2\n\n3,\"4\n5,6\n");
  REQUIRE(!unclosed.ok());
  CHECK(unclosed.error().where == "row 4, column 2");
  CHECK(unclosed.error().message.find("never closed") != std::string::npos);
  CHECK(read_csv("a\n\"").error().where == "row 2, column 1");
  CHECK(read_csv("a,b\nM\xFCnchen,1\n").error().where == "row 2");
  CHECK(read_csv(std::string_view("a,b\nx\0y,1\n", 10)).error().where == "row 2");
  CHECK(!read_csv("\xFF\xFE"
                  "a\0")
             .ok());
}

TEST_CASE("column_of: names with white space around them") {
  const CsvRecord header{1, {"Code ", "\u00a0Unit", "Unit 2"}};
  CHECK(column_of(header, "Code") == 0);
  CHECK(column_of(header, "Unit ") == 1);
  CHECK(column_of(header, "code") == std::nullopt);
}

TEST_CASE("csv_write: cells that need quotes, and only those") {
  CHECK(csv_write({{"a", "b c", ""}, {"x,y", "say \"hi\"", "1\n2"}, {""}}) ==
        "a,b c,\r\n\"x,y\",\"say \"\"hi\"\"\",\"1\n2\"\r\n\"\"\r\n");
  CHECK(csv_write({{"a,b", "c;d"}}, ';') == "a,b;\"c;d\"\r\n");
}

TEST_CASE("csv_write: random rows, read back the same") {
  const char* const pieces[] = {"a",  "1",    ",",  ";", "\t",     "|",   "\"",
                                "\n", "\r\n", "\r", " ", "\u00e9", "\"\""};
  Lcg random;
  for (int i = 0; i < 2000; ++i) {
    Rows rows(1 + random.below(4));
    for (auto& row : rows) {
      row.resize(1 + random.below(4));
      for (std::string& cell : row)
        for (uint32_t n = random.below(5); n > 0; --n) cell += pieces[random.below(13)];
    }
    const char delimiter = ",;\t|"[random.below(4)];
    const auto csv = read_csv(csv_write(rows, delimiter), delimiter);
    REQUIRE(csv.ok());
    CHECK(cells_of(*csv) == rows);
  }
}

TEST_CASE("read_csv: random bytes, an error naming a row or records in order of lines") {
  const char* const pieces[] = {"a",  ",",    ";",  "\t",   "|",      "\"",  "\"",
                                "\n", "\r\n", "\r", "\xC3", "\u00e9", "sep="};
  Lcg random{99};
  int good = 0;
  for (int i = 0; i < 5000; ++i) {
    std::string text;
    for (uint32_t n = random.below(20); n > 0; --n) text += pieces[random.below(13)];
    const auto csv = read_csv(text);
    if (!csv.ok()) {
      CHECK(csv.error().where.starts_with("row "));
      continue;
    }
    ++good;
    int64_t last = 0;
    for (const CsvRecord& record : csv->records) {
      CHECK(record.line > last);
      CHECK(!record.cells.empty());
      last = record.line;
    }
  }
  CHECK(good > 500);
}
