#include "web/views/template_upgrade_view.h"

#include <algorithm>
#include <map>
#include <set>

#include "web/platform/intl.h"
#include "web/state/json_get.h"

namespace datavault {
namespace {

constexpr UpgradeChoice kUpgradeChoices[] = {
    {{Strategy::merge, Preset::ask},
     "Ask about conflicts",
     "Where tenant and template changed the same thing, you decide. Until then the tenant is "
     "held."},
    {{Strategy::merge, Preset::parent_to_child},
     "The template wins conflicts",
     "Where both changed the same thing, the template's counts. Other changes of tenants stay."},
    {{Strategy::merge, Preset::peer},
     "Tenants win conflicts",
     "Where both changed the same thing, the tenant's stays."},
    {{Strategy::overwrite, Preset::ask},
     "Overwrite",
     "Tenants get the template's set-up; their own changes to it are dropped."}};

Label upgrade_conflict_kind(const std::string& type) {
  for (int i = 0; i <= static_cast<int>(ConflictType::company_inactive); ++i) {
    const auto kind = static_cast<ConflictType>(i);
    if (to_text(kind) == type) return label_of(kind);
  }
  return {"Question", {}, Tone::warning};
}

bool upgrade_writes(const std::string& outcome) {
  return outcome != "SKIP" && outcome != "NOOP" && outcome != "HOLD";
}

std::string upgrade_answer(const RollbackConflict& conflict) {
  if (conflict.holds()) return "Open";
  if (conflict.decision == "MASTER") return "The template's";
  return conflict.decision == "TENANT" ? "The tenant's stays" : "Note";
}

class UpgradeViewBuilder {
 public:
  UpgradeViewBuilder(const AppState& state, const UpgradeUi& ui, const TemplateDetail& latest,
                     UpgradeView& view)
      : upgrade_(state.templates.upgrade),
        page_(state.templates.pages.at(view.id)),
        ui_(ui),
        latest_(latest),
        view_(view) {
    for (const SetupEntity& entity : latest.contents.entities) {
      entity_names_[entity.key] = entity.name;
    }
  }

  void run() {
    for (const RollbackTarget& target : upgrade_.plan.value.targets) {
      planned_[target.tenant] = &target;
    }
    for (UpgradeChoice choice : kUpgradeChoices) {
      choice.is_chosen = choice.approach == upgrade_.approach;
      view_.choices.push_back(choice);
    }
    add_conflicts();
    for (const TemplateTenant& tenant : page_.tenants.value) {
      if (tenant.is_behind) add_tenant(tenant);
    }
    add_asked();
    add_outcomes();
    add_changes();
    add_losses();
    add_opened();
  }

 private:
  bool plan_counts() const { return upgrade_.plan.has_value; }

  std::string title_of(const RollbackConflict& conflict) const {
    if (!conflict.code.empty()) {
      const auto attribute = attribute_from_text(conflict.attribute);
      return attribute ? conflict.code + ", " + std::string(name_of(*attribute)) : conflict.code;
    }
    const auto entity = entity_names_.find(conflict.subject);
    if (conflict.part == "SETTING") return words_of_key(conflict.subject);
    std::string title = entity == entity_names_.end() ? conflict.subject : entity->second;
    if (conflict.part == "ASSIGNMENT") {
      const auto of = entity_names_.find(conflict.aspect);
      return "Assignment to " + (of == entity_names_.end() ? conflict.aspect : of->second);
    }
    if (!conflict.aspect.empty()) title += ", " + conflict.aspect;
    return title;
  }

  void add_conflicts() {
    std::map<std::string, std::vector<std::string>> tenants;
    std::map<std::string, RollbackQuestion> questions;
    std::map<TenantId, std::string> names;
    for (const TemplateTenant& tenant : page_.tenants.value) names[tenant.id] = tenant.name;
    for (const RollbackConflict& conflict : upgrade_.plan.value.conflicts) {
      if (conflict.holds()) held_.insert(conflict.tenant);
      remarks_[conflict.tenant] = sentence(conflict.message);
      if (conflict.cluster.empty() || conflict.answers.empty()) continue;
      const auto [known, is_new] = questions.try_emplace(conflict.cluster);
      if (is_new) {
        RollbackQuestion& question = known->second;
        question.cluster = conflict.cluster;
        question.kind = upgrade_conflict_kind(conflict.type);
        question.title = title_of(conflict);
        question.message = sentence(conflict.message);
        question.open = conflict.holds();
        question.state = upgrade_answer(conflict);
        question.tone = conflict.holds() ? Tone::danger : Tone::success;
        question.can_go_back = conflict.answers.contains("MASTER");
        question.can_stay = conflict.answers.contains("TENANT");
      }
      tenants[conflict.cluster].push_back(names[conflict.tenant]);
    }
    for (auto& [cluster, question] : questions) {
      question.tenants = first_few(tenants[cluster]);
      view_.open += question.open ? 1 : 0;
      view_.questions.push_back(std::move(question));
    }
    // Those that wait for an answer first.
    std::stable_partition(view_.questions.begin(), view_.questions.end(),
                          [](const RollbackQuestion& question) { return question.open; });
  }

  void add_tenant(const TemplateTenant& tenant) {
    view_.has_behind = true;
    view_.everyone.push_back(tenant.id);
    UpgradeRow row;
    row.id = tenant.id;
    row.name = tenant.name;
    row.from = "Version " + std::to_string(tenant.version);
    row.included = !upgrade_.left_out.contains(tenant.id);
    row.outcome = {row.included ? "–" : "Left out", {}, Tone::neutral};
    view_.included += row.included ? 1 : 0;
    const auto planned = planned_.find(tenant.id);
    if (row.included && plan_counts() && planned != planned_.end()) {
      row.outcome = outcome_label(planned->second->outcome);
      view_.written += upgrade_writes(planned->second->outcome) ? 1 : 0;
      if (planned->second->conflicts > 0) {
        row.conflicts = counted(planned->second->conflicts, "conflict");
      }
      if (held_.contains(tenant.id)) row.remark = remarks_[tenant.id];
    }
    ++from_[tenant.version];
    if (matches(row.name, ui_.search)) view_.rows.push_back(std::move(row));
  }

  /// What the new version declares and a tenant was never given.
  void add_asked() {
    view_.given = upgrade_.parameters;
    for (const TemplateParameter& parameter : latest_.contents.parameters) {
      const bool is_new = std::any_of(
          page_.tenants.value.begin(), page_.tenants.value.end(), [&](const TemplateTenant& it) {
            return it.is_behind && !it.parameters.contains(parameter.name);
          });
      if (is_new) view_.asked.push_back(parameter);
    }
  }

  void add_outcomes() {
    std::map<std::string, int64_t> counts;
    if (!plan_counts()) return;
    for (const auto& [tenant, target] : planned_) {
      if (!upgrade_.left_out.contains(tenant)) ++counts[target->outcome];
    }
    for (const auto& [outcome, count] : counts) {
      const Label label = outcome_label(outcome);
      view_.outcomes.push_back(platform::format_count(count) + " " + std::string(label.name));
      view_.outcome_tones.push_back(label.tone);
    }
  }

  void add_changes() {
    for (const auto& [version, count] : from_) {
      UpgradeChanges changes;
      changes.from = version;
      changes.title =
          "From version " + std::to_string(version) + " (" + counted(count, "tenant") + ")";
      changes.load.waiting = true;
      const auto base = page_.details.find(version);
      if (base != page_.details.end()) {
        changes.load = load_view(base->second);
        if (base->second.has_value) {
          changes.changes = template_changes(base->second.value->contents, latest_.contents);
        }
      }
      view_.changes.push_back(std::move(changes));
    }
  }

  void add_losses() {
    const auto held = static_cast<int64_t>(held_.size());
    if (view_.written > 0) {
      view_.losses.push_back(counted(view_.written, "tenant is", "tenants are") +
                             " brought to version " + std::to_string(latest_.version.number) +
                             ". Stored values are never touched.");
    }
    if (upgrade_.approach.strategy == Strategy::overwrite) {
      view_.losses.push_back("Their own changes to the set-up are dropped.");
    }
    if (held > 0) {
      view_.losses.push_back(
          counted(held, "tenant stays as it is", "tenants stay as they are") +
          (held == 1 ? ": open conflicts hold it." : ": open conflicts hold them."));
    }
  }

  void add_opened() {
    if (!ui_.opened) return;
    for (const TemplateTenant& tenant : page_.tenants.value) {
      if (tenant.id != *ui_.opened) continue;
      view_.opened_name = tenant.name;
      for (const UpgradeChanges& changes : view_.changes) {
        if (changes.from == tenant.version) view_.opened_changes = changes.changes;
      }
    }
    for (const RollbackConflict& conflict : upgrade_.plan.value.conflicts) {
      if (conflict.tenant != *ui_.opened) continue;
      view_.opened_conflicts.push_back(
          {title_of(conflict), sentence(conflict.message), upgrade_answer(conflict),
           value_text(conflict.tenant_value), value_text(conflict.master),
           upgrade_conflict_kind(conflict.type), conflict.holds() ? Tone::danger : Tone::success});
    }
  }

  const TemplateUpgrade& upgrade_;
  const TemplatePage& page_;
  const UpgradeUi& ui_;
  const TemplateDetail& latest_;
  UpgradeView& view_;
  std::map<std::string, std::string> entity_names_;
  std::map<TenantId, const RollbackTarget*> planned_;
  std::map<TenantId, std::string> remarks_;
  std::set<TenantId> held_;
  std::map<int64_t, int64_t> from_;
};

RollbackView::Dialog upgrade_dialog(OneTimePost::Phase phase) {
  using Dialog = RollbackView::Dialog;
  switch (phase) {
    case OneTimePost::Phase::idle:
      return Dialog::none;
    case OneTimePost::Phase::confirming:
      return Dialog::confirmation;
    case OneTimePost::Phase::preparing:
    case OneTimePost::Phase::sending:
      return Dialog::sending;
    case OneTimePost::Phase::unanswered:
      return Dialog::unanswered;
    case OneTimePost::Phase::refused:
      break;
  }
  return Dialog::refused;
}

void add_upgrade_words(const AppState& state, UpgradeView& view) {
  const TemplateUpgrade& upgrade = state.templates.upgrade;
  if (view.included == 0)
    view.why_not = "Choose at least one tenant.";
  else if (view.plan_load.waiting || view.plan_load.refreshing)
    view.why_not = "The plan is being made.";
  else if (!view.plan_load.problem.empty())
    view.why_not = "There is no plan for this.";
  else if (view.written == 0)
    view.why_not = "There is nothing to write: answer the conflicts first.";
  const bool asks = view.plan_load.ready() && plan_asks_approval(state, upgrade.plan.value.digest);
  view.action = asks ? "Ask for approval" : "Upgrade " + counted(view.written, "tenant");
  view.confirm = asks ? "Ask for approval" : "Upgrade now";
  view.dialog = upgrade_dialog(upgrade.post.phase);
  view.problem = upgrade.post.failure.message;
  if (upgrade.post.failure.code != "approval_needed") return;
  const int64_t approval = integer_at(upgrade.post.failure.details, "approval_id");
  view.approval_path = approval == 0 ? "/approvals" : approval_path(approval);
}

}  // namespace

UpgradeView build_upgrade_view(const AppState& state, const UpgradeUi& ui) {
  UpgradeView view;
  view.id = state.route.id;
  view.title = "Upgrade tenants";
  view.crumb = "Template";
  view.crumb_href = href(template_path(view.id));
  view.load.waiting = true;
  const auto page = state.templates.pages.find(view.id);
  if (page != state.templates.pages.end()) view.load = load_view(page->second.tenants);
  view.server = template_server(state, view.load.has_value);
  const TemplateDetail* latest = find_template_detail(state.templates, view.id);
  if (latest == nullptr || !view.load.ready()) {
    view.load.has_value = false;
    view.load.waiting = view.load.problem.empty();
    return view;
  }
  view.crumb = latest->summary.name;
  view.subtitle =
      "To version " + std::to_string(latest->version.number) + " of " + latest->summary.name + ".";
  if (state.templates.upgrade.template_id != view.id) return view;
  view.plan_load = load_view(state.templates.upgrade.plan);
  UpgradeViewBuilder(state, ui, *latest, view).run();
  add_upgrade_words(state, view);
  return view;
}

}  // namespace datavault
