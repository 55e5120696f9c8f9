#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/import/import_request.h"
#include "server/app/audit_log.h"
#include "server/app/failure.h"
#include "server/app/version_cache.h"
#include "server/store/frameworks.h"

namespace datavault {

/// A framework at one of its versions (none: it has none yet).
struct FrameworkAtVersion {
  store::FrameworkRow row;
  VersionPtr version;
};

struct NewFramework {
  std::string name;
  std::string key;  // empty: made from the name
  std::string description;
  std::optional<TenantId> owner;  // that tenant's own framework, with an empty copy without a base
};

struct ImportOutcome {
  FrameworkId framework;
  int64_t version = 0;
  int64_t fields = 0;
  bool unchanged = false;  // equal to the latest: no new version was made
  std::vector<ImportWarning> warnings;
};

/// The frameworks and their versions. Safe for use by many threads.
class FrameworkCatalogue {
 public:
  FrameworkCatalogue(store::Database& database, AuditLog& audit, const Clock& clock,
                     VersionCache& versions)
      : database_(database), audit_(audit), clock_(clock), versions_(versions) {}

  Reply<store::Page<store::FrameworkRow>> list(store::PageRequest request);
  /// Errors: `framework_not_found`, `version_not_found`.
  Reply<FrameworkAtVersion> get(FrameworkId id, std::optional<int64_t> version);
  Reply<store::Page<store::VersionRow>> versions(FrameworkId id, const store::PageRequest& request);

  /// Errors: conflict when name or key is taken; `company_not_found`.
  Reply<FrameworkId> create(const NewFramework& framework, const Actor& actor);

  /// Makes the next version of the framework with the id, else of the one with the draft's key or
  /// name; else a new framework. All or nothing. `base_version`: the latest that the caller saw, if
  /// it matters.
  ///
  /// Errors: `import_refused` with all mistakes; `framework_not_found`; `version_outdated` when
  ///         another version is the latest by now.
  Reply<ImportOutcome> import(const ImportRequest& request, std::optional<FrameworkId> id,
                              const Actor& actor,
                              std::optional<int64_t> base_version = std::nullopt);

 private:
  Reply<store::FrameworkRow> framework_for(store::WriteTransaction& tx, const FrameworkDraft& draft,
                                           std::optional<FrameworkId> id);
  Reply<ImportOutcome> publish_draft(store::WriteTransaction& tx, const ImportRequest& request,
                                     const FrameworkDraft& draft, store::FrameworkRow& row,
                                     const Actor& actor);

  store::Database& database_;
  AuditLog& audit_;
  const Clock& clock_;
  VersionCache& versions_;
};

/// `framework_not_found`.
Failure no_framework(FrameworkId id);
/// Errors: `framework_not_found`.
Reply<store::FrameworkRow> require_framework(store::ReadTransaction& tx, FrameworkId id);

}  // namespace datavault
