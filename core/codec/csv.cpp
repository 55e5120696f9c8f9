#include "core/codec/csv.h"

#include <algorithm>
#include <array>

#include "core/base/text.h"

namespace datavault {
namespace {

constexpr std::array kDelimiters{',', ';', '\t', '|'};
constexpr size_t kSampleRecords = 20;

class Reader {
 public:
  Reader(std::string_view text, char delimiter)
      : text_(text), delimiter_(delimiter), stops_{delimiter, '\r', '\n', '\0'} {}

  /// At most `limit` records.
  Result<std::vector<CsvRecord>> read(size_t limit = SIZE_MAX) {
    std::vector<CsvRecord> records;
    while (at_ < text_.size() && records.size() < limit) {
      CsvRecord record{line_, {}};
      if (auto read = read_record(record); !read) return read.error();
      if (!is_blank_line_) records.push_back(std::move(record));
    }
    return records;
  }

 private:
  Result<void> read_record(CsvRecord& record) {
    is_blank_line_ = true;
    while (true) {
      std::string& cell = record.cells.emplace_back();
      if (at_ < text_.size() && text_[at_] == '"') {
        is_blank_line_ = false;
        if (!read_quoted(cell)) {
          return invalid_input("A quote that opens in this row is never closed.",
                               "row " + std::to_string(record.line) + ", column " +
                                   std::to_string(record.cells.size()));
        }
      }
      read_plain(cell);
      if (!cell.empty()) is_blank_line_ = false;
      if (at_ == text_.size() || text_[at_] != delimiter_) break;
      is_blank_line_ = false;
      ++at_;
    }
    end_line();
    return {};
  }

  void read_plain(std::string& cell) {
    const size_t end = std::min(text_.find_first_of(stops_.data(), at_), text_.size());
    cell += text_.substr(at_, end - at_);
    at_ = end;
  }

  /// False when the text ends before the quote does.
  bool read_quoted(std::string& cell) {
    for (++at_; at_ < text_.size(); ++at_) {
      const size_t quote = text_.find('"', at_);
      if (quote == std::string_view::npos) return false;
      cell += text_.substr(at_, quote - at_);
      count_lines(text_.substr(at_, quote - at_));
      at_ = quote + 1;
      if (at_ == text_.size() || text_[at_] != '"') return true;
      cell += '"';
    }
    return false;
  }

  void count_lines(std::string_view part) {
    for (size_t i = 0; i < part.size(); ++i) {
      const bool is_crlf = part[i] == '\r' && i + 1 < part.size() && part[i + 1] == '\n';
      if (part[i] == '\n' || (part[i] == '\r' && !is_crlf)) ++line_;
    }
  }

  void end_line() {
    if (at_ == text_.size()) return;
    const bool is_crlf = text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n';
    at_ += is_crlf ? 2 : 1;
    ++line_;
  }

  std::string_view text_;
  char delimiter_;
  std::array<char, 4> stops_;
  size_t at_ = 0;
  int64_t line_ = 1;
  bool is_blank_line_ = false;
};

/// How well a delimiter explains the first records: the share of them with as many cells as the
/// first, in thousandths; then the number of cells.
std::pair<size_t, size_t> fitness(std::string_view text, char delimiter) {
  const auto records = Reader(text, delimiter).read(kSampleRecords);
  if (!records || records->empty()) return {0, 0};
  const size_t columns = records->front().cells.size();
  if (columns < 2) return {0, 0};
  const auto same = std::count_if(records->begin(), records->end(), [&](const CsvRecord& record) {
    return record.cells.size() == columns;
  });
  return {1000 * static_cast<size_t>(same) / records->size(), columns};
}

char find_delimiter(std::string_view text) {
  char best = kDelimiters.front();
  std::pair<size_t, size_t> best_fitness{0, 0};
  for (const char delimiter : kDelimiters) {
    const auto found = fitness(text, delimiter);
    if (found > best_fitness) {
      best = delimiter;
      best_fitness = found;
    }
  }
  return best;
}

Result<void> check_text(std::string_view text) {
  const auto invalid = first_invalid_utf8(text);
  const size_t nul = text.find('\0');
  if (!invalid && nul == std::string_view::npos) return {};
  const size_t place = std::min(invalid.value_or(text.size()), nul);
  return invalid_input("This is not UTF-8 text. Save the file as CSV UTF-8 and import it again.",
                       "row " + std::to_string(place_of(text, place).line));
}

}  // namespace

Result<CsvText> read_csv(std::string_view text, std::optional<char> delimiter) {
  if (auto checked = check_text(text); !checked) return checked.error();
  if (text.starts_with("\ufeff")) text.remove_prefix(3);
  // Spreadsheets write and understand this first line.
  const bool has_sep_line =
      text.size() > 5 && text.starts_with("sep=") && (text[5] == '\r' || text[5] == '\n');
  if (!delimiter) delimiter = has_sep_line ? text[4] : find_delimiter(text);
  auto records = Reader(text, *delimiter).read();
  if (!records) return std::move(records).error();
  if (has_sep_line && !records->empty()) records->erase(records->begin());
  return CsvText{*delimiter, std::move(*records)};
}

std::optional<size_t> column_of(const CsvRecord& header, std::string_view name) {
  for (size_t i = 0; i < header.cells.size(); ++i)
    if (trim(header.cells[i]) == trim(name)) return i;
  return std::nullopt;
}

void append_csv(std::string& out, const std::vector<std::string>& cells, char delimiter) {
  const std::string specials{delimiter, '"', '\r', '\n'};
  for (size_t i = 0; i < cells.size(); ++i) {
    const std::string& cell = cells[i];
    if (i > 0) out += delimiter;
    const bool looks_like_no_row = cells.size() == 1 && cell.empty();
    if (!looks_like_no_row && cell.find_first_of(specials) == std::string::npos) {
      out += cell;
      continue;
    }
    out += '"';
    for (const char c : cell) {
      if (c == '"') out += '"';
      out += c;
    }
    out += '"';
  }
  out += "\r\n";
}

std::string csv_write(const std::vector<std::vector<std::string>>& rows, char delimiter) {
  std::string out;
  for (const auto& row : rows) append_csv(out, row, delimiter);
  return out;
}

}  // namespace datavault
