#include "server/app/plan_writer.h"

#include <utility>

#include "server/app/copies.h"

namespace datavault {
namespace {

const char* status_of(Outcome outcome) {
  if (outcome == Outcome::skip) return "SKIPPED";
  if (outcome == Outcome::noop) return "UNCHANGED";
  if (outcome == Outcome::hold) return "HELD";
  return "APPLIED";
}

void stamp(Stamp& stamp, const Stamp& with) {
  if (stamp.by.empty() && stamp.at.empty()) stamp = with;
}

/// Edits without a stamp are those that an admin's answer made.
void stamp_all(Overlay& overlay, const Stamp& with) {
  for (auto& [uid, edits] : overlay.edits) {
    for (auto& [attribute, edit] : edits.write()) stamp(edit.stamp, with);
  }
  for (auto& [uid, added] : overlay.added) stamp(added.stamp, with);
  for (auto& [uid, hidden] : overlay.hidden) stamp(hidden, with);
  for (auto& [uid, moved] : overlay.moved) stamp(moved.stamp, with);
}

class TurnSettler {
 public:
  TurnSettler(const Turn& turn, const store::JobRow& job, const std::string& now)
      : turn_(turn), job_(job), now_(now) {}

  TurnResult run(std::vector<store::JobTargetRow> rows) {
    std::vector<ExpectedTarget> expected;
    for (const auto& row : rows) expected.push_back(expected_of(row));
    std::map<TenantId, std::string> stale;
    for (auto& target : stale_targets(turn_.plan, expected)) stale[target.tenant] = target.reason;
    // Both are by tenant id, each tenant once.
    for (size_t i = 0; i < rows.size(); ++i) settle(rows[i], turn_.plan.targets[i], stale);
    result_.targets = std::move(rows);
    return std::move(result_);
  }

 private:
  void settle(store::JobTargetRow& row, const PlannedTarget& now,
              const std::map<TenantId, std::string>& stale) {
    row.finished_at = now_;
    row.error = row.next_attempt_at = std::nullopt;
    row.outcome = std::string(to_text(now.outcome));
    if (const auto reason = stale.find(row.tenant); reason != stale.end()) {
      row.status = "STALE";
      row.error = reason->second;
      return;
    }
    row.status = status_of(now.outcome);
    if (now.outcome == Outcome::hold) row.error = "A conflict that nobody answered holds it.";
    if (now.result) {
      write(now);
      remember(now);
    } else if (now.outcome == Outcome::remove) {
      remove(now.tenant);
    }
  }

  const store::AdoptionRow* row_of(TenantId tenant) const {
    const auto found = turn_.rows.find(tenant);
    return found == turn_.rows.end() ? nullptr : &found->second;
  }

  void remove(TenantId tenant) {
    const store::AdoptionRow* before = row_of(tenant);
    if (before) change(tenant, before->framework, *before, std::nullopt);
  }

  void write(const PlannedTarget& now) {
    Adoption adoption = *now.result;
    stamp_all(adoption.overlay, {job_.initiated_by, now_});
    const auto own = turn_.own_frameworks.find(now.tenant);
    const bool is_own = !adoption.base && own != turn_.own_frameworks.end();
    const FrameworkId framework = is_own ? own->second : turn_.framework;
    // Stamps are no part of the state that was planned.
    auto after = adoption_row(now.tenant, framework, adoption, *now.after);
    const store::AdoptionRow* before = row_of(now.tenant);
    if (before && before->framework == framework) {
      return change(now.tenant, framework, *before, std::move(after));
    }
    // The tenant's own framework of that name becomes its copy of this one, or the other way round.
    remove(now.tenant);
    change(now.tenant, framework, std::nullopt, std::move(after));
  }

  void change(TenantId tenant, FrameworkId framework, std::optional<store::AdoptionRow> before,
              std::optional<store::AdoptionRow> after) {
    result_.changes.push_back(
        {tenant, framework, std::move(before), std::move(after), job_.id, job_.initiated_by, now_});
  }

  void remember(const PlannedTarget& now) {
    for (const RememberedDecision& decision : now.remember) {
      store::RememberedRow row;
      row.tenant = now.tenant;
      row.framework = turn_.framework;
      row.field_uid = decision.field.value;
      row.field_code = code_of(now.tenant, decision.field);
      if (decision.attribute) row.attribute = to_text(*decision.attribute);
      row.value = canonical_json(decision.value);
      row.decided_by = job_.initiated_by;
      row.decided_at = now_;
      row.job_id = job_.id;
      result_.remembered.push_back(std::move(row));
    }
  }

  std::string code_of(TenantId tenant, const FieldUid& field) const {
    for (const Conflict& conflict : turn_.plan.conflicts) {
      if (conflict.tenant == tenant && conflict.field == field) return conflict.field_code;
    }
    return field.value;
  }

  const Turn& turn_;
  const store::JobRow& job_;
  const std::string& now_;
  TurnResult result_;
};

}  // namespace

TurnResult settle_turn(const Turn& turn, const store::JobRow& job,
                       std::vector<store::JobTargetRow> rows, const std::string& now) {
  return TurnSettler(turn, job, now).run(std::move(rows));
}

jobs::JobKind planned_kind(std::string name, const Clock& clock, PlanTurn plan_turn) {
  jobs::JobKind kind;
  kind.name = std::move(name);
  kind.run_batch = [&clock, plan_turn = std::move(plan_turn)](
                       store::WriteTransaction& tx, const store::JobRow& job,
                       std::vector<store::JobTargetRow> rows) -> Result<jobs::BatchResult> {
    auto turn = plan_turn(tx, job, store::tenants_of(rows));
    if (!turn) return turn.error();
    auto result = settle_turn(*turn, job, std::move(rows), iso_now(clock));
    if (auto wrote = store::write_changes(tx, result.changes); !wrote) return wrote.error();
    if (auto wrote = store::put_remembered(tx, result.remembered); !wrote) return wrote.error();
    return jobs::BatchResult{std::move(result.targets), std::move(turn->names)};
  };
  return kind;
}

Result<Json> job_request(const store::JobRow& job) {
  auto parameters = parse_json(job.parameters);
  if (!parameters || !parameters->contains("request")) {
    return invalid_input("What this job is to do cannot be read.");
  }
  return (*parameters)["request"];
}

ExpectedTarget expected_of(const store::JobTargetRow& row) {
  return {row.tenant, outcome_from_text(row.planned_outcome).value_or(Outcome::skip),
          row.planned_before, row.planned_evidence, row.planned_after};
}

}  // namespace datavault
