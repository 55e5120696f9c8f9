#include "core/template/upgrade_stage.h"

#include <algorithm>
#include <utility>

#include "core/merge/overlay_steps.h"
#include "core/merge/three_way.h"
#include "core/model/resolve.h"
#include "core/template/relative.h"

namespace datavault {

struct UpgradeStage::Parts {
  const FrameworkVersion* tenant = nullptr;
  const FrameworkVersion* target = nullptr;
  Overlay base_overlay;    // on the tenant's version
  Overlay master_overlay;  // on the target
  Lineage lineage;         // between the two

  const FrameworkContent* tenant_content() const { return tenant ? &tenant->content : nullptr; }
  const FrameworkContent* target_content() const { return target ? &target->content : nullptr; }
};

namespace {

Result<const FrameworkVersion*> version_of(const FrameworkHistory& history,
                                           std::optional<int64_t> number) {
  if (!number) return static_cast<const FrameworkVersion*>(nullptr);
  const auto found = history.versions.find(*number);
  if (found != history.versions.end()) return found->second;
  return storage_error("Version " + std::to_string(*number) + " of a framework is not there.");
}

/// A template's overlay on another version than the one that it was made on.
Result<Overlay> carried(const SetupCopy& copy, const FrameworkVersion* to,
                        const FrameworkHistory& history) {
  if (!copy.version || !to || *copy.version == to->number) return copy.overlay;
  auto from = version_of(history, copy.version);
  if (!from) return from.error();
  const Lineage lineage(history.lineage, *copy.version, to->number);
  return carry_overlay((*from)->content, to->content, copy.overlay, lineage);
}

}  // namespace

Overlay carry_overlay(const FrameworkContent& from, const FrameworkContent& to,
                      const Overlay& overlay, const Lineage& lineage) {
  if (overlay.empty()) return {};
  const VersionView base(from), master(to);
  Overlay result = merge_overlay(VersionChanges(&base, master), overlay, lineage).overlay;
  for (Conflict& clash : find_code_clashes(master, result)) {
    [[maybe_unused]] const auto kept =
        answer_merge_conflict(&base, master, clash, Take::tenant, nullptr, result);
  }
  return bare_overlay(settle(&base, master, std::move(result)));
}

UpgradeStage::UpgradeStage(Parts parts)
    : tenant_version_(parts.tenant_content()),
      target_version_(parts.target_content()),
      version_(parts.target ? std::optional(parts.target->number) : std::nullopt),
      version_digest_(parts.target ? parts.target->digest : std::string()),
      master_overlay_(std::move(parts.master_overlay)),
      base_(resolve(tenant_version_, parts.base_overlay)),
      master_(resolve(target_version_, master_overlay_)),
      base_view_(base_),
      master_view_(master_),
      changes_(&base_view_, master_view_),
      lineage_(std::move(parts.lineage)),
      formulas_(master_view_) {}

Result<std::unique_ptr<UpgradeStage>> UpgradeStage::make(const SetupCopy* base,
                                                         const SetupCopy* master,
                                                         std::optional<int64_t> tenant,
                                                         const FrameworkHistory& history) {
  Parts parts;
  std::optional<int64_t> target = tenant;
  if (tenant && master && master->version) target = std::max(*tenant, *master->version);
  auto from = version_of(history, tenant);
  if (!from) return from.error();
  parts.tenant = *from;
  auto to = version_of(history, target);
  if (!to) return to.error();
  parts.target = *to;
  if (base) {
    auto overlay = carried(*base, parts.tenant, history);
    if (!overlay) return overlay.error();
    parts.base_overlay = *std::move(overlay);
  }
  if (master) {
    auto overlay = carried(*master, parts.target, history);
    if (!overlay) return overlay.error();
    parts.master_overlay = *std::move(overlay);
  }
  if (tenant && target) parts.lineage = Lineage(history.lineage, *tenant, *target);
  return std::unique_ptr<UpgradeStage>(new UpgradeStage(std::move(parts)));
}

FrameworkContent UpgradeStage::resolved(const Overlay& tenant) const {
  return resolve(tenant_version_, tenant);
}

Overlay UpgradeStage::beyond(const Overlay& tenant) const {
  return normalise(&base_, relative_overlay(base_, resolved(tenant), tenant));
}

Overlay UpgradeStage::put_together(const Overlay& merged) const {
  return compose_overlays(target_version_, master_overlay_, merged);
}

}  // namespace datavault
