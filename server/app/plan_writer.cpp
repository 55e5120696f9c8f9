#include "server/app/plan_writer.h"

#include <algorithm>
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

bool is_unstamped(const Stamp& stamp) { return stamp.by.empty() && stamp.at.empty(); }

void stamp(Stamp& stamp, const Stamp& with) {
  if (is_unstamped(stamp)) stamp = with;
}

/// Edits that are stamped already stay shared.
void stamp(FieldEdits& edits, const Stamp& with) {
  const bool is_needed = std::any_of(
      edits.begin(), edits.end(), [](const auto& edit) { return is_unstamped(edit.second.stamp); });
  if (!is_needed) return;
  edits.change_each([&with](AttributeEdit& edit) { stamp(edit.stamp, with); });
}

/// Edits without a stamp are those that an admin's answer made.
void stamp_all(Overlay& overlay, const Stamp& with) {
  for (auto& [uid, edits] : overlay.edits) stamp(edits, with);
  for (auto& [uid, added] : overlay.added) stamp(added.stamp, with);
  for (auto& [uid, hidden] : overlay.hidden) stamp(hidden, with);
  for (auto& [uid, moved] : overlay.moved) stamp(moved.stamp, with);
}

class TurnSettler {
 public:
  TurnSettler(Turn& turn, const store::JobRow& job, const std::string& now)
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
  void settle(store::JobTargetRow& row, PlannedTarget& now,
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
    const auto tenant = turn_.tenants.find(row.tenant);
    if (tenant == turn_.tenants.end()) return;
    if (now.result) {
      write(now, tenant->second);
      remember(now);
    } else if (now.outcome == Outcome::remove) {
      remove(now.tenant, tenant->second);
    }
  }

  void remove(TenantId tenant, TurnTenant& found) {
    if (!found.row) return;
    const FrameworkId framework = found.row->framework;
    change(tenant, framework, std::move(found.row), std::nullopt);
  }

  void write(PlannedTarget& now, TurnTenant& found) {
    const bool is_own = !now.result->base && found.own_framework;
    const FrameworkId framework = is_own ? *found.own_framework : turn_.framework;
    const bool is_there = found.row && found.row->framework == framework;
    if (is_there && found.adoption && found.adoption->overlay == now.result->overlay) {
      return move(now, found);
    }
    stamp_all(now.result->overlay, {job_.initiated_by, now_});
    // Stamps are no part of the state that was planned.
    auto after = adoption_row(now.tenant, framework, *now.result, *now.after);
    if (is_there) return change(now.tenant, framework, std::move(found.row), std::move(after));
    // The tenant's own framework of that name becomes its copy of this one, or the other way round.
    remove(now.tenant, found);
    change(now.tenant, framework, std::nullopt, std::move(after));
  }

  /// Most overlays come through a merge as they were: they are not written again.
  void move(const PlannedTarget& now, TurnTenant& found) {
    store::AdoptionRow after;
    after.tenant = now.tenant;
    after.framework = found.row->framework;
    after.base_version = now.result->base;
    after.state_digest = *now.after;
    after.edit_count = found.row->edit_count;
    change(now.tenant, after.framework, std::move(found.row), std::move(after));
    result_.changes.back().keeps_overlay = true;
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

  Turn& turn_;
  const store::JobRow& job_;
  const std::string& now_;
  TurnResult result_;
};

}  // namespace

TurnResult settle_turn(Turn turn, const store::JobRow& job, std::vector<store::JobTargetRow> rows,
                       const std::string& now) {
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
    std::map<TenantId, std::string> names;
    for (const auto& [tenant, found] : turn->tenants) names[tenant] = found.name;
    auto result = settle_turn(*std::move(turn), job, std::move(rows), iso_now(clock));
    if (auto wrote = store::write_changes(tx, result.changes); !wrote) return wrote.error();
    if (auto wrote = store::put_remembered(tx, result.remembered); !wrote) return wrote.error();
    return jobs::BatchResult{std::move(result.targets), std::move(names)};
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
