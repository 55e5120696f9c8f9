#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "server/store/page.h"
#include "server/store/query.h"

// Inside server/store only.
namespace datavault::store {

/// A column under its wire name.
struct ListColumn {
  std::string_view name;
  std::string_view sql;
  bool is_number = false;
  std::string_view relation = " = ";  // of a filter, to what is asked for
};

struct ListSpec {
  std::string_view columns;  // SELECT list
  std::string_view from;
  std::string_view id;            // a number that is unique in the list
  std::string_view search;        // column with folded text, or empty
  std::vector<ListColumn> sorts;  // the first is the default
  std::vector<ListColumn> filters;
  bool newest_first = false;  // the default order is descending
};

/// One page, by keyset: pages stay right while rows come and go. `bind(query, row)` says where
/// columns go; the query's two last columns are the sort value and the id, which this function
/// binds.
///
/// Errors: invalid_input for an unknown sort or filter name or a filter that is not the number it
/// must be.
class ListQuery {
 public:
  ListQuery(ReadTransaction& tx, const ListSpec& spec, const PageRequest& request)
      : tx_(tx), spec_(spec), request_(request) {}

  template <typename Row, typename Bind>
  Result<Page<Row>> page(Bind bind) {
    return guarded([&]() -> Result<Page<Row>> {
      auto prepared = prepare();
      if (!prepared) return prepared.error();
      Page<Row> result;
      result.total = count();
      Row row;
      std::string sort_value;
      int64_t id = 0;
      Query query(tx_, select());
      use_conditions(query, true);
      query.use(request_.limit + 1);
      bind(query, row);
      query.into(sort_value).into(id);
      while (query.next()) {
        if (static_cast<int64_t>(result.rows.size()) == request_.limit) {
          result.next = last_;
          break;
        }
        last_ = PageMark{sort_value, id};
        result.rows.push_back(row);
      }
      return result;
    });
  }

 private:
  struct Condition {
    std::string sql;  // with one parameter
    std::string text;
    int64_t number = 0;
    bool is_number = false;
  };
  Result<void> prepare();
  Result<void> add_filters();
  Result<void> add_mark();
  int64_t count();
  std::string select() const;
  std::string where(bool with_mark) const;
  void use_conditions(Query& query, bool with_mark) const;

  ReadTransaction& tx_;
  const ListSpec& spec_;
  const PageRequest& request_;
  ListColumn sort_;
  bool descending_ = false;
  std::vector<Condition> conditions_;
  std::vector<Condition> mark_;  // the parameters of the keyset condition
  PageMark last_;
};

}  // namespace datavault::store
