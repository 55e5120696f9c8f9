#include "server/jobs/job_state.h"

#include <algorithm>
#include <array>
#include <string>

namespace datavault::jobs {
namespace {

struct Transition {
  JobEvent event;
  JobState from, to;
};

using S = JobState;
using E = JobEvent;

constexpr std::array kTransitions = std::to_array<Transition>({
    {E::claim, S::queued, S::running},
    {E::take_over, S::running, S::running},
    {E::wait, S::running, S::queued},
    {E::complete, S::running, S::completed},
    {E::complete_with_errors, S::running, S::completed_with_errors},
    {E::fail, S::running, S::failed},
    {E::halt, S::running, S::paused},
    {E::abandon, S::queued, S::cancelled},
    {E::pause, S::queued, S::paused},
    {E::pause, S::running, S::paused},
    {E::resume, S::paused, S::queued},
    {E::cancel, S::queued, S::cancelled},
    {E::cancel, S::running, S::cancelled},
    {E::cancel, S::paused, S::cancelled},
    {E::retry, S::completed_with_errors, S::queued},
    {E::retry, S::failed, S::queued},
    {E::retry, S::cancelled, S::queued},
});

constexpr std::array<std::string_view, 7> kStates{
    "QUEUED", "RUNNING", "PAUSED", "COMPLETED", "COMPLETED_WITH_ERRORS", "FAILED", "CANCELLED"};
constexpr std::array<std::string_view, 12> kEvents{
    "claim", "take over", "wait",   "complete", "complete with errors", "fail", "halt", "abandon",
    "pause", "resume",    "cancel", "retry"};

}  // namespace

std::string_view to_text(JobState state) { return kStates.at(static_cast<size_t>(state)); }
std::string_view to_text(JobEvent event) { return kEvents.at(static_cast<size_t>(event)); }

std::optional<JobState> state_from_text(std::string_view text) {
  const auto found = std::find(kStates.begin(), kStates.end(), text);
  if (found == kStates.end()) return std::nullopt;
  return static_cast<JobState>(found - kStates.begin());
}

std::optional<JobState> next_state(JobState from, JobEvent event) {
  const auto found =
      std::find_if(kTransitions.begin(), kTransitions.end(),
                   [&](const Transition& row) { return row.from == from && row.event == event; });
  if (found == kTransitions.end()) return std::nullopt;
  return found->to;
}

bool has_ended(JobState state) {
  return state == S::completed || state == S::completed_with_errors || state == S::failed ||
         state == S::cancelled;
}

bool has_ended(const store::JobRow& job) {
  const auto state = state_from_text(job.status);
  return state && has_ended(*state);
}

std::vector<JobEvent> admin_events(JobState state) {
  std::vector<JobEvent> events;
  for (const JobEvent event : {E::cancel, E::pause, E::resume, E::retry}) {
    if (next_state(state, event)) events.push_back(event);
  }
  return events;
}

Result<void> transition(store::JobRow& job, JobEvent event) {
  const auto from = state_from_text(job.status);
  const auto to = from ? next_state(*from, event) : std::nullopt;
  if (!to) {
    return conflict_error("A job that is " + job.status + " does not take \"" +
                          std::string(to_text(event)) + "\".");
  }
  job.status = to_text(*to);
  return {};
}

}  // namespace datavault::jobs
