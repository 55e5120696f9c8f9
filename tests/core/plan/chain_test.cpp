// Real standards, version after version, distributed to tenants that edit in between; then all of
// it taken back, step by step.
#include <algorithm>
#include <cstdlib>
#include <map>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "core/codec/overlay_json.h"
#include "core/merge/overlay_merge.h"
#include "core/model/field_index.h"
#include "core/model/resolve.h"
#include "core/plan/rollback.h"
#include "tests/support/generator.h"
#include "tests/support/real_standards.h"

namespace datavault {
namespace {

/// With DATAVAULT_LONG a real fleet; a part of it takes seconds.
int64_t tenant_count() { return std::getenv("DATAVAULT_LONG") ? 200 : 40; }

/// What a job did to one tenant.
struct Written {
  Adoption before, after;
};

struct Reporter {
  TenantId id;
  Adoption adoption;
  std::map<int64_t, Written> steps;  // by the version that it went to
};

/// A fleet on one framework.
class Fleet {
 public:
  Fleet(std::vector<FrameworkVersion> versions, uint64_t seed) : random_(seed) {
    for (FrameworkVersion& version : versions) {
      if (!version.lineage.empty()) lineage_[version.number] = version.lineage;
      versions_[version.number] = std::move(version);
    }
    for (int64_t id = 1; id <= tenant_count(); ++id)
      reporters_.push_back({{id}, {first(), {}}, {}});
  }

  int64_t first() const { return versions_.begin()->first; }
  int64_t last() const { return versions_.rbegin()->first; }

  /// About half of the tenants change a few things each.
  void edit() {
    for (Reporter& reporter : reporters_) {
      if (random_.one_in(2)) edit(reporter);
    }
  }

  void distribute(int64_t target, const Policy& policy) {
    const Snapshot snapshot = snapshot_for(target);
    PlanRequest request;
    request.policy = policy;
    for (const Reporter& reporter : reporters_) request.targets.push_back(reporter.id);
    const Plan plan = answered(snapshot, request);
    for (size_t i = 0; i < reporters_.size(); ++i) apply(plan, i, target);
    check_again(target);
  }

  void take_back(int64_t step) {
    RollbackSnapshot snapshot{framework(), step, versions_, lineage_, {}};
    RollbackRequest request;
    for (const Reporter& reporter : reporters_) {
      const Written& written = reporter.steps.at(step);
      snapshot.tenants.push_back({facts_of(reporter), written.before, written.after, false});
      request.targets.push_back(reporter.id);
    }
    const Plan plan = answered(snapshot, request);
    for (size_t i = 0; i < reporters_.size(); ++i) check_taken_back(plan, i, step);
  }

  size_t answers() const { return answers_; }
  size_t restored() const { return restored_; }
  size_t kept() const { return kept_; }

 private:
  static Framework framework() { return {{1}, "chain", "Chain", "", std::nullopt}; }

  static TenantFacts facts_of(const Reporter& reporter) {
    TenantFacts facts;
    facts.tenant = {reporter.id, "Tenant", "tenant", "Energy", true};
    facts.adoption = reporter.adoption;
    return facts;
  }

  Snapshot snapshot_for(int64_t target) const {
    Snapshot snapshot;
    snapshot.framework = framework();
    snapshot.target_version = target;
    snapshot.versions = versions_;
    snapshot.lineage = lineage_;
    for (const Reporter& reporter : reporters_) snapshot.tenants.push_back(facts_of(reporter));
    return snapshot;
  }

  void edit(Reporter& reporter) {
    const FrameworkContent& base = versions_.at(*reporter.adoption.base).content;
    Overlay& overlay = reporter.adoption.overlay;
    for (size_t n = 1 + random_.below(3); n > 0; --n) {
      const Field& field = base.fields[random_.below(base.fields.size())];
      const std::string mark = "edit " + std::to_string(++marks_);
      if (random_.one_in(12)) {
        overlay.hidden[field.uid] = {};
      } else if (random_.one_in(8)) {
        Field own = field;
        own.uid = {"own-" + std::to_string(marks_)};
        own.code = "OWN-" + std::to_string(marks_);
        own.computed.reset();
        overlay.added[own.uid] = {own, field.uid, {}};
      } else if (random_.one_in(2)) {
        overlay.edits[field.uid][Attribute::name] = {mark, {}};
      } else {
        overlay.edits[field.uid][Attribute::description] = {mark, {}};
      }
    }
    overlay = normalise(&base, std::move(overlay));
  }

  /// Answers whatever the plan asks, at random where both sides are possible, until nothing is
  /// open.
  Plan answered(const Snapshot& snapshot, PlanRequest& request) {
    for (;;) {
      auto plan = make_plan(snapshot, request);
      REQUIRE(plan.ok());
      if (!answer_open(*plan, request.decisions, true)) return *std::move(plan);
    }
  }
  Plan answered(const RollbackSnapshot& snapshot, RollbackRequest& request) {
    for (;;) {
      auto plan = make_rollback_plan(snapshot, request);
      REQUIRE(plan.ok());
      if (!answer_open(*plan, request.decisions, false)) return *std::move(plan);
    }
  }

  bool answer_open(const Plan& plan, std::vector<Decision>& decisions, bool at_random) {
    bool any = false;
    for (const Conflict& conflict : plan.conflicts) {
      if (!holds(conflict)) continue;
      const Take take = at_random && random_.one_in(2) ? Take::master : Take::tenant;
      decisions.push_back({{}, conflict.id, std::nullopt, take, nullptr, false});
      ++answers_;
      any = true;
    }
    return any;
  }

  void apply(const Plan& plan, size_t at, int64_t target) {
    Reporter& reporter = reporters_[at];
    CAPTURE(target);
    CAPTURE(reporter.id.value);
    const Adoption before = reporter.adoption;
    REQUIRE(plan.targets[at].result);
    reporter.adoption = *plan.targets[at].result;
    reporter.steps[target] = {before, reporter.adoption};
    check_untouched(reporter);
    check_no_edit_lost(plan, before, reporter);
  }

  /// Every attribute that the tenant did not edit is the master's.
  void check_untouched(const Reporter& reporter) const {
    const Overlay& overlay = reporter.adoption.overlay;
    const FrameworkContent& master = versions_.at(*reporter.adoption.base).content;
    const FrameworkContent copy = resolve(&master, overlay);
    const FieldIndex index(copy);
    for (const Field& field : master.fields) {
      const Field* shown = index.find(field.uid);
      REQUIRE((shown != nullptr) == !overlay.hidden.contains(field.uid));
      if (!shown) continue;
      const auto edits = overlay.edits.find(field.uid);
      if (edits == overlay.edits.end() && *shown == field) continue;
      for (const Attribute attribute : kAttributes) {
        if (edits != overlay.edits.end() && edits->second.contains(attribute)) continue;
        // A topic that is gone shows as none.
        REQUIRE(attribute_of(*shown, attribute) == attribute_of(field, attribute));
      }
    }
  }

  static bool is_overruled(const Plan& plan, TenantId tenant, const FieldUid& uid,
                           std::optional<Attribute> attribute) {
    return std::any_of(plan.conflicts.begin(), plan.conflicts.end(), [&](const Conflict& conflict) {
      return conflict.tenant == tenant && conflict.field == uid &&
             (!conflict.attribute || conflict.attribute == attribute) &&
             conflict.decision == Take::master;
    });
  }

  void check_no_edit_lost(const Plan& plan, const Adoption& before,
                          const Reporter& reporter) const {
    const Overlay& now = reporter.adoption.overlay;
    const FieldIndex master(versions_.at(*reporter.adoption.base).content);
    for (const auto& [uid, edits] : before.overlay.edits) {
      for (const auto& [attribute, edit] : edits) {
        const auto field = resolve_field(master, now, uid);
        const bool is_kept = field && attribute_of(*field, attribute) == edit.value;
        const bool is_answered = is_overruled(plan, reporter.id, uid, attribute);
        const bool is_hidden = before.overlay.hidden.contains(uid);
        const std::string where = uid.value;
        CAPTURE(where);
        REQUIRE((is_kept || is_answered || is_hidden));
      }
    }
    for (const auto& [uid, added] : before.overlay.added) {
      const bool is_known = now.added.contains(uid) || now.joined.contains(uid);
      REQUIRE((is_known || is_overruled(plan, reporter.id, uid, std::nullopt)));
    }
    for (const auto& [uid, stamp] : before.overlay.hidden) {
      const bool is_gone = !master.contains(uid) && !now.added.contains(uid);
      const bool is_hidden = now.hidden.contains(uid);
      REQUIRE((is_hidden || is_gone || is_overruled(plan, reporter.id, uid, std::nullopt)));
    }
  }

  void check_again(int64_t target) const {
    PlanRequest request;
    for (const Reporter& reporter : reporters_) request.targets.push_back(reporter.id);
    const auto plan = make_plan(snapshot_for(target), request);
    REQUIRE(plan.ok());
    for (const PlannedTarget& again : plan->targets) REQUIRE(again.outcome == Outcome::noop);
  }

  void check_taken_back(const Plan& plan, size_t at, int64_t step) {
    Reporter& reporter = reporters_[at];
    const Written& written = reporter.steps.at(step);
    CAPTURE(step);
    CAPTURE(reporter.id.value);
    const bool is_as_left = same_state(reporter.adoption.overlay, written.after.overlay);
    const Adoption now = reporter.adoption;
    REQUIRE(plan.targets[at].result);
    reporter.adoption = *plan.targets[at].result;
    REQUIRE(reporter.adoption.base == written.before.base);
    if (is_as_left) {
      REQUIRE(same_state(reporter.adoption.overlay, written.before.overlay));
      ++restored_;
    } else {
      check_kept(written.after.overlay, now.overlay, reporter.adoption);
      ++kept_;
    }
  }

  /// What the tenant edited since the job is still there.
  void check_kept(const Overlay& left, const Overlay& now, const Adoption& result) const {
    const FieldIndex former(versions_.at(*result.base).content);
    for (const auto& [uid, edits] : now.edits) {
      for (const auto& [attribute, edit] : edits) {
        const auto old = left.edits.find(uid);
        const bool is_new = old == left.edits.end() || !old->second.contains(attribute) ||
                            old->second.at(attribute).value != edit.value;
        if (!is_new || now.hidden.contains(uid)) continue;
        const std::string where = uid.value;
        CAPTURE(where);
        const auto field = resolve_field(former, result.overlay, uid);
        REQUIRE(field);
        REQUIRE(attribute_of(*field, attribute) == edit.value);
      }
    }
    for (const auto& [uid, added] : now.added) {
      if (!left.added.contains(uid)) REQUIRE(result.overlay.added.contains(uid));
    }
  }

  test::Random random_;
  std::map<int64_t, FrameworkVersion> versions_;
  std::map<int64_t, std::vector<LineageEntry>> lineage_;
  std::vector<Reporter> reporters_;
  int64_t marks_ = 0;
  size_t answers_ = 0, restored_ = 0, kept_ = 0;
};

/// All versions there, then all of it back. `edits_between`: tenants also edit after each step.
void run(Fleet& fleet, const Policy& policy, bool edits_between) {
  fleet.edit();
  for (int64_t version = fleet.first() + 1; version <= fleet.last(); ++version) {
    fleet.distribute(version, policy);
    if (edits_between) fleet.edit();
  }
  for (int64_t version = fleet.last(); version > fleet.first(); --version) fleet.take_back(version);
}

}  // namespace

TEST_CASE("chain: all versions of SFDR and back, every conflict answered at random") {
  auto versions = test::sfdr_versions();
  if (versions.empty()) return;
  CHECK(versions.size() == 12);  // of 15 files; three say nothing new
  Fleet fleet(std::move(versions), 1);
  run(fleet, {}, true);
  CHECK(fleet.answers() > 0);
  CHECK(fleet.kept() > 0);
}

TEST_CASE("chain: all versions of SFDR under Peer and back, nothing edited since is restored") {
  auto versions = test::sfdr_versions();
  if (versions.empty()) return;
  const size_t steps = versions.size() - 1;
  Fleet fleet(std::move(versions), 2);
  run(fleet, peer_policy(), false);
  CHECK(fleet.answers() == 0);
  CHECK(fleet.kept() == 0);
  CHECK(fleet.restored() == steps * static_cast<size_t>(tenant_count()));
}

TEST_CASE("chain: both versions of VSME and back, edits follow the three renames") {
  auto versions = test::vsme_versions();
  if (versions.empty()) return;
  CHECK(versions.back().lineage.size() == 3);
  Fleet fleet(std::move(versions), 3);
  run(fleet, {}, true);
}

TEST_CASE("chain: fields keep their identity when real codes replace made-up ones") {
  const auto versions = test::sfdr_versions();
  if (versions.empty()) return;
  std::map<FieldUid, std::string> codes;
  size_t recoded = 0;
  for (const FrameworkVersion& version : versions) {
    for (const Field& field : version.content.fields) {
      std::string& code = codes[field.uid];
      recoded += !code.empty() && code != field.code ? 1 : 0;
      code = field.code;
    }
  }
  CHECK(recoded == 113);
}

}  // namespace datavault
