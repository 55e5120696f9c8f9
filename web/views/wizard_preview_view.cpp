#include "web/views/wizard_preview_view.h"

#include <map>

#include "web/platform/intl.h"
#include "web/state/tenant_standing.h"

namespace datavault {
namespace {

std::string edits_text(const PlannedTarget& target) {
  if (target.edits_before == 0) return {};
  switch (target.outcome) {
    case Outcome::overwrite:
      return counted(target.edits_before - target.edits_after, "dropped", "dropped");
    case Outcome::merge:
    case Outcome::fast_forward:
      return counted(target.edits_after, "kept", "kept");
    default:
      return counted(target.edits_before, "untouched", "untouched");
  }
}

std::string short_digest(const std::optional<std::string>& digest) {
  if (!digest) return "none";
  const size_t colon = digest->find(':');
  return digest->substr(colon == std::string::npos ? 0 : colon + 1, 10);
}

class PreviewBuilder {
 public:
  PreviewBuilder(const WizardPreviewUi& ui, const Plan& plan, const Snapshot& snapshot,
                 const Review& review)
      : ui_(ui), plan_(plan), snapshot_(snapshot) {
    if (!review.expected.empty()) {
      for (StaleTarget& target : stale_targets(plan, review.expected))
        changed_[target.tenant] = std::move(target.reason);
    }
    for (const TenantFacts& facts : snapshot.tenants) tenants_[facts.tenant.id] = &facts.tenant;
    for (const Conflict& conflict : plan.conflicts)
      conflicts_[conflict.tenant].push_back(&conflict);
  }

  void add_review(ReviewView& view) const {
    const auto changed = static_cast<int64_t>(changed_.size());
    const auto all = static_cast<int64_t>(plan_.targets.size());
    view.shown = true;
    if (changed == 0) {
      view.title = "Nothing changed since you submitted this";
      view.detail = "Every tenant is as you saw it.";
      return;
    }
    view.title = platform::format_count(changed) + " of " + counted(all, "tenant") +
                 " changed since you submitted this";
    std::vector<std::string> names;
    for (const auto& [tenant, why] : changed_) names.push_back(name_of_tenant(tenant));
    view.detail = first_few(names) + ". " +
                  (changed < all ? "The others are as you saw them. " : "") +
                  "Submit again when you have looked at this.";
    if (changed < all) view.action = ui_.unchanged_too ? "Show only these" : "Show all tenants";
  }

  void add_to(WizardPreviewView& view) {
    const Impact impact = impact_of(plan_);
    view.total = impact.tenants;
    add_tiles(impact, view);
    view.warnings = losses_of(impact);
    add_kinds(view);
    for (const PlannedTarget& target : plan_.targets) {
      if (is_shown(target)) view.rows.push_back(row_of(target));
      if (target.tenant == ui_.opened) view.detail = detail_of(target);
    }
    view.digest = plan_.digest;
  }

 private:
  void add_tiles(const Impact& impact, WizardPreviewView& view) const {
    for (const OutcomeCount& count : impact.outcomes) {
      view.tiles.push_back({count.outcome, count.label, platform::format_count(count.tenants),
                            ui_.outcome == count.outcome});
    }
  }

  void add_kinds(WizardPreviewView& view) const {
    std::map<ConflictType, int64_t> counts;
    for (const Conflict& conflict : plan_.conflicts) ++counts[conflict.type];
    for (const auto& [kind, count] : counts) {
      view.kinds.push_back(
          {kind, std::string(label_of(kind).name) + " (" + platform::format_count(count) + ")"});
    }
  }

  const std::vector<const Conflict*>& conflicts_of(TenantId tenant) const {
    static const std::vector<const Conflict*> kNone;
    const auto it = conflicts_.find(tenant);
    return it == conflicts_.end() ? kNone : it->second;
  }

  std::string name_of_tenant(TenantId tenant) const {
    const auto it = tenants_.find(tenant);
    return it == tenants_.end() ? "Tenant " + std::to_string(tenant.value) : it->second->name;
  }

  std::string industry_of(TenantId tenant) const {
    const auto it = tenants_.find(tenant);
    return it == tenants_.end() ? std::string() : it->second->industry;
  }

  bool has_kind(TenantId tenant, ConflictType kind) const {
    for (const Conflict* conflict : conflicts_of(tenant)) {
      if (conflict->type == kind) return true;
    }
    return false;
  }

  bool is_shown(const PlannedTarget& target) const {
    if (!changed_.empty() && !ui_.unchanged_too && !changed_.contains(target.tenant)) return false;
    if (ui_.outcome && *ui_.outcome != target.outcome) return false;
    if (ui_.kind && !has_kind(target.tenant, *ui_.kind)) return false;
    return matches(name_of_tenant(target.tenant) + " " + industry_of(target.tenant), ui_.search);
  }

  PreviewRow row_of(const PlannedTarget& target) const {
    PreviewRow row;
    row.id = target.tenant;
    row.name = name_of_tenant(target.tenant);
    row.industry = industry_of(target.tenant);
    if (const auto why = changed_.find(target.tenant); why != changed_.end()) {
      row.industry = sentence(why->second);
    }
    row.outcome = label_of(target.outcome);
    row.edits = edits_text(target);
    row.digest = short_digest(target.after);
    int64_t blocking = 0, warnings = 0, infos = 0;
    for (const Conflict* conflict : conflicts_of(target.tenant)) {
      if (conflict->severity == Severity::blocking)
        ++blocking;
      else if (conflict->severity == Severity::warning)
        ++warnings;
      else
        ++infos;
    }
    if (blocking > 0) {
      row.conflicts = counted(blocking, "blocking", "blocking");
      row.conflict_tone = Tone::danger;
    } else if (warnings > 0) {
      row.conflicts = counted(warnings, "warning");
      row.conflict_tone = Tone::warning;
    } else if (infos > 0) {
      row.conflicts = counted(infos, "note");
    }
    return row;
  }

  PreviewDetail detail_of(const PlannedTarget& target) const {
    PreviewDetail detail;
    detail.id = target.tenant;
    detail.name = name_of_tenant(target.tenant);
    detail.outcome = label_of(target.outcome);
    detail.before = target.before.value_or("");
    detail.after = target.after.value_or("");
    detail.evidence = target.evidence;
    for (const Conflict* conflict : conflicts_of(target.tenant)) {
      detail.conflicts.push_back(conflict_view(*conflict, snapshot_));
    }
    return detail;
  }

  const WizardPreviewUi& ui_;
  const Plan& plan_;
  const Snapshot& snapshot_;
  std::map<TenantId, const Tenant*> tenants_;
  std::map<TenantId, std::vector<const Conflict*>> conflicts_;
  std::map<TenantId, std::string> changed_;  // since the submission that is looked at again
};

/// Selected tenants that are on a later version than the one to be distributed.
std::vector<TenantId> tenants_ahead(const Wizard& wizard, const Snapshot& snapshot) {
  std::vector<TenantId> ahead;
  for (const TenantFacts& facts : snapshot.tenants) {
    if (!wizard.selected.contains(facts.tenant.id) || !facts.adoption) continue;
    if (facts.adoption->base.value_or(0) > snapshot.target_version)
      ahead.push_back(facts.tenant.id);
  }
  return ahead;
}

}  // namespace

WizardPreviewView build_wizard_preview_view(const AppState& state, const WizardPreviewUi& ui) {
  const Wizard& wizard = state.wizard;
  const Snapshot* snapshot = wizard.snapshot_here();
  const Planned* planned = wizard.planned();
  WizardPreviewView view;
  view.planning = planned == nullptr;
  if (planned == nullptr || snapshot == nullptr) return view;
  view.milliseconds = planned->milliseconds;
  if (!planned->plan) {
    view.refusal = planned->refusal.message;
    view.leave_out = tenants_ahead(wizard, *snapshot);
    return view;
  }
  PreviewBuilder builder(ui, *planned->plan, *snapshot, wizard.review);
  builder.add_to(view);
  if (wizard.review.under_way()) builder.add_review(view.review);
  if (view.detail) view.detail->computed = build_computed_view(state, view.detail->id);
  view.clusters = build_clusters_view(state, ui.clusters);
  view.conflicts_tab = "Conflicts";
  if (view.clusters.open > 0) {
    view.conflicts_tab += " (" + platform::format_count(view.clusters.open) + " open)";
  }
  view.remaking = wizard.trial.waiting;
  view.made = counted(view.total, "tenant") + " planned in " +
              milliseconds_text(planned->milliseconds) + ", in this browser";
  return view;
}

}  // namespace datavault
