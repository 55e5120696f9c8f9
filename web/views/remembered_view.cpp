#include "web/views/remembered_view.h"

#include "web/views/answer_words.h"
#include "web/views/job_view.h"
#include "web/views/words.h"

namespace datavault {
namespace {

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
  row.value = attribute_text(answer.value, attribute);
  row.by = answer.decided_by;
  row.when = date_text(answer.decided_at);
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
