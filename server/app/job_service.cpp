#include "server/app/job_service.h"

#include <algorithm>
#include <utility>

#include "server/jobs/job_edit.h"

namespace datavault {
namespace {

constexpr int64_t kMostChanges = 200;
constexpr int64_t kMostLogLines = 1000;

Failure state_conflict(const store::JobRow& job, jobs::JobEvent event) {
  Json actions = Json::array();
  const auto state = jobs::state_from_text(job.status);
  if (state) {
    for (const auto possible : jobs::admin_events(*state)) {
      actions.push_back(jobs::to_text(possible));
    }
  }
  const std::string action(jobs::to_text(event));
  return Failure(
      conflict_error("This job is " + job.status + "; \"" + action + "\" is not possible now."),
      "job_state_conflict",
      {{"status", job.status}, {"action", action}, {"actions", std::move(actions)}});
}

const char* past_of(jobs::JobEvent event) {
  switch (event) {
    case jobs::JobEvent::pause:
      return "Paused";
    case jobs::JobEvent::resume:
      return "Resumed";
    case jobs::JobEvent::cancel:
      return "Cancelled";
    default:
      return "To be tried again";
  }
}

}  // namespace

Reply<store::JobRow> JobService::require(store::ReadTransaction& tx, int64_t job_id) {
  auto job = store::find_job(tx, job_id);
  if (!job) return job.error();
  if (*job) return **std::move(job);
  return Failure(not_found("There is no job with the id " + std::to_string(job_id) + "."),
                 "job_not_found");
}

Reply<std::optional<CreatedJob>> JobService::replayed(store::ReadTransaction& tx,
                                                      const SubmissionKey& key,
                                                      const Actor& actor) {
  if (key.key.empty()) return std::optional<CreatedJob>();
  auto known = store::find_idempotency_key(tx, actor.user_id.value_or(0), key.key);
  if (!known) return known.error();
  if (!*known) return std::optional<CreatedJob>();
  if ((*known)->request_digest == key.digest) {
    return std::optional(CreatedJob{(*known)->job_id, true});
  }
  return Failure(conflict_error("This idempotency key was used for another request."),
                 "idempotency_key_reused");
}

Reply<CreatedJob> JobService::submit(
    const SubmissionKey& key, const Actor& actor,
    const std::function<Reply<JobSubmission>(store::WriteTransaction&)>& make) {
  auto tx = database_.write();
  if (!tx) return tx.error();
  auto known = replayed(*tx, key, actor);
  if (!known) return known.failure();
  if (*known) return **known;
  auto submission = make(*tx);
  if (!submission) return submission.failure();
  auto id = queue(*tx, *std::move(submission), actor);
  if (!id) return id.failure();
  if (!key.key.empty()) {
    auto kept = store::insert_idempotency_key(
        *tx, {*actor.user_id, key.key, key.digest, *id, iso_now(clock_)});
    if (!kept) return kept.error();
  }
  if (auto committed = tx->commit(); !committed) return committed.error();
  hub_.publish();
  notify_();
  return CreatedJob{*id, false};
}

Reply<int64_t> JobService::queue(store::WriteTransaction& tx, JobSubmission submission,
                                 const Actor& actor) {
  if (auto failed = failed_dependency(tx, submission.options.depends_on)) return *failed;
  store::JobRow& job = submission.job;
  auto& targets = submission.targets;
  job.status = to_text(jobs::JobState::queued);
  job.initiated_by = actor.email;
  job.initiated_by_id = actor.user_id;
  job.target_count = static_cast<int64_t>(targets.size());
  job.outcomes = Json({{"PENDING", job.target_count}}).dump();
  job.created_at = iso_now(clock_);
  job.priority = submission.options.priority;
  job.not_before = submission.options.not_before;
  job.depends_on = submission.options.depends_on;
  submission.parameters["sync_options"] = jobs::job_options_to_json(submission.options);
  job.parameters = canonical_json(submission.parameters);
  for (int64_t i = 0; i < job.target_count; ++i) {
    targets[static_cast<size_t>(i)].wave = jobs::wave_of(submission.options, i, job.target_count);
  }
  auto id = store::insert_job(tx, job, targets);
  if (!id) return id.error();
  job.id = *id;
  if (submission.more) {
    if (auto wrote = submission.more(tx, *id); !wrote) return wrote.error();
  }
  jobs::JobEdit edit(tx, clock_, std::move(job));
  edit.log("INFO", std::move(submission.log));
  if (auto saved = edit.save(); !saved) return saved.error();
  submission.audit.entity = "job";
  submission.audit.entity_id = std::to_string(*id);
  if (auto audited = audit_.record(tx, actor, submission.audit); !audited) return audited.error();
  return *id;
}

Reply<int64_t> JobService::record_done(store::WriteTransaction& tx, JobSubmission submission,
                                       const Actor& actor) {
  auto targets = submission.targets;
  auto id = queue(tx, std::move(submission), actor);
  if (!id) return id;
  auto job = require(tx, *id);
  if (!job) return job.failure();
  for (store::JobTargetRow& target : targets) {
    target.status = "APPLIED";
    target.outcome = target.planned_outcome;
    target.finished_at = iso_now(clock_);
  }
  if (auto wrote = store::update_targets(tx, *id, targets); !wrote) return wrote.error();
  jobs::JobEdit edit(tx, clock_, *std::move(job));
  if (auto begun = edit.apply(jobs::JobEvent::claim); !begun) return begun.error();
  edit.row.started_at = edit.row.created_at;
  if (auto counted = edit.recount(); !counted) return counted.error();
  if (auto ended = edit.apply(jobs::JobEvent::complete); !ended) return ended.error();
  if (auto saved = edit.save(); !saved) return saved.error();
  return id;
}

std::optional<Failure> JobService::failed_dependency(store::ReadTransaction& tx,
                                                     std::optional<int64_t> depends_on) {
  if (!depends_on) return std::nullopt;
  auto job = require(tx, *depends_on);
  if (!job) return job.failure();
  if (job->status != "FAILED" && job->status != "CANCELLED") return std::nullopt;
  return Failure(
      conflict_error("Job " + std::to_string(*depends_on) + ", on which this one depends, " +
                     (job->status == "FAILED" ? "failed" : "was cancelled") +
                     ". Retry that one first."),
      "dependency_failed", {{"job", *depends_on}, {"status", job->status}});
}

std::optional<Failure> JobService::reopen(store::WriteTransaction& tx, const store::JobRow& job) {
  auto taken_back = store::has_rollback(tx, job.id);
  if (!taken_back) return taken_back.error();
  if (*taken_back) {
    return Failure(conflict_error("This job was rolled back; distribute again instead."),
                   "job_rolled_back");
  }
  auto pending = store::reopen_targets(tx, job.id);
  if (!pending) return pending.error();
  if (*pending > 0) return std::nullopt;
  return Failure(conflict_error("No company of this job failed or was left out. What was held or "
                                "was stale needs a new preview."),
                 "nothing_to_retry");
}

Reply<store::JobRow> JobService::act(int64_t job_id, jobs::JobEvent event,
                                     const std::string& reason, const Actor& actor) {
  auto tx = database_.write();
  if (!tx) return tx.error();
  auto job = require(*tx, job_id);
  if (!job) return job;
  jobs::JobEdit edit(*tx, clock_, *std::move(job));
  const store::JobRow before = edit.row;
  if (auto applied = edit.apply(event); !applied) return state_conflict(before, event);
  const bool is_restart = event == jobs::JobEvent::retry || event == jobs::JobEvent::resume;
  if (is_restart) {
    if (auto failed = failed_dependency(*tx, before.depends_on)) return *failed;
  }
  if (event == jobs::JobEvent::retry) {
    if (auto refused = reopen(*tx, before)) return *refused;
  }
  if (event == jobs::JobEvent::cancel) {
    auto cancelled = store::cancel_pending_targets(*tx, job_id, iso_now(clock_));
    if (!cancelled) return cancelled.error();
  }
  const std::string line =
      std::string(past_of(event)) + " by " + actor.email + (reason.empty() ? "." : ": " + reason);
  if (!is_restart) edit.row.reason = line;
  edit.log("INFO", line);
  if (auto counted = edit.recount(); !counted) return counted.error();
  if (auto saved = edit.save(); !saved) return saved.error();
  if (auto left = jobs::abandon_dependents(*tx, clock_, edit.row); !left) return left.error();
  Json payload = {{"status", before.status}};
  if (!reason.empty()) payload["reason"] = reason;
  auto audited = audit_.record(*tx, actor,
                               {"sync." + std::string(jobs::to_text(event)), "job",
                                std::to_string(job_id), std::move(payload)});
  if (!audited) return audited.error();
  if (auto committed = tx->commit(); !committed) return committed.error();
  hub_.publish();
  notify_();
  return std::move(edit.row);
}

Reply<store::JobRow> JobService::find(int64_t job_id) {
  auto tx = database_.read();
  if (!tx) return tx.error();
  return require(*tx, job_id);
}

Reply<JobStatus> JobService::status(int64_t job_id) {
  auto tx = database_.read();
  if (!tx) return tx.error();
  auto job = require(*tx, job_id);
  if (!job) return job.failure();
  auto targets = store::load_targets(*tx, job_id);
  if (!targets) return targets.error();
  auto entries = store::load_log(*tx, job_id);
  if (!entries) return entries.error();
  auto change = store::last_change_number(*tx);
  if (!change) return change.error();
  return JobStatus{*std::move(job), *std::move(targets), *std::move(entries), *change};
}

Reply<store::Page<store::JobRow>> JobService::list(const store::PageRequest& request) {
  auto tx = database_.read();
  if (!tx) return tx.error();
  return store::list_jobs(*tx, request);
}

Result<std::map<std::string, int64_t>> JobService::counts() {
  auto tx = database_.read();
  if (!tx) return tx.error();
  auto counts = store::count_jobs(*tx);
  if (!counts) return counts;
  for (int state = 0; state <= static_cast<int>(jobs::JobState::cancelled); ++state) {
    (*counts)[std::string(to_text(static_cast<jobs::JobState>(state)))] += 0;
  }
  return counts;
}

Result<int64_t> JobService::last_change() {
  auto tx = database_.read();
  if (!tx) return tx.error();
  return store::last_change_number(*tx);
}

Result<std::vector<JobChange>> JobService::changes_after(int64_t change,
                                                         std::optional<int64_t> job) {
  auto tx = database_.read();
  if (!tx) return tx.error();
  auto rows = store::load_jobs_changed_after(*tx, change, job, kMostChanges);
  if (!rows) return rows.error();
  std::vector<JobChange> changes;
  for (store::JobRow& row : *rows) {
    auto log = store::load_log(*tx, row.id, change, kMostLogLines);
    if (!log) return log.error();
    changes.push_back({std::move(row), *std::move(log)});
  }
  return changes;
}

}  // namespace datavault
