#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/merge/lineage.h"
#include "core/merge/version_changes.h"
#include "core/plan/formula_conflicts.h"
#include "core/template/setup.h"

namespace datavault {

/// The versions of one framework that an upgrade meets.
struct FrameworkHistory {
  std::map<int64_t, const FrameworkVersion*> versions;   // borrowed
  std::map<int64_t, std::vector<LineageEntry>> lineage;  // of versions after the oldest
};

/// The two contents between which tenants' copies of one framework merge: what a template's base
/// and its new version come to on the version where a tenant is and the one where it goes. The same
/// for all tenants on one version. Borrows the history.
class UpgradeStage {
 public:
  /// `base` and `master` may be null: the template had, or has, no such framework. `tenant`: the
  /// version that the tenant is on; none: a framework without versions.
  ///
  /// Errors: storage when the history lacks a version.
  static Result<std::unique_ptr<UpgradeStage>> make(const SetupCopy* base, const SetupCopy* master,
                                                    std::optional<int64_t> tenant,
                                                    const FrameworkHistory& history);

  /// Where a tenant's copy goes: the template's version, or its own when that is beyond.
  std::optional<int64_t> version() const { return version_; }
  const std::string& version_digest() const { return version_digest_; }
  const FrameworkContent& base() const { return base_; }
  const FrameworkContent& master() const { return master_; }

  /// What a tenant has beyond the template.
  Overlay beyond(const Overlay& tenant) const;
  FrameworkContent resolved(const Overlay& tenant) const;
  /// What that is, merged, as a copy of the framework.
  Overlay put_together(const Overlay& merged) const;

  const VersionView& base_view() const { return base_view_; }
  const VersionChanges& changes() const { return changes_; }
  const Lineage& lineage() const { return lineage_; }
  FormulaConflicts& formulas() { return formulas_; }

 private:
  struct Parts;
  explicit UpgradeStage(Parts parts);

  const FrameworkContent* tenant_version_;  // null: none
  const FrameworkContent* target_version_;
  std::optional<int64_t> version_;
  std::string version_digest_;
  Overlay master_overlay_;
  FrameworkContent base_, master_;
  VersionView base_view_, master_view_;
  VersionChanges changes_;
  Lineage lineage_;
  FormulaConflicts formulas_;
};

/// An overlay on another version of its framework; where both changed something, the overlay's word
/// stands.
Overlay carry_overlay(const FrameworkContent& from, const FrameworkContent& to,
                      const Overlay& overlay, const Lineage& lineage);

}  // namespace datavault
