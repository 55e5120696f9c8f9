#include "server/app/doctor.h"

#include <map>
#include <utility>

#include "core/base/sha256.h"
#include "server/app/audit_chain.h"
#include "server/app/copies.h"
#include "server/app/version_cache.h"
#include "server/store/migrations.h"
#include "server/store/upkeep.h"

namespace datavault {
namespace {

using Findings = std::vector<std::string>;

Result<Findings> examine_schema(store::ReadTransaction& tx) {
  auto applied = store::load_migrations(tx);
  if (!applied) return applied.error();
  Findings findings;
  const auto& known = store::migrations();
  for (size_t i = 0; i < std::max(known.size(), applied->size()); ++i) {
    const std::string number = "migration " + std::to_string(i + 1);
    if (i >= applied->size()) {
      findings.push_back(number + " has not run yet; serving the database runs it");
    } else if (i >= known.size()) {
      findings.push_back(number + " is newer than this program");
    } else if ((*applied)[i].digest != digest_of(known[i].sql)) {
      findings.push_back(number + " differs from the one that this program knows");
    }
  }
  return findings;
}

std::string place_of(const store::AdoptionRow& row) {
  return "company " + std::to_string(row.tenant.value) + ", framework " +
         std::to_string(row.framework.value);
}

Result<Findings> examine_versions(store::ReadTransaction& tx, VersionCache& versions) {
  auto all = store::load_version_numbers(tx);
  if (!all) return all.error();
  Findings findings;
  for (const auto& [framework, number] : *all) {
    auto version = versions.get(tx, framework, number);
    if (version) continue;
    findings.push_back("framework " + std::to_string(framework.value) + ", version " +
                       std::to_string(number) + ": " + version.error().message);
  }
  return findings;
}

Result<Findings> examine_copies(store::ReadTransaction& tx, VersionCache& versions) {
  auto rows = store::load_all_adoptions(tx);
  if (!rows) return rows.error();
  Findings findings;
  for (const store::AdoptionRow& row : *rows) {
    auto adoption = adoption_of(row);
    if (!adoption) {
      findings.push_back(place_of(row) + ": " + adoption.error().message);
      continue;
    }
    std::string digest;
    if (adoption->base) {
      auto version = versions.get(tx, row.framework, *adoption->base);
      if (!version) continue;  // found above
      digest = (*version)->version.digest;
    }
    const auto fresh =
        adoption_row(row.tenant, row.framework, *adoption, adoption->base ? &digest : nullptr);
    if (fresh.state_digest != row.state_digest) {
      findings.push_back(place_of(row) + ": the copy does not fit its digest");
    }
  }
  return findings;
}

Result<Findings> examine_audit(store::ReadTransaction& tx) {
  auto found = verify_audit(tx);
  if (!found) return found.error();
  Findings findings;
  for (const AuditFinding& finding : *found) findings.push_back(finding.message);
  return findings;
}

}  // namespace

Result<std::vector<Examination>> examine(store::Database& database) {
  auto tx = database.read();
  if (!tx) return tx.error();
  VersionCache versions;
  std::vector<Examination> examinations;
  const auto add = [&](const char* name, Result<Findings> findings) {
    if (!findings) findings = Findings{findings.error().message};
    examinations.push_back({name, *std::move(findings)});
  };
  add("schema", examine_schema(*tx));
  add("file and foreign keys", store::find_damage(*tx));
  add("digests of framework versions", examine_versions(*tx, versions));
  add("digests of copies", examine_copies(*tx, versions));
  add("jobs, targets and history", store::find_job_contradictions(*tx));
  add("audit chain", examine_audit(*tx));
  return examinations;
}

}  // namespace datavault
