#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/ids.h"
#include "server/store/connection.h"

// Inside server/store only.
namespace datavault::store {

/// Tenants that one run of a statement is about: parameters for "tenant_id IN " + group_list().
using TenantGroup = std::array<TenantId, 64>;
/// "(:t0, :t1, ...)". Always as many, so that one prepared statement serves any number of tenants.
const std::string& group_list();
/// All of the tenants. The last one fills the last group up.
std::vector<TenantGroup> in_groups(const std::vector<TenantId>& tenants);

/// One prepared statement with positional parameters, for one row or many. Its connection keeps it
/// prepared for the next one of the same text.
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
  ~Query();
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;

  Query& use(int64_t value);
  Query& use(int value) { return use(static_cast<int64_t>(value)); }
  Query& use(bool value) { return use(static_cast<int64_t>(value)); }
  Query& use(std::string_view value);
  Query& use(const std::string& value) { return use(std::string_view(value)); }
  Query& use(const char* value) { return use(std::string_view(value)); }
  Query& use(std::optional<int64_t> value);
  Query& use(const std::optional<std::string>& value);
  Query& use(const TenantGroup& group);

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
  using Slot = PreparedStatement::Slot;
  Slot& parameter(bool is_text);
  Slot& column(bool is_text);
  void execute();
  bool has_ended();

  Connection& connection_;
  std::string sql_;
  std::unique_ptr<PreparedStatement> prepared_;
  std::vector<std::function<void()>> assign_;
  size_t parameters_used_ = 0;
  size_t columns_used_ = 0;
  bool is_running_ = false;
  bool has_rows_ = false;  // that were not fetched yet
  int exceptions_before_;
};

}  // namespace datavault::store
