#include "web/state/listing_parts.h"

namespace datavault {

std::string list_query(const std::string& filters, const std::string& cursor) {
  return "?limit=100" + (filters.empty() ? "" : "&" + filters) +
         (cursor.empty() ? "" : "&cursor=" + cursor);
}

std::string filters_of(const Route& route) {
  Route plain;
  plain.query = route.query;
  const std::string path = path_of(plain);
  const size_t mark = path.find('?');
  return mark == std::string::npos ? std::string() : path.substr(mark + 1);
}

void apply(Step& step, const FilterList& command) {
  Route& route = step.state.route;
  if (command.value.empty())
    route.query.erase(command.name);
  else
    route.query[command.name] = command.value;
  // A field's code says nothing without its framework.
  if (command.name == "framework_id") route.query.erase("field_code");
  step.requests.push_back(Navigate{path_of(route), true});
  enter_page(step);
}

void apply(Step& step, const MoreRows&) {
  switch (step.state.route.page) {
    case Page::users:
      return load_more_users(step);
    case Page::audit:
      return load_more_audit(step);
    case Page::own_values:
      return load_more_own_values(step);
    default:
      return;
  }
}

}  // namespace datavault
