#include "server/store/list_query.h"

#include <algorithm>
#include <charconv>

#include "server/store/fold.h"

namespace datavault::store {
namespace {

const ListColumn* find(const std::vector<ListColumn>& columns, std::string_view name) {
  const auto found = std::find_if(columns.begin(), columns.end(),
                                  [&](const ListColumn& column) { return column.name == name; });
  return found == columns.end() ? nullptr : &*found;
}

Result<int64_t> number_from(const std::string& text, std::string_view name) {
  if (text == "true") return int64_t{1};
  if (text == "false") return int64_t{0};
  int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) {
    return invalid_input("'" + std::string(name) + "' must be a number.", std::string(name));
  }
  return number;
}

std::string names_of(const std::vector<ListColumn>& columns) {
  std::string names;
  for (const ListColumn& column : columns) {
    names += (names.empty() ? "" : ", ") + std::string(column.name);
  }
  return names;
}

}  // namespace

Result<void> ListQuery::prepare() {
  descending_ = request_.sort.empty() ? spec_.newest_first : request_.descending;
  const ListColumn* sort =
      request_.sort.empty() ? &spec_.sorts.front() : find(spec_.sorts, request_.sort);
  if (!sort) {
    return invalid_input("This list cannot be sorted by '" + request_.sort +
                             "'; it can by: " + names_of(spec_.sorts) + ".",
                         "sort");
  }
  sort_ = *sort;
  if (!request_.search.empty() && !spec_.search.empty()) {
    conditions_.push_back({std::string(spec_.search) + " LIKE :search ESCAPE '\\'",
                           "%" + escape_like(fold_case(request_.search)) + "%", 0, false});
  }
  if (auto added = add_filters(); !added) return added;
  return add_mark();
}

Result<void> ListQuery::add_filters() {
  for (const auto& [name, text] : request_.filters) {
    const ListColumn* column = find(spec_.filters, name);
    if (!column) return invalid_input("This list has no filter '" + name + "'.", name);
    Condition condition{std::string(column->sql) + std::string(column->relation) + ":f_" + name,
                        text, 0, column->is_number};
    if (column->is_number) {
      auto number = number_from(text, name);
      if (!number) return number.error();
      condition.number = *number;
    }
    conditions_.push_back(std::move(condition));
  }
  return {};
}

Result<void> ListQuery::add_mark() {
  if (!request_.after) return {};
  Condition value{"", request_.after->value, 0, sort_.is_number};
  if (sort_.is_number) {
    auto number = number_from(request_.after->value, "cursor");
    if (!number) return number.error();
    value.number = *number;
  }
  mark_ = {value, value, {"", "", request_.after->id, true}};
  return {};
}

std::string ListQuery::where(bool with_mark) const {
  std::string sql;
  for (const Condition& condition : conditions_) {
    sql += (sql.empty() ? " WHERE " : " AND ") + condition.sql;
  }
  if (with_mark && !mark_.empty()) {
    const std::string than = descending_ ? " < " : " > ";
    const std::string column(sort_.sql);
    sql += (sql.empty() ? " WHERE (" : " AND (") + column + than + ":m1 OR (" + column +
           " = :m2 AND " + std::string(spec_.id) + than + ":m3))";
  }
  return sql;
}

std::string ListQuery::select() const {
  const std::string direction = descending_ ? " DESC" : "";
  return "SELECT " + std::string(spec_.columns) + ", CAST(" + std::string(sort_.sql) +
         " AS TEXT), " + std::string(spec_.id) + " FROM " + std::string(spec_.from) + where(true) +
         " ORDER BY " + std::string(sort_.sql) + direction + ", " + std::string(spec_.id) +
         direction + " LIMIT :limit";
}

void ListQuery::use_conditions(Query& query, bool with_mark) const {
  const auto use = [&](const Condition& condition) {
    if (condition.is_number) {
      query.use(condition.number);
    } else {
      query.use(condition.text);
    }
  };
  for (const Condition& condition : conditions_) use(condition);
  if (!with_mark) return;
  for (const Condition& condition : mark_) use(condition);
}

int64_t ListQuery::count() {
  int64_t total = 0;
  Query query(tx_, "SELECT COUNT(*) FROM " + std::string(spec_.from) + where(false));
  use_conditions(query, false);
  query.into(total).next();
  return total;
}

}  // namespace datavault::store
