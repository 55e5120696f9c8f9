#include "web/views/rollback_view.h"

#include <algorithm>
#include <map>
#include <set>

#include "web/platform/intl.h"
#include "web/state/json_get.h"
#include "web/views/job_view.h"

namespace datavault {
namespace {

/// The kind of a conflict as it stands on the wire, also one that this client does not know.
Label kind_label(const std::string& type) {
  for (int i = 0; i <= static_cast<int>(ConflictType::company_inactive); ++i) {
    const auto kind = static_cast<ConflictType>(i);
    if (to_text(kind) == type) return label_of(kind);
  }
  return {"Question", {}, Tone::warning};
}

bool writes(const std::string& outcome) {
  return outcome != "SKIP" && outcome != "NOOP" && outcome != "HOLD";
}

std::string state_of(const RollbackConflict& conflict) {
  if (conflict.holds()) return "Open";
  if (conflict.decision == "MASTER") return "Goes back";
  return conflict.decision == "TENANT" ? "Stays" : "Note";
}

class RollbackBuilder {
 public:
  RollbackBuilder(const AppState& state, const RollbackUi& ui, RollbackView& view)
      : rollback_(state.rollback), ui_(ui), names_(tenant_names(state)), view_(view) {}

  void add(const std::vector<JobTarget>& job_targets) {
    for (const RollbackTarget& target : rollback_.plan.value.targets) {
      planned_[target.tenant] = &target;
    }
    for (const JobTarget& target : job_targets) {
      if (target.applied()) view_.everyone.push_back(target.tenant);
    }
    // A job whose page was not read yet still shows its plan.
    if (view_.everyone.empty()) {
      for (const auto& [tenant, target] : planned_) view_.everyone.push_back(tenant);
    }
    add_conflicts();
    for (const TenantId tenant : view_.everyone) add_row(tenant);
    add_outcomes();
    add_losses();
  }

 private:
  std::string name_of(TenantId tenant) const {
    const auto it = names_.find(tenant);
    return it == names_.end() ? "Tenant " + std::to_string(tenant.value) : it->second;
  }

  void add_conflicts() {
    std::map<std::string, RollbackQuestion> questions;
    std::map<std::string, std::vector<std::string>> tenants;
    for (const RollbackConflict& conflict : rollback_.plan.value.conflicts) {
      if (conflict.holds()) held_.insert(conflict.tenant);
      remarks_[conflict.tenant] = sentence(conflict.message);
      if (conflict.cluster.empty() || conflict.answers.empty()) continue;
      questions.try_emplace(conflict.cluster, question_of(conflict));
      tenants[conflict.cluster].push_back(name_of(conflict.tenant));
    }
    for (auto& [cluster, question] : questions) {
      question.tenants = first_few(tenants[cluster]);
      view_.open += question.open ? 1 : 0;
      view_.questions.push_back(std::move(question));
    }
  }

  static RollbackQuestion question_of(const RollbackConflict& conflict) {
    RollbackQuestion question;
    question.cluster = conflict.cluster;
    question.kind = kind_label(conflict.type);
    question.title = conflict.code;
    if (const auto attribute = attribute_from_text(conflict.attribute)) {
      question.title += ", " + std::string(datavault::name_of(*attribute));
    }
    question.message = sentence(conflict.message);
    question.open = conflict.holds();
    question.state = state_of(conflict);
    question.tone = conflict.holds() ? Tone::danger : Tone::success;
    question.can_go_back = conflict.answers.contains("MASTER");
    question.can_stay = conflict.answers.contains("TENANT");
    return question;
  }

  void add_row(TenantId tenant) {
    const bool included = !rollback_.left_out.contains(tenant);
    view_.included += included ? 1 : 0;
    RollbackRow row{tenant, name_of(tenant),       included, {"Left out", {}, Tone::neutral}, {},
                    {},     held_.contains(tenant)};
    const auto it = planned_.find(tenant);
    if (included && it != planned_.end()) {
      const RollbackTarget& target = *it->second;
      row.outcome = rollback_outcome_label(target.outcome);
      if (target.edits_after > 0) row.edits = counted(target.edits_after, "kept", "kept");
      view_.written += writes(target.outcome) ? 1 : 0;
      if (target.outcome == "REMOVE") removed_.push_back(row.name);
      if (const auto remark = remarks_.find(tenant); remark != remarks_.end()) {
        row.remark = remark->second;
      }
    }
    if (matches(row.name, ui_.search)) view_.rows.push_back(std::move(row));
  }

  void add_outcomes() {
    std::map<std::string, int64_t> counts;
    for (const auto& [tenant, target] : planned_) {
      if (!rollback_.left_out.contains(tenant)) ++counts[target->outcome];
    }
    for (const auto& [outcome, count] : counts) {
      const Label label = rollback_outcome_label(outcome);
      view_.outcomes.push_back(platform::format_count(count) + " " + std::string(label.name));
      view_.outcome_tones.push_back(label.tone);
    }
  }

  void add_losses() {
    view_.removed = static_cast<int64_t>(removed_.size());
    if (!removed_.empty()) {
      view_.losses.push_back("The framework is taken from " + counted(view_.removed, "tenant") +
                             ": " + first_few(removed_) + ". Stored values stay.");
    }
    const int64_t back = view_.written - view_.removed;
    if (back > 0) {
      view_.losses.push_back(counted(back, "tenant goes", "tenants go") +
                             " back to what they had before the job.");
    }
    if (view_.open > 0) {
      view_.losses.push_back(
          counted(static_cast<int64_t>(held_.size()), "tenant stays as it is",
                  "tenants stay as they are") +
          (held_.size() == 1 ? ": open questions hold it." : ": open questions hold them."));
    }
  }

  const Rollback& rollback_;
  const RollbackUi& ui_;
  std::map<TenantId, std::string> names_;
  RollbackView& view_;
  std::map<TenantId, const RollbackTarget*> planned_;
  std::map<TenantId, std::string> remarks_;
  std::set<TenantId> held_;
  std::vector<std::string> removed_;
};

void add_dialog(const Rollback& rollback, RollbackView& view) {
  using Phase = Rollback::Phase;
  switch (rollback.phase) {
    case Phase::idle:
      return;
    case Phase::confirming:
      view.dialog = RollbackView::Dialog::confirmation;
      return;
    case Phase::preparing:
    case Phase::sending:
      view.dialog = RollbackView::Dialog::sending;
      return;
    case Phase::unanswered:
      view.dialog = RollbackView::Dialog::unanswered;
      break;
    case Phase::refused:
      view.dialog = RollbackView::Dialog::refused;
      break;
  }
  view.problem = rollback.failure.message;
}

std::string why_not(const RollbackView& view) {
  if (view.load.refreshing) return "The plan is being made again.";
  if (!view.load.problem.empty()) return "There is no plan for this.";
  if (view.included == 0) return "Choose at least one tenant.";
  return view.written == 0 ? "There is nothing to take back." : "";
}

/// Where four eyes are wanted, the way on is to ask for approval.
void add_rollback_words(const AppState& state, RollbackView& view) {
  const Rollback& rollback = state.rollback;
  view.asks_approval = view.load.ready() && plan_asks_approval(state, rollback.plan.value.digest);
  view.action =
      view.asks_approval ? "Ask for approval" : "Roll back " + counted(view.written, "tenant");
  view.confirm = view.asks_approval ? "Ask for approval" : "Roll back now";
  if (rollback.failure.code != "approval_needed") return;
  const int64_t approval = integer_at(rollback.failure.details, "approval_id");
  view.approval_path = approval == 0 ? "/approvals" : approval_path(approval);
}

}  // namespace

RollbackView build_rollback_view(const AppState& state, const RollbackUi& ui) {
  const Rollback& rollback = state.rollback;
  RollbackView view;
  view.job = state.route.id;
  const JobView job = build_job_view(state, view.job, {});
  view.title = "Roll back job " + std::to_string(view.job);
  view.subtitle = job.load.ready() ? job.title : std::string();
  view.load = load_view(rollback.plan);
  view.kept =
      "Changes that tenants made since the job are kept, and so are all stored values. A "
      "rollback is a job like any other and can be rolled back itself.";
  if (view.load.ready() && rollback.job == view.job) {
    const auto it = state.jobs.by_id.find(view.job);
    const bool known = it != state.jobs.by_id.end() && it->second.has_value;
    RollbackBuilder(state, ui, view)
        .add(known ? it->second.value.targets : std::vector<JobTarget>());
  }
  view.why_not = why_not(view);
  add_rollback_words(state, view);
  add_dialog(rollback, view);
  return view;
}

}  // namespace datavault
