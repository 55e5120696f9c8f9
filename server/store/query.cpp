#include "server/store/query.h"

#include <algorithm>
#include <cassert>
#include <exception>
#include <utility>

namespace datavault::store {

const std::string& group_list() {
  static const std::string kList = [] {
    std::string list;
    for (size_t i = 0; i < TenantGroup().size(); ++i) {
      list += (i == 0 ? "(:t" : ", :t") + std::to_string(i);
    }
    return list + ")";
  }();
  return kList;
}

std::vector<TenantGroup> in_groups(const std::vector<TenantId>& tenants) {
  std::vector<TenantGroup> groups;
  for (size_t begin = 0; begin < tenants.size(); begin += TenantGroup().size()) {
    TenantGroup& group = groups.emplace_back();
    for (size_t i = 0; i < group.size(); ++i) {
      group[i] = tenants[std::min(begin + i, tenants.size() - 1)];
    }
  }
  return groups;
}

Query::Query(ReadTransaction& transaction, std::string sql)
    : connection_(transaction.connection()),
      sql_(std::move(sql)),
      prepared_(connection_.take_statement(sql_)),
      exceptions_before_(std::uncaught_exceptions()) {}

Query::~Query() {
  if (has_ended()) connection_.give_back(sql_, std::move(prepared_));
}

/// Most queries for one row have not asked for a second one. Any other end is that of the
/// statement.
bool Query::has_ended() {
  if (!prepared_->is_prepared || std::uncaught_exceptions() != exceptions_before_) return false;
  try {
    return !has_rows_ || !prepared_->statement.fetch();
  } catch (const std::exception&) {
    return false;
  }
}

Query::Slot& Query::parameter(bool is_text) {
  auto& [statement, parameters, columns, is_prepared] = *prepared_;
  if (parameters_used_ == parameters.size()) {
    assert(!is_prepared);
    Slot& slot = parameters.emplace_back();
    slot.is_text = is_text;
    if (is_text) {
      statement.exchange(soci::use(slot.text, slot.indicator));
    } else {
      statement.exchange(soci::use(slot.number, slot.indicator));
    }
  }
  Slot& slot = parameters[parameters_used_++];
  assert(slot.is_text == is_text);
  slot.indicator = soci::i_ok;
  return slot;
}

Query& Query::use(int64_t value) {
  parameter(false).number = value;
  return *this;
}

Query& Query::use(std::string_view value) {
  parameter(true).text = value;
  return *this;
}

Query& Query::use(const TenantGroup& group) {
  for (const TenantId tenant : group) use(tenant.value);
  return *this;
}

Query& Query::use(std::optional<int64_t> value) {
  Slot& slot = parameter(false);
  slot.number = value.value_or(0);
  if (!value) slot.indicator = soci::i_null;
  return *this;
}

Query& Query::use(const std::optional<std::string>& value) {
  Slot& slot = parameter(true);
  if (!value) slot.indicator = soci::i_null;
  slot.text = value ? std::string_view(*value) : std::string_view();
  return *this;
}

Query::Slot& Query::column(bool is_text) {
  auto& [statement, parameters, columns, is_prepared] = *prepared_;
  if (columns_used_ == columns.size()) {
    assert(!is_prepared);
    Slot& slot = columns.emplace_back();
    slot.is_text = is_text;
    if (is_text) {
      statement.exchange(soci::into(slot.text, slot.indicator));
    } else {
      statement.exchange(soci::into(slot.number, slot.indicator));
    }
  }
  Slot& slot = columns[columns_used_++];
  assert(slot.is_text == is_text);
  return slot;
}

Query& Query::into(int64_t& target) {
  Slot& slot = column(false);
  assign_.push_back(
      [&slot, &target] { target = slot.indicator == soci::i_null ? 0 : slot.number; });
  return *this;
}

Query& Query::into(bool& target) {
  Slot& slot = column(false);
  assign_.push_back(
      [&slot, &target] { target = slot.indicator != soci::i_null && slot.number != 0; });
  return *this;
}

Query& Query::into(std::string& target) {
  Slot& slot = column(true);
  assign_.push_back(
      [&slot, &target] { target = slot.indicator == soci::i_null ? std::string() : slot.text; });
  return *this;
}

Query& Query::into(std::optional<int64_t>& target) {
  Slot& slot = column(false);
  assign_.push_back([&slot, &target] {
    target = slot.indicator == soci::i_null ? std::nullopt : std::optional<int64_t>(slot.number);
  });
  return *this;
}

Query& Query::into(std::optional<std::string>& target) {
  Slot& slot = column(true);
  assign_.push_back([&slot, &target] {
    target = slot.indicator == soci::i_null ? std::nullopt : std::optional<std::string>(slot.text);
  });
  return *this;
}

void Query::execute() {
  PreparedStatement& prepared = *prepared_;
  if (!prepared.is_prepared) {
    prepared.statement.alloc();
    prepared.statement.prepare(sql_);
    prepared.statement.define_and_bind();
    prepared.is_prepared = true;
  }
  prepared.statement.execute(prepared.columns.empty());
}

bool Query::next() {
  if (!is_running_) execute();
  is_running_ = true;
  has_rows_ = prepared_->statement.fetch();
  if (!has_rows_) return false;
  for (const auto& assign : assign_) assign();
  return true;
}

int64_t Query::run() {
  execute();
  return prepared_->statement.get_affected_rows();
}

Query& Query::again() {
  parameters_used_ = 0;
  is_running_ = has_rows_ = false;
  return *this;
}

}  // namespace datavault::store
