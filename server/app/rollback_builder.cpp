#include "server/app/rollback_builder.h"

#include <algorithm>
#include <set>
#include <utility>

#include "core/model/resolve.h"
#include "server/app/copies.h"
#include "server/app/framework_catalogue.h"
#include "server/app/tenant_facts.h"

namespace datavault {
namespace {

using History = std::vector<store::HistoryRow>;

/// Whether an overlay changes what its fields read or are read by: only then the former copy must
/// be resolved to judge values and references by it.
bool changes_reading(const Overlay& overlay) {
  if (!overlay.added.empty() || !overlay.hidden.empty()) return true;
  return std::any_of(overlay.edits.begin(), overlay.edits.end(), [](const auto& edited) {
    const auto& edits = edited.second;
    return edits.contains(Attribute::value_type) || edits.contains(Attribute::unit) ||
           edits.contains(Attribute::options) || edits.contains(Attribute::frequency) ||
           edits.contains(Attribute::expression) || edits.contains(Attribute::variables);
  });
}

VersionPtr version_of(FrameworkContent content) {
  FrameworkVersion version;
  version.content = std::move(content);
  return std::make_shared<const LoadedVersion>(std::move(version));
}

class Builder {
 public:
  Builder(store::ReadTransaction& tx, VersionCache& versions, const store::JobRow& job,
          Framework framework)
      : tx_(tx),
        versions_(versions),
        job_(job),
        reader_(tx, versions, framework),
        nothing_(version_of({})) {
    built_.snapshot.framework = std::move(framework);
    built_.snapshot.job = job.id;
  }

  Reply<BuiltRollback> build(const std::optional<std::vector<TenantId>>& chosen) {
    auto history = store::load_history_of_job(tx_, job_.id);
    if (!history) return history.error();
    for (store::HistoryRow& row : *history) written_[row.tenant].push_back(std::move(row));
    std::vector<TenantId> tenants;
    for (const auto& [tenant, rows] : written_) tenants.push_back(tenant);
    if (auto loaded = reader_.load(chosen ? *chosen : tenants); !loaded) return loaded.error();
    for (const Tenant& tenant : reader_.tenants()) {
      if (auto added = add(tenant); !added) return added.error();
    }
    auto& snapshot = built_.snapshot;
    if (!snapshot.versions.empty()) {
      auto lineage = lineage_between(tx_, snapshot.framework.id, snapshot.versions.begin()->first,
                                     snapshot.versions.rbegin()->first);
      if (!lineage) return lineage.error();
      snapshot.lineage = *std::move(lineage);
    }
    return std::move(built_);
  }

 private:
  Result<void> add(const Tenant& tenant) {
    RollbackFacts facts;
    if (auto found = find_states(tenant.id, facts); !found) return found;
    auto target = target_of(facts.before);
    if (!target) return target.error();
    auto found = reader_.facts_of(tenant, *target);
    if (!found) return found.error();
    facts.facts = std::move(found->facts);
    if (found->row) built_.rows[tenant.id] = *std::move(found->row);
    for (const auto* adoption : {&facts.facts.adoption, &facts.before, &facts.after}) {
      if (auto kept = keep_version(*adoption); !kept) return kept;
    }
    built_.snapshot.tenants.push_back(std::move(facts));
    return {};
  }

  Result<void> find_states(TenantId tenant, RollbackFacts& facts) {
    for (const store::HistoryRow& row : written_[tenant]) {
      const bool is_own = row.framework != built_.snapshot.framework.id;
      if (is_own) built_.own_frameworks[tenant] = row.framework;
      auto later = store::load_history_after(tx_, tenant, row.framework, row.revision);
      if (!later) return later.error();
      if (row.before_exists) {
        auto before = adoption_from(row);
        if (!before) return before.error();
        facts.before = *std::move(before);
      }
      if (row.after_exists) {
        auto after = after_of(row, *later);
        if (!after) return after.error();
        facts.after = *std::move(after);
      }
      if (!is_own) {
        auto superseded = is_superseded(*later);
        if (!superseded) return superseded.error();
        facts.is_superseded = *superseded;
      }
    }
    return {};
  }

  static Result<Adoption> adoption_from(const store::HistoryRow& row) {
    store::AdoptionRow stored;
    stored.base_version = row.before_version;
    stored.overlay = row.before_overlay;
    return adoption_of(stored);
  }

  /// What a change left is what the next one found, or what is there now.
  Result<Adoption> after_of(const store::HistoryRow& row, const History& later) {
    if (!later.empty()) return adoption_from(later.front());
    auto now = store::find_adoption(tx_, row.tenant, row.framework);
    if (!now) return now.error();
    if (!*now) return storage_error("The history of a company's copy has a gap.");
    return adoption_of(**now);
  }

  /// Newest first, a rollback and the job that it took back cancel out. What is left stands.
  Result<bool> is_superseded(const History& later) {
    std::vector<int64_t> jobs;
    for (const store::HistoryRow& row : later) {
      if (row.job_id) jobs.push_back(*row.job_id);
    }
    std::set<int64_t> taken_back;
    for (auto job = jobs.rbegin(); job != jobs.rend(); ++job) {
      if (taken_back.contains(*job)) continue;
      auto of = rollback_of(*job);
      if (!of) return of.error();
      if (!*of || std::find(jobs.begin(), jobs.end(), **of) == jobs.end()) return true;
      taken_back.insert(**of);
    }
    return false;
  }

  Result<std::optional<int64_t>> rollback_of(int64_t job) {
    if (const auto found = rollbacks_.find(job); found != rollbacks_.end()) return found->second;
    auto row = store::find_job(tx_, job);
    if (!row) return row.error();
    return rollbacks_[job] = *row ? (*row)->rollback_of : std::nullopt;
  }

  Result<VersionPtr> target_of(const std::optional<Adoption>& before) {
    if (!before) return nothing_;
    VersionPtr version;
    if (before->base) {
      auto loaded = versions_.get(tx_, built_.snapshot.framework.id, *before->base);
      if (!loaded || !changes_reading(before->overlay)) return loaded;
      version = *loaded;
    }
    return version_of(resolve(version ? &version->version.content : nullptr, before->overlay));
  }

  Result<void> keep_version(const std::optional<Adoption>& adoption) {
    if (!adoption || !adoption->base) return {};
    if (built_.snapshot.versions.contains(*adoption->base)) return {};
    auto loaded = versions_.get(tx_, built_.snapshot.framework.id, *adoption->base);
    if (!loaded) return loaded.error();
    built_.snapshot.versions[*adoption->base] = (*loaded)->version;
    return {};
  }

  store::ReadTransaction& tx_;
  VersionCache& versions_;
  const store::JobRow& job_;
  FactsReader reader_;
  VersionPtr nothing_;
  std::map<TenantId, History> written_;
  std::map<int64_t, std::optional<int64_t>> rollbacks_;
  BuiltRollback built_;
};

}  // namespace

Reply<BuiltRollback> build_rollback(store::ReadTransaction& tx, VersionCache& versions,
                                    const store::JobRow& job,
                                    const std::optional<std::vector<TenantId>>& tenants) {
  auto framework = require_framework(tx, FrameworkId{job.framework_id.value_or(0)});
  if (!framework) return framework.failure();
  return Builder(tx, versions, job, framework->framework).build(tenants);
}

}  // namespace datavault
