#include "web/views/remembered_view.h"

#include "web/views/job_view.h"
#include "web/views/words.h"

namespace datavault {
namespace {

std::string when_text(const RememberedAnswer& answer) {
  const std::string date = date_text(answer.decided_at);
  if (answer.decided_by.empty()) return date;
  return date.empty() ? answer.decided_by : answer.decided_by + ", " + date;
}

RememberedRow row_of(const RememberedAnswer& answer, const std::map<TenantId, std::string>& names) {
  RememberedRow row;
  row.id = answer.id;
  row.tenant = answer.tenant_name;
  if (const auto it = names.find(answer.tenant); row.tenant.empty() && it != names.end()) {
    row.tenant = it->second;
  }
  if (row.tenant.empty()) row.tenant = "Tenant " + std::to_string(answer.tenant.value);
  row.field = answer.field_code.empty() ? answer.field_uid : answer.field_code;
  const auto attribute = attribute_from_text(answer.attribute);
  row.attribute = attribute ? std::string(name_of(*attribute)) : "Whole field";
  row.value = value_text(answer.value);
  row.when = when_text(answer);
  return row;
}

}  // namespace

RememberedView build_remembered_view(const AppState& state, int64_t framework,
                                     const RememberedUi& ui) {
  RememberedView view;
  const RememberedAnswers& remembered = state.remembered;
  if (remembered.framework != framework) return view;
  view.load = load_view(remembered.list);
  view.asked = remembered.list.status != LoadStatus::idle;
  const auto names = tenant_names(state);
  for (const RememberedAnswer& answer : remembered.list.value) {
    ++view.total;
    RememberedRow row = row_of(answer, names);
    row.withdrawing = remembered.withdrawing.contains(row.id);
    if (row.id == ui.asks) view.asks_about = row.field + ", " + row.attribute + " of " + row.tenant;
    const std::string text = row.tenant + " " + row.field + " " + row.attribute + " " + row.value;
    if (matches(text, ui.search)) view.rows.push_back(std::move(row));
  }
  return view;
}

}  // namespace datavault
