#include "core/plan/rollback.h"

#include <memory>
#include <set>
#include <utility>

#include "core/codec/overlay_json.h"
#include "core/merge/overlay_merge.h"
#include "core/merge/overlay_steps.h"
#include "core/plan/plan_digest.h"
#include "core/plan/tenant_plan.h"

namespace datavault {
namespace {

const FrameworkContent kNoContent;

std::string state_of(const RollbackSnapshot& snapshot, const Adoption& adoption) {
  return state_digest(adoption.base ? &snapshot.versions.at(*adoption.base).digest : nullptr,
                      adoption.overlay);
}

/// A version with what planning towards it needs, made once.
struct Former {
  explicit Former(const FrameworkContent& content) : view(content), formulas(view) {}
  VersionView view;
  FormulaConflicts formulas;
};

class RollbackPlanner {
 public:
  RollbackPlanner(const RollbackSnapshot& snapshot, const RollbackRequest& request, Answers answers)
      : snapshot_(snapshot), request_(request), answers_(std::move(answers)) {
    for (const RollbackFacts& facts : snapshot.tenants) tenants_[facts.facts.tenant.id] = &facts;
  }

  Result<Plan> run() {
    plan_.framework = snapshot_.framework.id;
    plan_.rollback_of = snapshot_.job;
    for (const TenantId tenant : std::set(request_.targets.begin(), request_.targets.end())) {
      const auto it = tenants_.find(tenant);
      plan_tenant(tenant, it == tenants_.end() ? nullptr : it->second);
      if (error_) return *std::move(error_);
    }
    plan_.unused_decisions = answers_.unused();
    for (const PlannedTarget& target : plan_.targets) ++plan_.summary[target.outcome];
    plan_.digest =
        rollback_digest(snapshot_.framework, snapshot_.job, request_.decisions, plan_.targets);
    return std::move(plan_);
  }

 private:
  void plan_tenant(TenantId tenant, const RollbackFacts* facts) {
    PlannedTarget target;
    target.tenant = tenant;
    Json evidence = {{"known", facts != nullptr}};
    if (!facts) {
      add(target, note(ConflictType::company_not_found,
                       "There is no tenant with the id " + std::to_string(tenant.value) + "."));
    } else {
      evidence["active"] = facts->facts.tenant.is_active;
      evidence["superseded"] = facts->is_superseded;
      if (facts->facts.adoption) {
        target.before = state_now(facts->facts);
        target.edits_before = count_edits(facts->facts.adoption->overlay);
        target.edits_after = target.edits_before;
      }
      if (may_go_back(*facts, target)) evidence["facts"] = plan_effect(*facts, target);
    }
    target.evidence = digest_of_json(evidence);
    if (!target.result && target.outcome != Outcome::remove) target.after = target.before;
    plan_.targets.push_back(std::move(target));
  }

  std::string state_now(const TenantFacts& facts) const {
    return facts.state.empty() ? state_of(snapshot_, *facts.adoption) : facts.state;
  }

  static Conflict note(ConflictType type, std::string message) {
    Conflict conflict;
    conflict.type = type;
    conflict.severity = Severity::info;
    conflict.message = std::move(message);
    return conflict;
  }

  void add(PlannedTarget& target, Conflict conflict) {
    conflict.tenant = target.tenant;
    if (conflict.id.empty()) identify(conflict);
    ++target.conflicts;
    plan_.conflicts.push_back(std::move(conflict));
  }

  /// Otherwise the outcome stays SKIP.
  bool may_go_back(const RollbackFacts& facts, PlannedTarget& target) {
    if (!facts.facts.tenant.is_active) {
      add(target, note(ConflictType::company_inactive,
                       "The tenant \"" + facts.facts.tenant.name + "\" is inactive."));
      return false;
    }
    if (facts.is_superseded || (!facts.before && !facts.after)) return false;
    const auto base_of = [](const std::optional<Adoption>& adoption) {
      return adoption ? adoption->base : std::nullopt;
    };
    // Whatever took the copy elsewhere was no job that could be taken back first.
    return facts.facts.adoption.has_value() == facts.after.has_value() &&
           base_of(facts.facts.adoption) == base_of(facts.after);
  }

  Json plan_effect(const RollbackFacts& facts, PlannedTarget& target) {
    if (!facts.before) return plan_removal(facts, target);
    if (!facts.after) return restore(facts, target);
    const Overlay& now = facts.facts.adoption->overlay;
    Former& former = former_of(facts.before->base);
    Overlay overlay = merge_overlays(facts.after->overlay, facts.before->overlay, now);
    const VersionView* base = facts.after->base ? &former_of(facts.after->base).view : nullptr;
    std::vector<Conflict> questions = vanishing_edits(Copy(base, &now), former.view, overlay);
    const Lineage none;
    const bool is_edited = !same_state(now, facts.after->overlay);
    auto planned = plan_consequences(facts.facts, Route{base, former.formulas, none, is_edited},
                                     std::move(overlay), std::move(questions), answers_);
    if (!planned) return fail(std::move(planned).error());
    for (Conflict& conflict : planned->conflicts) add(target, std::move(conflict));
    if (planned->is_held) {
      target.outcome = Outcome::hold;
    } else {
      write(target, {facts.before->base, std::move(planned->overlay)});
    }
    return std::move(planned->evidence);
  }

  /// A copy that the job took away comes back as it was.
  Json restore(const RollbackFacts& facts, PlannedTarget& target) {
    write(target, *facts.before);
    target.outcome = Outcome::create;
    return nullptr;
  }

  void write(PlannedTarget& target, Adoption adoption) {
    target.after = state_of(snapshot_, adoption);
    target.edits_after = count_edits(adoption.overlay);
    target.outcome = target.after == target.before ? Outcome::noop : Outcome::merge;
    if (target.outcome == Outcome::merge) target.result = std::move(adoption);
  }

  Json plan_removal(const RollbackFacts& facts, PlannedTarget& target) {
    Json evidence = Json::array();
    int64_t values = 0;
    for (const auto& [uid, stored] : facts.facts.values) {
      values += stored.total;
      if (stored.total > 0) evidence.push_back(uid.value);
    }
    if (values > 0) add(target, archived(values));
    if (!facts.facts.inbound.empty()) add(target, broken(facts.facts.inbound));
    target.outcome = Outcome::remove;
    if (!same_state(facts.facts.adoption->overlay, facts.after->overlay)) ask_to_remove(target);
    if (target.outcome == Outcome::remove) target.edits_after = 0;
    return evidence;
  }

  static Conflict by_default(Conflict conflict) {
    conflict.severity = Severity::warning;
    conflict.answered_by = AnsweredBy::default_rule;
    conflict.decision = Take::master;
    return conflict;
  }

  static Conflict archived(int64_t values) {
    Conflict conflict = note(ConflictType::removed_with_data,
                             std::to_string(values) + (values == 1 ? " value" : " values") +
                                 " will be archived: the framework goes away.");
    conflict.values.total = values;
    return by_default(std::move(conflict));
  }

  static Conflict broken(const std::vector<InboundReference>& references) {
    Conflict conflict = note(ConflictType::broken_formula,
                             "Formulas of other frameworks refer to the framework, which goes "
                             "away: ");
    conflict.tenant_value = Json::array();
    for (const InboundReference& reference : references) {
      const std::string formula = reference.formula_code + " in \"" + reference.framework + "\"";
      conflict.message += (conflict.tenant_value.empty() ? "" : ", ") + formula;
      conflict.tenant_value.push_back(formula);
    }
    return by_default(std::move(conflict));
  }

  /// The tenant edited a copy that would go.
  void ask_to_remove(PlannedTarget& target) {
    Conflict conflict = note(ConflictType::edit_remove,
                             "The tenant edited its copy since, which would be removed.");
    conflict.severity = Severity::blocking;
    conflict.tenant = target.tenant;
    conflict.tenant_value = *target.before;
    identify(conflict);
    auto answer = answers_.find(conflict, {});
    if (!answer) {
      fail(std::move(answer).error());
    } else if (!*answer) {
      target.outcome = Outcome::hold;
    } else if ((*answer)->take == Take::value) {
      fail(invalid_input("A copy can be kept (TENANT) or removed (MASTER).",
                         "decisions[" + std::to_string((*answer)->decision) + "]"));
    } else {
      conflict.answered_by = (*answer)->by;
      conflict.decision = (*answer)->take;
      if ((*answer)->take == Take::tenant) target.outcome = Outcome::noop;
    }
    add(target, std::move(conflict));
  }

  /// Edits made since on fields that the former version lacks: each such field is kept as the
  /// tenant's own until that is answered.
  static std::vector<Conflict> vanishing_edits(const Copy& now, const VersionView& former,
                                               Overlay& overlay) {
    std::vector<Conflict> questions;
    const auto edited = std::move(overlay.edits);
    overlay.edits.clear();
    for (const auto& [uid, edits] : edited) {
      if (former.index.contains(uid)) {
        overlay.edits[uid] = edits;
      } else if (const auto own = overlay.added.find(uid); own != overlay.added.end()) {
        // The job had made it the master's; the tenant's edits go back to its own field.
        for (const auto& [attribute, edit] : edits) {
          [[maybe_unused]] const auto set = set_attribute(own->second.field, attribute, edit.value);
        }
      } else if (auto field = now.field(uid)) {
        questions.push_back(question(*field, edits));
        keep_as_own(overlay, now.version(), former, *std::move(field), edits.begin()->second.stamp);
      }
    }
    return questions;
  }

  static Conflict question(const Field& field, const FieldEdits& edits) {
    Conflict conflict =
        note(ConflictType::edit_remove, "The tenant edited \"" + field.name + "\" (" + field.code +
                                            ") since, which the former version does not have.");
    conflict.severity = Severity::blocking;
    conflict.field = field.uid;
    conflict.field_code = field.code;
    conflict.tenant_value = Json::object();
    for (const auto& [attribute, edit] : edits) {
      conflict.tenant_value[std::string(to_text(attribute))] = edit.value;
    }
    return conflict;
  }

  Former& former_of(const std::optional<int64_t>& number) {
    auto& slot = formers_[number.value_or(0)];
    if (!slot) {
      slot = std::make_unique<Former>(number ? snapshot_.versions.at(*number).content : kNoContent);
    }
    return *slot;
  }

  Json fail(Error error) {
    if (!error_) error_ = std::move(error);
    return nullptr;
  }

  const RollbackSnapshot& snapshot_;
  const RollbackRequest& request_;
  Answers answers_;
  std::map<TenantId, const RollbackFacts*> tenants_;
  std::map<int64_t, std::unique_ptr<Former>> formers_;
  std::optional<Error> error_;
  Plan plan_;
};

Result<void> check_versions(const RollbackSnapshot& snapshot) {
  for (const RollbackFacts& facts : snapshot.tenants) {
    for (const auto* adoption : {&facts.facts.adoption, &facts.before, &facts.after}) {
      if (!*adoption || !(*adoption)->base || snapshot.versions.contains(*(*adoption)->base)) {
        continue;
      }
      return invalid_input("The snapshot lacks version " + std::to_string(*(*adoption)->base) + ".",
                           "tenant " + std::to_string(facts.facts.tenant.id.value));
    }
  }
  return {};
}

}  // namespace

Result<Plan> make_rollback_plan(const RollbackSnapshot& snapshot, const RollbackRequest& request) {
  if (request.targets.empty()) {
    return invalid_input("Choose at least one tenant.", "target_company_ids");
  }
  if (auto checked = check_versions(snapshot); !checked) return checked.error();
  PlanRequest answering;
  answering.decisions = request.decisions;
  auto answers = Answers::of(answering);
  if (!answers) return std::move(answers).error();
  return RollbackPlanner(snapshot, request, *std::move(answers)).run();
}

}  // namespace datavault
