#include "web/views/clusters_view.h"

#include <algorithm>
#include <set>

#include "web/platform/intl.h"

namespace datavault {
namespace {

using Group = std::vector<const Conflict*>;

std::string side_of(Take take) {
  switch (take) {
    case Take::master:
      return "New version";
    case Take::tenant:
      return "Tenant's";
    case Take::value:
      return "Another value";
  }
  return {};
}

AnswerState group_state(const Group& group) {
  const auto open = std::count_if(group.begin(), group.end(),
                                  [](const Conflict* conflict) { return holds(*conflict); });
  const AnswerState first = answer_state(*group.front());
  if (open == static_cast<int64_t>(group.size())) return first;
  if (open > 0) return {platform::format_count(open) + " open", Tone::danger};
  for (const Conflict* conflict : group) {
    if (answer_state(*conflict).text != first.text) return {"Answered differently", Tone::success};
  }
  return first;
}

ValueCounts sum_of(const Group& group) {
  ValueCounts sum;
  for (const Conflict* conflict : group) {
    sum.total += conflict->values.total;
    sum.exact += conflict->values.exact;
    sum.rounded += conflict->values.rounded;
    sum.failing += conflict->values.failing;
  }
  return sum;
}

std::string value_problems_text(const ValueCounts& values) {
  std::string text;
  if (values.failing > 0) text = platform::format_count(values.failing) + " cannot convert";
  if (values.rounded > 0) {
    text += (text.empty() ? "" : ", ") + counted(values.rounded, "is rounded", "are rounded");
  }
  return text;
}

class ClustersBuilder {
 public:
  ClustersBuilder(const Wizard& wizard, const ClustersUi& ui, const Plan& plan,
                  const Snapshot& snapshot)
      : wizard_(wizard), ui_(ui), plan_(plan), snapshot_(snapshot) {
    for (const Conflict& conflict : plan.conflicts) groups_[conflict.cluster].push_back(&conflict);
    for (const TenantFacts& facts : snapshot.tenants) tenants_[facts.tenant.id] = &facts;
    const auto target = snapshot.versions.find(snapshot.target_version);
    if (target == snapshot.versions.end()) return;
    for (const Field& field : target->second.content.fields) names_[field.uid] = &field.name;
  }

  void add_to(ClustersView& view) {
    std::set<TenantId> held;
    std::map<ConflictType, int64_t> kinds;
    for (const auto& [id, group] : groups_) {
      ClusterRow row = row_of(id, group);
      ++view.total;
      ++kinds[group.front()->type];
      view.open += row.open ? 1 : 0;
      for (const Conflict* conflict : group) {
        if (holds(*conflict)) held.insert(conflict->tenant);
      }
      if (is_shown(row, *group.front())) view.rows.push_back(std::move(row));
      if (id == ui_.opened) view.detail = detail_of(id, group);
    }
    std::stable_sort(view.rows.begin(), view.rows.end(), comes_first);
    add_kinds(kinds, view);
    add_all(view);
    add_dropped(view);
    view.summary = summary_of(view, static_cast<int64_t>(held.size()));
  }

 private:
  static bool comes_first(const ClusterRow& a, const ClusterRow& b) {
    return a.open != b.open ? a.open : a.code < b.code;
  }

  static std::string summary_of(const ClustersView& view, int64_t held) {
    if (view.total == 0) return "This plan has no conflicts.";
    if (view.open == 0) return counted(view.total, "question") + ", none is open.";
    return platform::format_count(view.open) + " of " + counted(view.total, "question") +
           (view.open == 1 ? " is" : " are") + " open and " +
           (view.open == 1 ? "holds " : "hold ") + counted(held, "tenant") + ".";
  }

  std::string field_name(const Conflict& conflict) const {
    const auto known = names_.find(conflict.field);
    if (known != names_.end()) return *known->second;
    for (const auto& [number, version] : snapshot_.versions) {
      for (const Field& field : version.content.fields) {
        if (field.uid == conflict.field) return field.name;
      }
    }
    const auto tenant = tenants_.find(conflict.tenant);
    if (tenant == tenants_.end() || !tenant->second->adoption) return {};
    const auto& added = tenant->second->adoption->overlay.added;
    const auto own = added.find(conflict.field);
    return own == added.end() ? std::string() : own->second.field.name;
  }

  std::string tenant_name(TenantId tenant) const {
    const auto it = tenants_.find(tenant);
    return it == tenants_.end() ? "Tenant " + std::to_string(tenant.value)
                                : it->second->tenant.name;
  }

  bool takes_answers(const Conflict& conflict) const {
    if (plan_.strategy == Strategy::overwrite && is_merge_conflict(conflict.type)) return false;
    return allows(conflict, Take::master);
  }

  ClusterRow row_of(const std::string& id, const Group& group) const {
    const Conflict& first = *group.front();
    const AnswerState state = group_state(group);
    ClusterRow row;
    row.id = id;
    row.kind = label_of(first.type);
    row.code = first.field_code;
    row.field = field_name(first);
    if (row.field.empty()) row.field = row.code.empty() ? std::string(row.kind.name) : row.code;
    if (first.attribute) row.attribute = name_of(*first.attribute);
    row.tenants = counted(static_cast<int64_t>(group.size()), "tenant");
    row.about = about(row);
    const ValueCounts values = sum_of(group);
    if (values.total > 0) row.values = counted(values.total, "stored value");
    row.value_problems = value_problems_text(values);
    row.state = state.text;
    row.tone = state.tone;
    row.open = std::any_of(group.begin(), group.end(),
                           [](const Conflict* conflict) { return holds(*conflict); });
    return row;
  }

  bool is_shown(const ClusterRow& row, const Conflict& conflict) const {
    if (ui_.open_only && !row.open) return false;
    if (ui_.kind && *ui_.kind != conflict.type) return false;
    return matches(
        row.code + " " + row.field + " " + row.attribute + " " + std::string(row.kind.name),
        ui_.search);
  }

  static void add_kinds(const std::map<ConflictType, int64_t>& kinds, ClustersView& view) {
    for (const auto& [kind, count] : kinds) {
      view.kinds.push_back(
          {kind, std::string(label_of(kind).name) + " (" + platform::format_count(count) + ")"});
    }
  }

  static std::string about(const ClusterRow& row) {
    const std::string& field = row.code.empty() ? row.field : row.code;
    return row.attribute.empty() ? field : field + ", " + row.attribute;
  }

  void add_all(ClustersView& view) const {
    AnswerAll& all = view.all;
    if (!ui_.kind) {
      all.why_not = "Choose a kind of conflict first.";
      return;
    }
    std::set<TenantId> tenants;
    std::string fields;
    for (const auto& [id, group] : groups_) {
      const Conflict& first = *group.front();
      const ClusterRow row = row_of(id, group);
      if (first.type != *ui_.kind || !row.open || !takes_answers(first)) continue;
      if (++all.open <= 5) fields += (fields.empty() ? "" : "; ") + row.about;
      for (const Conflict* conflict : group) {
        if (holds(*conflict)) tenants.insert(conflict->tenant);
      }
      add_decisions(id, group, all);
      all.questions[id] = row.about;
    }
    if (all.open == 0) {
      all.why_not = "No question of this kind is open.";
      return;
    }
    if (all.open > 5) fields += " and " + platform::format_count(all.open - 5) + " more";
    all.takes = {Take::master, Take::tenant};
    const Take take = ui_.asks_for_all.value_or(Take::master);
    all.title = std::string(name_of(take)) + " for " + counted(all.open, "open question") + "?";
    all.detail = "Kind: " + std::string(label_of(*ui_.kind).name) + ". It concerns " +
                 counted(static_cast<int64_t>(tenants.size()), "tenant") + ". " + fields + ".";
  }

  /// For those that are open only: what was answered apart stays.
  void add_decisions(const std::string& id, const Group& group, AnswerAll& all) const {
    const bool is_whole = std::all_of(group.begin(), group.end(),
                                      [](const Conflict* conflict) { return holds(*conflict); });
    const Take take = ui_.asks_for_all.value_or(Take::master);
    if (is_whole) {
      all.decisions.push_back({id, {}, std::nullopt, take, nullptr, false});
      return;
    }
    for (const Conflict* conflict : group) {
      if (holds(*conflict))
        all.decisions.push_back({id, {}, conflict->tenant, take, nullptr, false});
    }
  }

  void add_dropped(ClustersView& view) const {
    for (const DroppedDecision& dropped : wizard_.dropped) {
      const auto question = wizard_.questions.find(dropped.decision.cluster);
      const std::string name =
          question == wizard_.questions.end() ? std::string("An answer") : question->second;
      view.dropped.push_back(name + ": " + dropped.reason);
    }
  }

  const Decision* decision_on(const std::string& cluster, std::optional<TenantId> tenant) const {
    for (const Decision& decision : wizard_.decisions) {
      if (decision.cluster == cluster && decision.tenant == tenant) return &decision;
    }
    return nullptr;
  }

  void add_choices(ClusterDetail& detail) const {
    if (!takes_answers(detail.question)) return;
    const Decision* given = decision_on(detail.row.id, std::nullopt);
    for (const Take take : {Take::master, Take::tenant, Take::value}) {
      if (!allows(detail.question, take)) continue;
      const bool is_chosen = given != nullptr && given->take == take;
      detail.choices.push_back({take, name_of(take), effect_of(detail.question, take), is_chosen});
      detail.can_remember |= take != Take::master;
    }
    if (given == nullptr || given->take != Take::value) return;
    detail.decided = given->value;
    detail.decided_text = attribute_text(given->value, detail.question.attribute);
  }

  void add_sides(ClusterDetail& detail) const {
    const Conflict& conflict = detail.question;
    if (conflict.field.empty()) return;
    // Without a change of its own the tenant has what was before.
    const bool is_unchanged =
        conflict.type == ConflictType::removed_with_data && conflict.tenant_value.is_null();
    const Json& tenant = is_unchanged ? conflict.base : conflict.tenant_value;
    detail.sides = {{"Before", value_lines(conflict.base, conflict.attribute), false},
                    {"Tenant", value_lines(tenant, conflict.attribute), tenant != conflict.base},
                    {"New version", value_lines(conflict.master, conflict.attribute),
                     conflict.master != conflict.base}};
  }

  /// One that holds its tenant stands for all.
  static const Conflict& question_of(const Group& group) {
    const auto open = std::find_if(group.begin(), group.end(),
                                   [](const Conflict* conflict) { return holds(*conflict); });
    return open == group.end() ? *group.front() : **open;
  }

  /// What is said to one tenant may count that tenant's values, and is not true for the others.
  static std::string message_of(const Group& group) {
    const Conflict& first = *group.front();
    const bool is_same = std::all_of(group.begin(), group.end(), [&first](const Conflict* other) {
      return other->message == first.message;
    });
    return is_same ? sentence(first.message) : std::string(label_of(first.type).explanation);
  }

  ClusterDetail detail_of(const std::string& id, const Group& group) const {
    ClusterDetail detail;
    detail.row = row_of(id, group);
    detail.question = question_of(group);
    detail.severity = label_of(detail.question.severity);
    detail.message = message_of(group);
    detail.values = values_text(sum_of(group));
    detail.entry = entry_for(detail.question);
    add_sides(detail);
    add_choices(detail);
    detail.waiting = wizard_.trial.waiting;
    if (wizard_.trial.cluster == id) detail.problem = wizard_.trial.problem;
    for (const Decision& decision : wizard_.decisions)
      detail.answered_here |= decision.cluster == id;
    for (const Conflict* conflict : group) {
      const AnswerState state = answer_state(*conflict);
      detail.tenants.push_back({conflict->tenant, tenant_name(conflict->tenant), state.text,
                                state.tone, decision_on(id, conflict->tenant) != nullptr,
                                holds(*conflict)});
    }
    std::stable_sort(
        detail.tenants.begin(), detail.tenants.end(),
        [](const ClusterTenant& a, const ClusterTenant& b) { return a.open && !b.open; });
    return detail;
  }

  const Wizard& wizard_;
  const ClustersUi& ui_;
  const Plan& plan_;
  const Snapshot& snapshot_;
  std::map<std::string, Group> groups_;
  std::map<TenantId, const TenantFacts*> tenants_;
  std::map<FieldUid, const std::string*> names_;
};

}  // namespace

AnswerState answer_state(const Conflict& conflict) {
  if (holds(conflict)) return {"Open", Tone::danger};
  if (!conflict.decision) {
    if (conflict.severity == Severity::info) return {"Note", Tone::neutral};
    return {"New version, unless answered", Tone::warning};
  }
  const std::string side = side_of(*conflict.decision);
  switch (conflict.answered_by) {
    case AnsweredBy::policy:
      return {side + ", by policy", Tone::accent};
    case AnsweredBy::remembered:
      return {side + ", remembered", Tone::accent};
    case AnsweredBy::default_rule:
      return {side + ", by rule", Tone::neutral};
    default:
      return {side, Tone::success};
  }
}

std::string values_text(const ValueCounts& values) {
  if (values.total == 0) return {};
  const std::string problems = value_problems_text(values);
  return counted(values.total, "stored value") + (problems.empty() ? "" : ", ") + problems;
}

void open_cluster(ClustersUi& ui, const std::string& cluster) {
  ui.opened = cluster;
  ui.remember = false;
  ui.entering = false;
  ui.entering_for = {};
  ui.text.clear();
  ui.choice = -1;
  ui.problem.clear();
  ui.given = false;
  ui.first_tenant = 0;
}

ClustersView build_clusters_view(const AppState& state, const ClustersUi& ui) {
  ClustersView view;
  const Wizard& wizard = state.wizard;
  const Planned* planned = wizard.planned();
  if (planned == nullptr || !planned->plan || wizard.snapshot_here() == nullptr) return view;
  ClustersBuilder(wizard, ui, *planned->plan, *wizard.snapshot_here()).add_to(view);
  return view;
}

}  // namespace datavault
