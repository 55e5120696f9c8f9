#include "web/views/change_words.h"

#include <algorithm>
#include <array>

#include "web/state/json_get.h"

namespace datavault {
namespace {

/// What an action is called, before the name of what it was done to.
struct ChangeWord {
  std::string_view action, text;
  Tone tone = Tone::neutral;
};

constexpr std::array<ChangeWord, 21> kChangeWords{{
    {"framework.import", "Published", Tone::accent},
    {"framework.create", "Created framework", Tone::success},
    {"company.create", "Created tenant", Tone::success},
    {"company.update", "Changed tenant", Tone::neutral},
    {"company.framework.edit", "Edited the copy of", Tone::warning},
    {"tenant.framework.edit", "Edited the copy of", Tone::warning},
    {"company.values.put", "Entered values for", Tone::neutral},
    {"tenant.values.put", "Entered values for", Tone::neutral},
    {"company.entities.add", "Added entities to", Tone::neutral},
    {"company.assignments.put", "Changed assignments of", Tone::neutral},
    {"sync.distribute", "Distributed", Tone::accent},
    {"sync.rollback", "Rolled back", Tone::warning},
    {"sync.cancel", "Cancelled", Tone::danger},
    {"sync.pause", "Paused", Tone::warning},
    {"sync.resume", "Resumed", Tone::success},
    {"sync.retry", "Tried again", Tone::neutral},
    {"sync.remembered.withdraw", "Withdrew a remembered answer", Tone::neutral},
    {"approval.ask", "Asked for approval", Tone::warning},
    {"approval.approve", "Approved", Tone::success},
    {"approval.reject", "Rejected", Tone::danger},
    {"user.create", "Created user", Tone::success},
}};

const ChangeWord* find_word(const std::string& action) {
  const auto it = std::find_if(kChangeWords.begin(), kChangeWords.end(),
                               [&](const ChangeWord& word) { return word.action == action; });
  return it == kChangeWords.end() ? nullptr : &*it;
}

std::string framework_name(const AppState& state, int64_t id) {
  const FrameworkSummary* summary = find_framework(state, {id});
  return summary ? summary->name : "framework " + std::to_string(id);
}

std::string tenant_name(const AppState& state, int64_t id) {
  const Tenant* tenant = find_tenant(state, {id});
  return tenant ? tenant->name : "tenant " + std::to_string(id);
}

/// From the payload, else from the list of jobs; 0: neither knows.
int64_t framework_of_job(const AppState& state, const RecentChange& change) {
  const int64_t said = integer_at(change.payload, "framework_id");
  if (said > 0) return said;
  for (const Job& job : state.jobs.list.value) {
    if (job.id == change.entity_id) return job.framework.value;
  }
  return 0;
}

/// The name of what a change is about, and its page.
void add_subject(const AppState& state, const RecentChange& change, ChangeLine& line) {
  if (change.entity == "framework") {
    line.what += " " + framework_name(state, change.entity_id);
    const int64_t version = integer_at(change.payload, "version");
    if (version > 0) line.what += ", version " + std::to_string(version);
    line.href = href(framework_path(change.entity_id, version));
  } else if (change.entity == "company") {
    line.what += " " + tenant_name(state, change.entity_id);
    line.href = href(tenant_path(change.entity_id));
    const int64_t framework = integer_at(change.payload, "framework_id");
    if (framework > 0) line.href = href(tenant_copy_path(change.entity_id, framework));
  } else if (change.entity == "job") {
    const int64_t framework = framework_of_job(state, change);
    if (framework > 0) line.what += " " + framework_name(state, framework);
    line.what += " (job " + std::to_string(change.entity_id) + ")";
    line.href = href(job_path(change.entity_id));
  }
}

}  // namespace

std::optional<ChangeLine> change_line(const AppState& state, const RecentChange& change) {
  const ChangeWord* word = find_word(change.action);
  if (word == nullptr) return std::nullopt;
  ChangeLine line;
  line.what = word->text;
  line.tone = word->tone;
  line.who = change.by.empty() ? "the command line" : change.by;
  line.when = ago_text(change.at);
  add_subject(state, change, line);
  return line;
}

}  // namespace datavault
