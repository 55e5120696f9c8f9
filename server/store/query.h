#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/store/connection.h"

// Inside server/store only.
namespace datavault::store {

/// One prepared statement with positional parameters, for one row or many.
///
///     Query query(tx, "SELECT id, name FROM tenants WHERE industry = :industry");
///     query.use(industry).into(row.id.value).into(row.name);
///     while (query.next()) rows.push_back(row);
///
/// Each parameter has a name of its own (":a", ":b"), so that every SOCI backend counts them alike.
/// To run it again: again(), then use() all parameters once more. Throws what SOCI throws.
class Query {
 public:
  Query(ReadTransaction& transaction, std::string sql);
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;

  Query& use(int64_t value);
  Query& use(int value) { return use(static_cast<int64_t>(value)); }
  Query& use(bool value) { return use(static_cast<int64_t>(value)); }
  Query& use(std::string value);
  Query& use(std::string_view value) { return use(std::string(value)); }
  Query& use(const char* value) { return use(std::string(value)); }
  Query& use(std::optional<int64_t> value);
  Query& use(std::optional<std::string> value);

  Query& into(int64_t& target);
  Query& into(bool& target);
  Query& into(std::string& target);
  Query& into(std::optional<int64_t>& target);
  Query& into(std::optional<std::string>& target);

  /// Runs at the first call; false when there is no further row.
  bool next();
  /// Runs a statement that gives no rows; how many rows it touched.
  int64_t run();
  /// Makes ready for another run.
  Query& again();

 private:
  struct Slot {
    bool is_text = false;
    std::string text;
    long long number = 0;
    soci::indicator indicator = soci::i_ok;
  };
  Slot& parameter(bool is_text);
  Slot& column(bool is_text);
  void execute();

  soci::statement statement_;
  std::string sql_;
  std::deque<Slot> parameters_, columns_;  // a deque never moves what SOCI points to
  std::vector<std::function<void()>> assign_;
  size_t used_ = 0;
  bool prepared_ = false;
  bool running_ = false;
};

}  // namespace datavault::store
