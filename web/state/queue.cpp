#include "web/state/queue.h"

#include <algorithm>
#include <utility>

#include "web/state/json_get.h"

namespace datavault {
namespace {

using Stage = QueuedSubmission::Stage;

Json numbers(const std::set<int64_t>& set) { return Json(set); }

Json stale_to_json(const std::vector<StaleTarget>& stale) {
  Json list = Json::array();
  for (const StaleTarget& target : stale) {
    list.push_back({{"company_id", target.tenant.value}, {"reason", target.reason}});
  }
  return list;
}

std::string_view stage_text(Stage stage) {
  switch (stage) {
    case Stage::changed:
      return "changed";
    case Stage::refused:
      return "refused";
    case Stage::waiting:
    case Stage::sending:  // what became of it is asked again, with the same key
      break;
  }
  return "waiting";
}

Stage stage_from(const std::string& text) {
  if (text == "changed") return Stage::changed;
  return text == "refused" ? Stage::refused : Stage::waiting;
}

}  // namespace

const QueuedSubmission* Queue::find(const std::string& key) const {
  const auto it = std::find_if(items.begin(), items.end(),
                               [&](const QueuedSubmission& item) { return item.key == key; });
  return it == items.end() ? nullptr : &*it;
}

QueuedSubmission* Queue::find(const std::string& key) {
  return const_cast<QueuedSubmission*>(std::as_const(*this).find(key));
}

bool shares_tenants(const QueuedSubmission& a, const QueuedSubmission& b) {
  return std::any_of(a.tenants.begin(), a.tenants.end(),
                     [&b](TenantId tenant) { return b.tenants.contains(tenant); });
}

const QueuedSubmission* blocker_of(const Queue& queue, const QueuedSubmission& item) {
  for (const QueuedSubmission& earlier : queue.items) {
    if (earlier.key == item.key) return nullptr;
    if (shares_tenants(earlier, item)) return &earlier;
  }
  return nullptr;
}

std::string text_of(const QueuedSubmission& item) {
  Json tenants = Json::array();
  for (const TenantId tenant : item.tenants) tenants.push_back(tenant.value);
  Json outcomes = Json::object();
  for (const auto& [outcome, count] : item.outcomes) outcomes[to_text(outcome)] = count;
  return Json{{"key", item.key},
              {"framework", item.framework.value},
              {"framework_name", item.framework_name},
              {"version", item.version},
              {"tenants", std::move(tenants)},
              {"outcomes", std::move(outcomes)},
              {"body", item.body},
              {"queued_at", item.queued_at_ms},
              {"snapshot_taken_at", item.snapshot_taken_at_ms},
              {"after_jobs", numbers(item.after_jobs)},
              {"stage", stage_text(item.stage)},
              {"problem", item.problem},
              {"stale", stale_to_json(item.stale)}}
      .dump();
}

std::optional<QueuedSubmission> queued_from(const std::string& text) {
  const Result<Json> json = parse_json(text);
  if (!json || text_at(*json, "key").empty()) return std::nullopt;
  QueuedSubmission item;
  item.key = text_at(*json, "key");
  item.framework = {integer_at(*json, "framework")};
  item.framework_name = text_at(*json, "framework_name");
  item.version = integer_at(*json, "version");
  for (const Json& id : list_at(*json, "tenants")) {
    if (const auto number = integer_of(id)) item.tenants.insert({*number});
  }
  const Json& outcomes = member_at(*json, "outcomes");
  for (const auto& [name, count] : outcomes.items()) {
    const auto outcome = outcome_from_text(name);
    if (outcome) item.outcomes[*outcome] = integer_of(count).value_or(0);
  }
  item.body = text_at(*json, "body");
  item.queued_at_ms = integer_at(*json, "queued_at");
  item.snapshot_taken_at_ms = integer_at(*json, "snapshot_taken_at");
  for (const Json& job : list_at(*json, "after_jobs")) {
    if (const auto number = integer_of(job)) item.after_jobs.insert(*number);
  }
  item.stage = stage_from(text_at(*json, "stage"));
  item.problem = text_at(*json, "problem");
  for (const Json& target : list_at(*json, "stale")) {
    item.stale.push_back({{integer_at(target, "company_id")}, text_at(target, "reason")});
  }
  return item;
}

}  // namespace datavault
