#include "server/jobs/job_runner.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "server/jobs/job_options.h"

namespace datavault::jobs {
namespace {

/// Small enough that progress shows and an admin's word is heard soon (500 tenants take some 30
/// ms), large enough that a thousand tenants take few commits.
int64_t batch_size(const store::JobRow& job) {
  return std::clamp<int64_t>(job.target_count / 8, 1, 500);
}

JobOptions options_of(const store::JobRow& job) {
  return job_options_of(Json::parse(job.parameters, nullptr, false));
}

std::string summary_of(const TargetCounts& counts) {
  std::string text;
  for (const auto& [status, count] : counts) {
    text += (text.empty() ? "" : ", ") + std::to_string(count) + " " + status;
  }
  return text;
}

std::string name_in(const BatchResult& result, TenantId tenant) {
  const auto name = result.names.find(tenant);
  return name == result.names.end() ? "Company " + std::to_string(tenant.value) : name->second;
}

int64_t count_in(const TargetCounts& counts, const std::string& status) {
  const auto found = counts.find(status);
  return found == counts.end() ? 0 : found->second;
}

/// Not the target's fault: it says something of the machine.
bool is_nobodys_fault(const Error& error) { return error.code == Error::Code::unavailable; }

}  // namespace

/// What became of a batch: a step, or the targets whose turn failed.
struct JobRunner::Outcome {
  Step step = Step::more;
  std::vector<TenantId> failed;
  Error error;
};

template <typename Answer, typename Work>
Result<Answer> JobRunner::with_held_job(int64_t job_id, const std::string& owner, Answer over,
                                        Work work) {
  auto tx = database_.write();
  if (!tx) return tx.error();
  auto job = store::find_job(*tx, job_id);
  if (!job) return job.error();
  if (!*job || (*job)->status != "RUNNING" || (*job)->lease_owner != owner) return over;
  JobEdit edit(*tx, clock_, **std::move(job));
  return work(*tx, edit);
}

Result<Step> JobRunner::step(int64_t job_id, const std::string& owner) {
  auto outcome = run(job_id, owner, {});
  if (!outcome) return outcome.error();
  if (outcome->failed.empty()) return outcome->step;
  if (outcome->failed.size() > 1) return run_alone(job_id, owner, outcome->failed);
  return fail_target(job_id, owner, outcome->failed.front(), outcome->error);
}

/// One of them cannot be done. One by one the others still are, and it alone fails.
Result<Step> JobRunner::run_alone(int64_t job_id, const std::string& owner,
                                  const std::vector<TenantId>& tenants) {
  for (const TenantId tenant : tenants) {
    auto outcome = run(job_id, owner, {tenant});
    if (!outcome) return outcome.error();
    if (!outcome->failed.empty()) {
      auto failed = fail_target(job_id, owner, tenant, outcome->error);
      if (!failed) return failed;
      outcome->step = *failed;
    }
    if (outcome->step == Step::over) return Step::over;
  }
  return Step::more;
}

/// `only`: of the targets that are due, these; empty: as many as a batch has.
Result<JobRunner::Outcome> JobRunner::run(int64_t job_id, const std::string& owner,
                                          const std::vector<TenantId>& only) {
  return with_held_job(
      job_id, owner, Outcome{Step::over, {}, {}},
      [&](store::WriteTransaction& tx, JobEdit& edit) { return run_batch(tx, edit, only); });
}

Result<JobRunner::Outcome> JobRunner::run_batch(store::WriteTransaction& tx, JobEdit& edit,
                                                const std::vector<TenantId>& only) {
  const auto as_outcome = [](Result<Step> step) -> Result<Outcome> {
    if (!step) return step.error();
    return Outcome{*step, {}, {}};
  };
  const auto kind = kinds_.find(edit.row.kind);
  if (kind == kinds_.end()) {
    return as_outcome(fail_job(tx, edit, invalid_input("This program cannot run such a job.")));
  }
  auto wave = store::pending_wave(tx, edit.row.id);
  if (!wave) return wave.error();
  std::vector<store::JobTargetRow> due;
  if (*wave) {
    const int64_t limit = only.empty() ? batch_size(edit.row) : edit.row.target_count;
    auto found = store::load_due_targets(tx, edit.row.id, **wave, iso_now(clock_), limit);
    if (!found) return found.error();
    due = *std::move(found);
    std::erase_if(due, [&](const store::JobTargetRow& row) {
      return !only.empty() && std::find(only.begin(), only.end(), row.tenant) == only.end();
    });
    edit.row.current_wave = **wave;
  }
  if (due.empty()) return as_outcome(conclude(tx, edit));
  const MetricTimer timer(&metrics_, "datavault_job_batch_duration_seconds",
                          {{"kind", edit.row.kind}});
  auto result = kind->second.run_batch(tx, edit.row, due);
  if (result) return as_outcome(settle(tx, edit, due, *result));
  if (is_nobodys_fault(result.error())) return result.error();
  return Outcome{Step::more, store::tenants_of(due), result.error()};
}

Result<Step> JobRunner::settle(store::WriteTransaction& tx, JobEdit& edit,
                               const std::vector<store::JobTargetRow>& before,
                               const BatchResult& result) {
  auto counts = counts_of(edit.row);
  counts["PENDING"] -= static_cast<int64_t>(before.size());
  for (const auto& target : result.targets) {
    ++counts[target.status];
    if (target.error) edit.log("WARNING", name_in(result, target.tenant) + ": " + *target.error);
  }
  edit.set_counts(counts);
  auto wrote = store::update_targets(tx, edit.row.id, result.targets);
  if (!wrote) return wrote.error();
  ++edit.row.lease_beat;
  return conclude(tx, edit);
}

Result<Step> JobRunner::conclude(store::WriteTransaction& tx, JobEdit& edit) {
  auto wave = store::pending_wave(tx, edit.row.id);
  if (!wave) return wave.error();
  if (!*wave) {
    auto recounted = edit.recount();
    if (!recounted) return recounted.error();
    auto finished = finish(edit);
    return finished ? commit(tx, edit, Step::over) : finished;
  }
  if (**wave > edit.row.current_wave) {
    auto halted = halt(tx, edit, **wave);
    if (!halted) return halted.error();
    if (*halted) return commit(tx, edit, Step::over);
  }
  auto due = store::load_due_targets(tx, edit.row.id, **wave, iso_now(clock_), 1);
  if (!due) return due.error();
  if (!due->empty()) return commit(tx, edit, Step::more);
  auto next = store::next_attempt_of_wave(tx, edit.row.id, **wave);
  if (!next) return next.error();
  if (auto applied = edit.apply(JobEvent::wait); !applied) return applied.error();
  edit.row.waits_until = *next;
  edit.row.waits_since = iso_now(clock_);
  edit.log("INFO", "Waits for the next attempt on companies that failed.");
  return commit(tx, edit, Step::over);
}

Result<bool> JobRunner::halt(store::WriteTransaction& tx, JobEdit& edit, int64_t next_wave) {
  const JobOptions options = options_of(edit.row);
  const int64_t ended = edit.row.current_wave;
  edit.row.current_wave = next_wave;
  if (!options.waves) return false;
  auto counts = store::count_targets(tx, edit.row.id, ended);
  if (!counts) return counts.error();
  int64_t size = 0;
  for (const auto& [status, count] : *counts) size += count;
  const int64_t bad = count_in(*counts, "FAILED") + count_in(*counts, "STALE");
  const std::string wave = "Wave " + std::to_string(ended + 1) + " ended: " + summary_of(*counts);
  if (static_cast<double>(bad) <= options.waves->max_failure_rate * static_cast<double>(size)) {
    edit.log("INFO", wave + ".");
    return false;
  }
  if (auto applied = edit.apply(JobEvent::halt); !applied) return applied.error();
  edit.row.reason = wave +
                    ". More than the limit failed or were stale; resume to go on with wave " +
                    std::to_string(next_wave + 1) + ".";
  edit.log("WARNING", *edit.row.reason);
  return true;
}

Result<Step> JobRunner::finish(JobEdit& edit) {
  const auto counts = counts_of(edit.row);
  const bool all_well = count_in(counts, "FAILED") + count_in(counts, "HELD") +
                            count_in(counts, "STALE") + count_in(counts, "CANCELLED") ==
                        0;
  auto applied = edit.apply(all_well ? JobEvent::complete : JobEvent::complete_with_errors);
  if (!applied) return applied.error();
  edit.log(all_well ? "INFO" : "WARNING", "Ended: " + summary_of(counts) + ".");
  return Step::over;
}

Result<Step> JobRunner::commit(store::WriteTransaction& tx, JobEdit& edit, Step step) {
  if (auto saved = edit.save(); !saved) return saved.error();
  if (auto committed = tx.commit(); !committed) return committed.error();
  hub_.publish();
  if (has_ended(edit.row)) {
    metrics_.observe("datavault_job_duration_seconds",
                     {{"kind", edit.row.kind}, {"status", edit.row.status}},
                     static_cast<double>(edit.row.duration_millis.value_or(0)) / 1000);
    for (const auto& [status, count] : counts_of(edit.row)) {
      metrics_.count("datavault_job_targets_total", {{"status", status}},
                     static_cast<double>(count));
    }
  }
  return step;
}

Result<Step> JobRunner::fail_job(store::WriteTransaction& tx, JobEdit& edit, const Error& error) {
  if (auto applied = edit.apply(JobEvent::fail); !applied) return applied.error();
  edit.row.error_message = error.message;
  edit.log("ERROR", error.message);
  if (auto left = abandon_dependents(tx, clock_, edit.row); !left) return left.error();
  return commit(tx, edit, Step::over);
}

Result<Step> JobRunner::check(int64_t job_id, const std::string& owner) {
  return with_held_job(job_id, owner, Step::over, [&](store::WriteTransaction& tx, JobEdit& edit) {
    return check_kind(tx, edit);
  });
}

Result<Step> JobRunner::check_kind(store::WriteTransaction& tx, JobEdit& edit) {
  const auto kind = kinds_.find(edit.row.kind);
  if (kind == kinds_.end() || !kind->second.check) return Step::more;
  auto checked = kind->second.check(tx, edit.row);
  if (checked) return Step::more;
  const Error::Code code = checked.error().code;
  if (code == Error::Code::storage || code == Error::Code::unavailable) return checked.error();
  return fail_job(tx, edit, checked.error());
}

Result<Step> JobRunner::fail_target(int64_t job_id, const std::string& owner, TenantId tenant,
                                    const Error& error) {
  return with_held_job(job_id, owner, Step::over, [&](store::WriteTransaction& tx, JobEdit& edit) {
    return set_back(tx, edit, tenant, error);
  });
}

Result<Step> JobRunner::set_back(store::WriteTransaction& tx, JobEdit& edit, TenantId tenant,
                                 const Error& error) {
  auto found = store::find_target(tx, edit.row.id, tenant);
  if (!found) return found.error();
  if (!*found || (*found)->status != "PENDING") return Step::more;
  store::JobTargetRow row = **std::move(found);
  const JobOptions options = options_of(edit.row);
  const int64_t now = clock_.now_millis();
  row.error = error.message;
  row.finished_at = iso_time(now);
  edit.row.current_wave = row.wave;
  ++row.attempts;
  const std::string who = "Company " + std::to_string(tenant.value) + ": " + error.message;
  if (error.code == Error::Code::storage && row.attempts < options.max_attempts) {
    row.next_attempt_at = iso_time(now + backoff_millis(options, row.attempts));
    edit.log("WARNING", who + " Attempt " + std::to_string(row.attempts) + " of " +
                            std::to_string(options.max_attempts) + ".");
  } else {
    row.status = "FAILED";
    row.next_attempt_at = std::nullopt;
    auto counts = counts_of(edit.row);
    --counts["PENDING"];
    ++counts["FAILED"];
    edit.set_counts(counts);
    edit.log("ERROR", who);
  }
  if (auto updated = store::update_targets(tx, edit.row.id, {row}); !updated)
    return updated.error();
  ++edit.row.lease_beat;
  return conclude(tx, edit);
}

}  // namespace datavault::jobs
