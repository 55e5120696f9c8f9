#include "core/plan/tenant_plan.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "core/merge/overlay_steps.h"
#include "core/plan/answer_consequence.h"
#include "core/plan/data_conflicts.h"

namespace datavault {
namespace {

/// What is asked of the first kinds under OVERWRITE: nothing, the edits go.
constexpr std::string_view kDropped = " OVERWRITE drops the tenant's side.";

class TenantPlanner {
 public:
  TenantPlanner(const TenantFacts& facts, const Route& route, Answers& answers)
      : facts_(facts),
        route_(route),
        master_(route.master.master()),
        answers_(answers),
        now_(route.base, facts.adoption ? &facts.adoption->overlay : nullptr) {}

  /// Merges under a strategy and a policy.
  void merge(const VersionChanges& changes, const PlanRequest& request) {
    overwrites_ = request.strategy == Strategy::overwrite;
    const bool mirrors = request.mirrors();
    if (!facts_.adoption) return;
    const Overlay& before = facts_.adoption->overlay;
    MergeResult merged = merge_overlay(changes, before, route_.lineage,
                                       overwrites_ || mirrors ? Unasked::drop : Unasked::keep);
    start(std::move(merged.overlay), std::move(merged.conflicts));
    if (overwrites_ || mirrors) ask(find_code_clashes(master_, overlay_));
    if (overwrites_) drop_everything();
    if (mirrors) hide_own_fields(before);
  }

  /// Begins with a merged overlay and its questions.
  void start(Overlay overlay, std::vector<Conflict> conflicts) {
    overlay_ = std::move(overlay);
    constexpr size_t kUsualConsequences = 2;
    open_.reserve(conflicts.size() + kUsualConsequences);
    ask(std::move(conflicts));
    merge_questions_ = open_.size();
  }

  Result<TenantPlan> run() {
    constexpr int kMostRounds = 1000;  // each takes an answer that was not used before
    for (int round = 0; round < kMostRounds && !error_; ++round) {
      is_changed_ = false;
      open_.resize(merge_questions_);
      ask(find_code_clashes(master_, overlay_));
      ask_about_data();
      ask_about_formulas();
      if (!is_changed_) break;
    }
    if (error_) return *std::move(error_);
    return finish();
  }

 private:
  void ask(std::vector<Conflict>&& conflicts) {
    for (Conflict& conflict : conflicts) ask(std::move(conflict));
  }

  void ask(Conflict&& conflict) {
    if (error_) return;
    conflict.tenant = facts_.tenant.id;
    identify(conflict);
    if (const auto it = answered_.find(conflict.id); it != answered_.end()) {
      return came_again(it->second);
    }
    if (conflict.type == ConflictType::add_add && is_question_of(conflict.field)) return;
    if (overwrites_ && is_merge_conflict(conflict.type)) return overwrite(std::move(conflict));
    auto found = answers_.find(conflict, facts_);
    if (!found) return fail(std::move(found).error());
    if (*found)
      answer(std::move(conflict), **found);
    else
      open_.push_back(std::move(conflict));
  }

  /// A field that is kept only until EDIT_REMOVE is answered asks nothing else.
  bool is_question_of(const FieldUid& uid) const {
    return std::any_of(open_.begin(), open_.end(), [&](const Conflict& open) {
      return open.type == ConflictType::edit_remove && open.field == uid;
    });
  }

  /// A conflict over values is settled by its answer though the change is still there; any other
  /// that comes again was not.
  void came_again(Conflict& conflict) {
    const bool is_settled = conflict.type == ConflictType::type_changed_with_data ||
                            conflict.type == ConflictType::unit_changed_with_data ||
                            conflict.type == ConflictType::removed_with_data;
    if (is_settled || conflict.answered_by == AnsweredBy::nobody) return;
    conflict.answered_by = AnsweredBy::nobody;
    conflict.decision.reset();
    conflict.message += " The answer does not settle it.";
  }

  void overwrite(Conflict&& conflict) {
    conflict.severity = Severity::info;
    // What is still there after the edits were dropped, an answer has kept.
    if (is_dropped_)
      return answer(std::move(conflict), {Take::tenant, nullptr, AnsweredBy::policy});
    conflict.message += kDropped;
    answer(std::move(conflict), {Take::master, nullptr, AnsweredBy::policy});
  }

  void answer(Conflict&& conflict, const Answer& answer) {
    Result<void> applied = is_merge_conflict(conflict.type)
                               ? answer_merge_conflict(route_.base, master_, conflict, answer.take,
                                                       answer.value, overlay_)
                               : answer_consequence(conflict, answer.take, answer.value, now_,
                                                    master_, overlay_, accepted_);
    if (!applied) {
      return fail(within("decisions[" + std::to_string(answer.decision) + "]", applied.error()));
    }
    conflict.answered_by = answer.by;
    conflict.decision = answer.take;
    if (answer.take == Take::value) conflict.decided_value = answer.value;
    if (answer.remember) to_remember_.insert(conflict.id);
    if (answer.by == AnsweredBy::remembered) use_remembered(conflict);
    if (conflict.type == ConflictType::add_add && answer.take != Take::master) {
      kept_.insert(conflict.field);
    }
    is_changed_ = true;
    std::string id = conflict.id;
    answered_.emplace(std::move(id), std::move(conflict));
  }

  void use_remembered(const Conflict& conflict) {
    remembered_.push_back(
        Json::array({conflict.field.value,
                     conflict.attribute ? Json(to_text(*conflict.attribute)) : Json(nullptr),
                     conflict.tenant_value}));
  }

  void fail(Error error) {
    if (!error_) error_ = std::move(error);
  }

  void drop_everything() {
    Overlay nothing;
    nothing.joined = std::move(overlay_.joined);
    overlay_ = std::move(nothing);
    is_dropped_ = true;
  }

  /// Mirror: the tenant's own fields stay stored, but out of sight, unless an answer kept them.
  void hide_own_fields(const Overlay& before) {
    for (const auto& [uid, added] : before.added) {
      if (overlay_.added.contains(uid) && !kept_.contains(uid)) overlay_.hidden[uid] = added.stamp;
    }
  }

  void ask_about_data() {
    DataFindings found =
        find_data_conflicts(facts_, now_, Copy(&master_, &overlay_), route_.lineage);
    values_ = std::move(found.facts);
    ask(std::move(found.conflicts));
  }

  void ask_about_formulas() {
    FormulaFindings found = route_.master.find(facts_, now_, Copy(&master_, &overlay_), accepted_);
    foreign_ = std::move(found.foreign);
    inbound_ = std::move(found.inbound);
    ask(std::move(found.conflicts));
  }

  Result<TenantPlan> finish() {
    TenantPlan plan;
    plan.conflicts = std::move(open_);
    // An answer that does not settle its conflict leaves it among the answered, open again.
    plan.is_held = std::any_of(plan.conflicts.begin(), plan.conflicts.end(), holds) ||
                   std::any_of(answered_.begin(), answered_.end(),
                               [](const auto& item) { return holds(item.second); });
    // Nobody looks at a held copy, unless it may be where it should be already.
    if (!plan.is_held || route_.base == &master_) {
      plan.overlay =
          settle(route_.carries_places ? route_.base : nullptr, master_, std::move(overlay_));
    }
    for (auto& [id, conflict] : answered_) {
      remember(conflict, plan);
      plan.conflicts.push_back(std::move(conflict));
    }
    sort(plan.conflicts);
    plan.evidence = evidence();
    return plan;
  }

  /// Moves each once at most: they are large.
  static void sort(std::vector<Conflict>& conflicts) {
    if (std::is_sorted(conflicts.begin(), conflicts.end(), comes_before)) return;
    std::vector<Conflict*> order;
    order.reserve(conflicts.size());
    for (Conflict& conflict : conflicts) order.push_back(&conflict);
    std::sort(order.begin(), order.end(), [](const Conflict* a, const Conflict* b) {
      if (comes_before(*a, *b)) return true;
      return a < b && !comes_before(*b, *a);
    });
    std::vector<Conflict> sorted;
    sorted.reserve(conflicts.size());
    for (Conflict* conflict : order) sorted.push_back(std::move(*conflict));
    conflicts = std::move(sorted);
  }

  static bool comes_before(const Conflict& a, const Conflict& b) {
    if (!(a.field == b.field)) return a.field < b.field;
    if (a.attribute != b.attribute) return a.attribute < b.attribute;
    return a.type != b.type ? a.type < b.type : a.id < b.id;
  }

  /// What is kept in mind is what the tenant has then.
  void remember(const Conflict& conflict, TenantPlan& plan) const {
    if (!to_remember_.contains(conflict.id)) return;
    Json value = conflict.tenant_value;
    if (conflict.attribute) {
      if (const auto field = Copy(&master_, &plan.overlay).field(conflict.field)) {
        value = attribute_of(*field, *conflict.attribute);
      }
    }
    plan.remember.push_back({conflict.field, conflict.attribute, std::move(value)});
  }

  Json evidence() {
    if (values_.empty() && foreign_.empty() && inbound_.empty() && remembered_.empty()) {
      return nullptr;
    }
    return {{"values", std::move(values_)},
            {"foreign", std::move(foreign_)},
            {"inbound", std::move(inbound_)},
            {"remembered", std::move(remembered_)}};
  }

  const TenantFacts& facts_;
  const Route& route_;
  const VersionView& master_;
  Answers& answers_;
  const Copy now_;
  Overlay overlay_;
  bool overwrites_ = false;
  bool is_dropped_ = false;
  bool is_changed_ = false;
  std::optional<Error> error_;
  std::vector<Conflict> open_;
  size_t merge_questions_ = 0;                // the first of those are of the merge itself
  std::map<std::string, Conflict> answered_;  // by id
  std::set<std::string> to_remember_;         // ids of conflicts
  std::set<FieldUid> accepted_;
  std::set<FieldUid> kept_;                                    // own fields that an answer keeps
  std::vector<Json> values_, foreign_, inbound_, remembered_;  // what was relied on
};

}  // namespace

Result<TenantPlan> plan_copy(const TenantFacts& facts, const Route& route,
                             const VersionChanges& changes, const PlanRequest& request,
                             Answers& answers) {
  TenantPlanner planner(facts, route, answers);
  planner.merge(changes, request);
  return planner.run();
}

Result<TenantPlan> plan_consequences(const TenantFacts& facts, const Route& route, Overlay overlay,
                                     std::vector<Conflict> conflicts, Answers& answers) {
  TenantPlanner planner(facts, route, answers);
  planner.start(std::move(overlay), std::move(conflicts));
  return planner.run();
}

}  // namespace datavault
