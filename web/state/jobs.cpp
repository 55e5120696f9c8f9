#include "web/state/parts.h"

namespace datavault {
namespace {

constexpr uint32_t kJobPollMs = 300;
constexpr uint32_t kJobsPollMs = 2000;

bool shows_job(const Route& route, int64_t job) {
  const bool page = route.page == Page::job ||
                    (route.page == Page::distribute && route.step == WizardStep::progress);
  return page && route.id == job;
}

bool shows_list(const Route& route) {
  return route.page == Page::jobs || route.page == Page::overview;
}

std::string finish_message(const Job& job) {
  if (job.status == "COMPLETED") return "The job is completed.";
  if (job.status == "COMPLETED_WITH_ERRORS")
    return "The job is completed; some tenants were left out.";
  return job.status == "CANCELLED" ? "The job was cancelled." : "The job has failed.";
}

void poll_again(Step& step, int64_t job) {
  if (shows_job(step.state.route, job)) {
    step.requests.push_back(StartTimer{TimerPurpose::poll_job, job, kJobPollMs});
  }
}

}  // namespace

void load_jobs(Step& step) {
  auto& remote = step.state.jobs.list;
  if (remote.loading()) return;
  remote.start();
  send_get(step, {Call::jobs}, "/superadmin/api/sync/jobs?limit=200");
}

void load_job(Step& step, int64_t job) {
  auto& remote = step.state.jobs.by_id[job];
  if (remote.loading()) return;
  remote.start();
  send_get(step, {Call::job, job}, "/superadmin/api/sync/jobs/" + std::to_string(job) + "/status");
}

void jobs_replied(Step& step, const Replied& command) {
  auto& remote = step.state.jobs.list;
  Body body = body_of(command.reply);
  if (!body.ok) return remote.fail(std::move(body.failure));
  remote.arrive(jobs_from(body.json), command.at_ms);
  bool running = false;
  for (const Job& job : remote.value) running |= !job.finished();
  if (running && shows_list(step.state.route)) {
    step.requests.push_back(StartTimer{TimerPurpose::poll_jobs, 0, kJobsPollMs});
  }
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
  remote.arrive(*std::move(job), command.at_ms);
  if (!remote.value.finished()) return poll_again(step, command.tag.id);
  if (was_running && shows_job(step.state.route, command.tag.id)) {
    step.requests.push_back(Announce{finish_message(remote.value)});
  }
}

void poll_elapsed(Step& step, const TimerElapsed& command) {
  const Route& route = step.state.route;
  if (!step.state.session.signed_in()) return;
  if (command.purpose == TimerPurpose::poll_jobs && shows_list(route)) load_jobs(step);
  if (command.purpose == TimerPurpose::poll_job && shows_job(route, command.id)) {
    load_job(step, command.id);
  }
}

}  // namespace datavault
