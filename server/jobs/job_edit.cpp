#include "server/jobs/job_edit.h"

#include <algorithm>
#include <utility>

#include "core/base/json.h"
#include "server/store/counters.h"

namespace datavault::jobs {

TargetCounts counts_of(const store::JobRow& job) {
  TargetCounts counts;
  const Json json = Json::parse(job.outcomes, nullptr, false);
  if (!json.is_object()) return counts;
  for (const auto& [status, count] : json.items()) {
    if (count.is_number_integer() && count.get<int64_t>() != 0) {
      counts[status] = count.get<int64_t>();
    }
  }
  return counts;
}

/// What ends, pauses or waits lets go of its lease; a job that only waits keeps its framework.
Result<void> JobEdit::apply(JobEvent event) {
  if (auto changed = transition(row, event); !changed) return changed;
  const int64_t now = clock_.now_millis();
  if (row.status != "RUNNING") release_lease();
  if (row.status != "RUNNING" && event != JobEvent::wait) row.holds_framework = false;
  if (event != JobEvent::wait) row.waits_until = row.waits_since = std::nullopt;
  if (has_ended(row)) {
    row.completed_at = iso_time(now);
    const int64_t began = millis_from_iso(row.started_at.value_or(iso_time(now)));
    row.duration_millis = std::max<int64_t>(0, now - began);
  }
  if (event == JobEvent::resume || event == JobEvent::retry) {
    row.reason = row.error_message = row.completed_at = std::nullopt;
    row.duration_millis = std::nullopt;
  }
  return {};
}

void JobEdit::log(const char* level, std::string message) {
  log_.push_back({0, iso_now(clock_), level, std::move(message)});
}

void JobEdit::set_counts(const TargetCounts& counts) {
  Json json = Json::object();
  for (const auto& [status, count] : counts) {
    if (count != 0) json[status] = count;
  }
  row.outcomes = json.dump();
  const auto pending = counts.find("PENDING");
  row.done_count = row.target_count - (pending == counts.end() ? 0 : pending->second);
}

Result<void> JobEdit::recount() {
  auto counts = store::count_targets(tx_, row.id);
  if (!counts) return counts.error();
  set_counts(*counts);
  return {};
}

void JobEdit::release_lease() { row.lease_owner = std::nullopt; }

Result<void> JobEdit::save() {
  auto change = store::next_ids(tx_, "job_changes");
  if (!change) return change.error();
  row.change_number = *change;
  if (auto updated = store::update_job(tx_, row); !updated) return updated;
  return store::append_log(tx_, row.id, *change, log_);
}

Result<void> abandon_dependents(store::WriteTransaction& tx, const Clock& clock,
                                const store::JobRow& ended) {
  if (ended.status != "FAILED" && ended.status != "CANCELLED") return {};
  auto dependents = store::load_dependents(tx, ended.id, "QUEUED");
  if (!dependents) return dependents.error();
  for (store::JobRow& dependent : *dependents) {
    JobEdit edit(tx, clock, std::move(dependent));
    if (auto applied = edit.apply(JobEvent::abandon); !applied) return applied;
    edit.row.reason = "Job " + std::to_string(ended.id) + ", on which this one depends, " +
                      (ended.status == "FAILED" ? "failed." : "was cancelled.");
    edit.log("WARNING", *edit.row.reason);
    auto cancelled = store::cancel_pending_targets(tx, edit.row.id, iso_now(clock));
    if (!cancelled) return cancelled;
    if (auto counted = edit.recount(); !counted) return counted;
    if (auto saved = edit.save(); !saved) return saved;
    if (auto further = abandon_dependents(tx, clock, edit.row); !further) return further;
  }
  return {};
}

}  // namespace datavault::jobs
