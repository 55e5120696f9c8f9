#include "server/store/query.h"

#include <cassert>
#include <utility>

namespace datavault::store {

Query::Query(ReadTransaction& transaction, std::string sql)
    : statement_(transaction.connection().session), sql_(std::move(sql)) {}

Query::Slot& Query::parameter(bool is_text) {
  if (used_ == parameters_.size()) {
    assert(!prepared_);
    Slot& slot = parameters_.emplace_back();
    slot.is_text = is_text;
    if (is_text) {
      statement_.exchange(soci::use(slot.text, slot.indicator));
    } else {
      statement_.exchange(soci::use(slot.number, slot.indicator));
    }
  }
  Slot& slot = parameters_[used_++];
  assert(slot.is_text == is_text);
  slot.indicator = soci::i_ok;
  return slot;
}

Query& Query::use(int64_t value) {
  parameter(false).number = value;
  return *this;
}

Query& Query::use(std::string value) {
  parameter(true).text = std::move(value);
  return *this;
}

Query& Query::use(std::optional<int64_t> value) {
  Slot& slot = parameter(false);
  slot.number = value.value_or(0);
  if (!value) slot.indicator = soci::i_null;
  return *this;
}

Query& Query::use(std::optional<std::string> value) {
  Slot& slot = parameter(true);
  if (!value) slot.indicator = soci::i_null;
  slot.text = std::move(value).value_or(std::string());
  return *this;
}

Query::Slot& Query::column(bool is_text) {
  Slot& slot = columns_.emplace_back();
  slot.is_text = is_text;
  if (is_text) {
    statement_.exchange(soci::into(slot.text, slot.indicator));
  } else {
    statement_.exchange(soci::into(slot.number, slot.indicator));
  }
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
  if (!prepared_) {
    statement_.alloc();
    statement_.prepare(sql_);
    statement_.define_and_bind();
    prepared_ = true;
  }
  statement_.execute(columns_.empty());
  running_ = true;
}

bool Query::next() {
  if (!running_) execute();
  if (!statement_.fetch()) return false;
  for (const auto& assign : assign_) assign();
  return true;
}

int64_t Query::run() {
  execute();
  running_ = false;
  return statement_.get_affected_rows();
}

Query& Query::again() {
  used_ = 0;
  running_ = false;
  return *this;
}

}  // namespace datavault::store
