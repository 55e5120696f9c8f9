#include <algorithm>

#include "web/state/json_get.h"
#include "web/state/parts.h"

namespace datavault {
namespace {

// While nothing is told; a stream that is open tells more.
constexpr uint32_t kJobPollMs = 500;
constexpr uint32_t kJobsPollMs = 2000;
// Events have no tenants: these are asked for as often as one can read.
constexpr uint32_t kTenantsMs = 1000;

constexpr const char* kJobs = "/superadmin/api/sync/jobs";

/// The job that the page shows the progress of; 0: none.
int64_t shown_job(const Route& route) {
  if (route.page == Page::template_provision || route.page == Page::template_bulk) {
    return route.query_integer("job");
  }
  const bool page = route.page == Page::job ||
                    (route.page == Page::distribute && route.step == WizardStep::progress);
  return page ? route.id : 0;
}

bool shows_job(const Route& route, int64_t job) { return job != 0 && shown_job(route) == job; }

bool shows_list(const Route& route) {
  return route.page == Page::jobs || route.page == Page::overview;
}

/// "Job 12 (GHG Protocol) is completed."
std::string finish_message(const AppState& state, const Job& job) {
  std::string name = "Job " + std::to_string(job.id);
  const FrameworkSummary* framework = find_framework(state, job.framework);
  const TemplateSummary* made_of = find_template(state.templates, job.template_id);
  if (framework != nullptr) name += " (" + framework->name + ")";
  if (made_of != nullptr) name += " (template " + made_of->name + ")";
  if (job.status == "COMPLETED") return name + " is completed.";
  if (job.status == "COMPLETED_WITH_ERRORS")
    return name + " is completed; some tenants were left out.";
  return name + (job.status == "CANCELLED" ? " was cancelled." : " has failed.");
}

void poll_again(Step& step, int64_t job) {
  if (step.state.jobs.live.open || !shows_job(step.state.route, job)) return;
  step.requests.push_back(StartTimer{TimerPurpose::poll_job, job, kJobPollMs});
}

void poll_list_again(Step& step) {
  const Jobs& jobs = step.state.jobs;
  if (jobs.live.open || !shows_list(step.state.route)) return;
  const auto& list = jobs.list.value;
  if (std::any_of(list.begin(), list.end(), [](const Job& job) { return !job.finished(); })) {
    step.requests.push_back(StartTimer{TimerPurpose::poll_jobs, 0, kJobsPollMs});
  }
}

/// Who looks at the job reads it there; others get a toast, which is read aloud as well.
void tell_end(Step& step, const Job& job) {
  std::string message = finish_message(step.state, job);
  if (shows_job(step.state.route, job.id)) {
    step.requests.push_back(Announce{std::move(message)});
    return;
  }
  const auto kind = job.status == "FAILED" ? ShowToast::Kind::problem : ShowToast::Kind::success;
  step.requests.push_back(ShowToast{kind, std::move(message)});
}

const Job* find_listed(const Jobs& jobs, int64_t id) {
  const auto& list = jobs.list.value;
  const auto it =
      std::find_if(list.begin(), list.end(), [&](const Job& job) { return job.id == id; });
  return it == list.end() ? nullptr : &*it;
}

/// Whether it was seen at its end before.
bool is_known_end(const Jobs& jobs, int64_t id) {
  const auto it = jobs.by_id.find(id);
  if (it != jobs.by_id.end() && it->second.has_value) return it->second.value.finished();
  const Job* listed = find_listed(jobs, id);
  return listed != nullptr && listed->finished();
}

void append_log(std::vector<LogEntry>& log, std::vector<LogEntry> more) {
  const int64_t last = log.empty() ? 0 : log.back().number;
  for (LogEntry& entry : more) {
    if (entry.number > last) log.push_back(std::move(entry));
  }
}

/// Kept while the job runs: what its sparkline shows.
void note_pace(Jobs& jobs, const Job& job) {
  constexpr size_t kKept = 40;
  if (job.finished()) {
    jobs.pace.erase(job.id);
    return;
  }
  if (job.rate_per_second < 0) return;
  std::vector<float>& pace = jobs.pace[job.id];
  pace.push_back(static_cast<float>(job.rate_per_second));
  if (pace.size() > kKept) pace.erase(pace.begin());
}

void update_list(Jobs& jobs, const Job& job) {
  if (!jobs.list.has_value) return;
  auto& list = jobs.list.value;
  const auto it =
      std::find_if(list.begin(), list.end(), [&](const Job& other) { return other.id <= job.id; });
  Job listed = job;
  listed.log.clear();
  if (it != list.end() && it->id == job.id)
    *it = std::move(listed);
  else
    list.insert(it, std::move(listed));
}

void update_page(Step& step, Job job) {
  Jobs& jobs = step.state.jobs;
  const auto it = jobs.by_id.find(job.id);
  if (it == jobs.by_id.end()) return;
  if (!it->second.has_value) {
    // The answer that is on its way may be older than this.
    it->second.value.change = job.change;
    return;
  }
  Job& known = it->second.value;
  job.targets = std::move(known.targets);
  std::vector<LogEntry> log = std::move(known.log);
  append_log(log, std::move(job.log));
  job.log = std::move(log);
  known = std::move(job);
  if (!shows_job(step.state.route, known.id)) return;
  if (known.finished()) return load_job(step, known.id);
  if (jobs.refreshing == known.id) return;
  jobs.refreshing = known.id;
  step.requests.push_back(StartTimer{TimerPurpose::poll_job, known.id, kTenantsMs});
}

}  // namespace

void load_jobs(Step& step) {
  auto& remote = step.state.jobs.list;
  if (remote.loading()) return;
  remote.start();
  send_get(step, {Call::jobs}, std::string(kJobs) + "?limit=200");
}

void load_job(Step& step, int64_t job) {
  auto& remote = step.state.jobs.by_id[job];
  if (remote.loading()) return;
  remote.start();
  send_get(step, {Call::job, job}, std::string(kJobs) + "/" + std::to_string(job) + "/status");
}

void jobs_replied(Step& step, const Replied& command) {
  auto& remote = step.state.jobs.list;
  Body body = body_of(command.reply);
  if (!body.ok) return remote.fail(std::move(body.failure));
  const int64_t seen = step.state.jobs.live.last_event;
  const bool is_old =
      step.state.jobs.live.open && integer_at(body.json, "last_event_id", seen) < seen;
  remote.arrive(jobs_from(body.json), command.at_ms);
  // What was told in the meantime is newer.
  if (is_old) return load_jobs(step);
  poll_list_again(step);
}

void job_replied(Step& step, const Replied& command) {
  auto& remote = step.state.jobs.by_id[command.tag.id];
  const Body body = body_of(command.reply);
  if (!body.ok) {
    // Nobody answered: it goes on when the server does. Anything else is for the user to read.
    remote.fail(body.failure);
    return;
  }
  const bool was_running = remote.has_value && !remote.value.finished();
  Result<Job> job = job_from_status(body.json);
  if (!job) return remote.fail(unreadable_reply(job.error()));
  if (job->change != 0 && job->change < remote.value.change) {
    remote.arrive(remote.has_value ? std::move(remote.value) : *std::move(job), command.at_ms);
    return load_job(step, command.tag.id);
  }
  remote.arrive(*std::move(job), command.at_ms);
  if (!remote.value.finished()) return poll_again(step, command.tag.id);
  if (was_running) tell_end(step, remote.value);
  if (was_running && remote.value.template_id != 0) template_job_ended(step);
  job_ended(step, command.tag.id);
}

void poll_elapsed(Step& step, const TimerElapsed& command) {
  const Route& route = step.state.route;
  Jobs& jobs = step.state.jobs;
  if (command.purpose == TimerPurpose::poll_job && jobs.refreshing == command.id) {
    jobs.refreshing = 0;
  }
  if (!step.state.session.signed_in()) return;
  if (command.purpose == TimerPurpose::poll_jobs && shows_list(route)) load_jobs(step);
  if (command.purpose == TimerPurpose::poll_job && shows_job(route, command.id)) {
    load_job(step, command.id);
  }
}

void watch_jobs(Step& step) {
  poll_list_again(step);
  const int64_t shown = shown_job(step.state.route);
  const auto it = step.state.jobs.by_id.find(shown);
  if (it != step.state.jobs.by_id.end() && !it->second.value.finished()) poll_again(step, shown);
}

void refresh_jobs(Step& step) {
  const Route& route = step.state.route;
  if (shows_list(route)) load_jobs(step);
  if (const int64_t job = shown_job(route); job != 0) load_job(step, job);
}

void job_changed(Step& step, Job job) {
  Jobs& jobs = step.state.jobs;
  if (job.finished() && !is_known_end(jobs, job.id)) {
    tell_end(step, job);
    if (job.template_id != 0) template_job_ended(step);
    if (job.framework.value != 0) keep_snapshot_of(step, job.framework.value);
    // What the job wrote is in none of the counts yet.
    if (step.state.route.page == Page::overview) {
      load_fleet(step);
      load_recent_changes(step);
    }
  }
  note_pace(jobs, job);
  const int64_t ended = job.finished() ? job.id : 0;
  update_list(jobs, job);
  update_page(step, std::move(job));
  if (ended != 0) job_ended(step, ended);
}

void apply(Step& step, const ActOnJob& command) {
  if (!step.state.jobs.under_way.emplace(command.job, command.action).second) return;
  send_post(step, {Call::act_on_job, command.job},
            std::string(kJobs) + "/" + std::to_string(command.job) + "/" +
                std::string(to_text(command.action)),
            "{}");
}

void job_acted_on(Step& step, const Replied& command) {
  step.state.jobs.under_way.erase(command.tag.id);
  const Body body = body_of(command.reply);
  if (!body.ok) {
    step.requests.push_back(ShowToast{ShowToast::Kind::problem, body.failure.message});
    return;
  }
  load_job(step, command.tag.id);
}

}  // namespace datavault
