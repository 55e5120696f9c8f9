// Whatever table and options are: reading them gives fields or names rows, and the fields are a
// framework like any other. The first bytes choose the options ('0' chooses the first of each), the
// others are the file.
#include <algorithm>
#include <array>

#include "core/import/csv_import.h"
#include "tests/fuzz/choices.h"
#include "tests/fuzz/draft_document.h"
#include "tests/fuzz/law.h"
#include "tests/fuzz/publish_laws.h"

namespace datavault::test {
namespace {

using TextMap = std::map<std::string, std::string>;

constexpr size_t kOptionBytes = 5;

// '0' chooses the first of a number that divides it.
const std::array<TextMap, 6> kMaps{
    {{},
     {{"name", "Name"}, {"code", "Code"}, {"unit", "Unit"}},
     {{"name", "Field Name"},
      {"topic", "Category"},
      {"subtopic", "Sub-Category"},
      {"value_type", "Component"},
      {"unit", "Unit"},
      {"options", "Options"}},
     {{"name", "n"}, {"code", "c"}, {"expression", "e"}, {"decimals", "d"}, {"required", "r"}},
     {{"name", "n"}, {"type", "t"}, {"references.esrs", "r"}, {"translations.de", "d"}},
     {{"name", "n"}, {"meaning", "m"}}}};

const std::array<TextMap, 4> kTypes{{{},
                                     {{"*", "TEXT"}},
                                     {{"Number", "NUMBER"}, {"Yes/No", "boolean"}, {"*", "CHOICE"}},
                                     {{"x", "multi_choice"}, {"", "NUMBER"}, {"y", "?"}}}};

const std::array<TextMap, 3> kUnits{{{}, {{"tonnes", "t"}, {"none", ""}}, {{"", "kg"}}}};

const std::array<TextMap, 4> kFilters{
    {{}, {{"abstract", "false"}}, {{"Category", "Climate"}}, {{"n", ""}}}};

struct Options {
  CsvImportOptions csv;
  MatchBy match_by = MatchBy::code;
};

Options options_from(Choices& choices) {
  Options options;
  options.csv.map = kMaps[choices.below(kMaps.size())];
  options.csv.type_map = kTypes[choices.below(kTypes.size())];
  options.csv.unit_map = kUnits[choices.below(kUnits.size())];
  options.csv.filter = kFilters[choices.below(kFilters.size())];
  const size_t flags = choices.below(4);
  options.csv.skip_bad_rows = flags % 2 == 1;
  options.match_by = flags < 2 ? MatchBy::code : MatchBy::name;
  return options;
}

int64_t lines_in(std::string_view text) {
  return 1 + std::count_if(text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r'; });
}

/// The row is one of the file.
void require_place(const Error& error, std::string_view text) {
  constexpr std::string_view kRow = "row ";
  require_readable(error);
  if (!error.where.starts_with(kRow)) return;
  const int64_t row = std::stoll(error.where.substr(kRow.size()));
  require(row >= 1 && row <= lines_in(text), "there is no " + error.where);
}

/// A table names no framework; the request does.
FrameworkDraft named(FrameworkDraft draft) {
  draft.key = "table";
  draft.name = "Table";
  return draft;
}

void run(const uint8_t* data, size_t size) {
  const size_t taken = std::min(size, kOptionBytes);
  Choices choices(data, taken);
  const Options options = options_from(choices);
  const std::string_view text(reinterpret_cast<const char*>(data) + taken, size - taken);
  const DraftResult result = read_csv_framework(text, options.csv);
  require(result.errors.size() <= kMaxImportErrors, "too many errors");
  for (const Error& error : result.errors) require_place(error, text);
  if (!result.errors.empty()) return;
  require(!result.draft.content.fields.empty(), "neither fields nor errors");
  require_same_as_document(named(result.draft));
  require_publication(result.draft, nullptr, options.match_by);
}

}  // namespace
}  // namespace datavault::test

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  datavault::test::run(data, size);
  return 0;
}
