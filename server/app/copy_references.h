#pragma once

#include <vector>

#include "core/model/adoption.h"
#include "server/app/version_cache.h"

namespace datavault {

/// A tenant's copy as far as references between frameworks need it, without resolving all of its
/// fields. Borrows the overlay. `base` is null for a framework that the tenant wrote itself.
class CopyReferences {
 public:
  CopyReferences(VersionPtr base, const Overlay& overlay)
      : base_(std::move(base)), overlay_(overlay) {}

  bool has(const FieldUid& uid) const;
  /// The references of its formulas to other frameworks.
  std::vector<OutboundReference> outbound() const;

 private:
  bool stands(const FieldUid& uid) const;
  FrameworkContent own_formulas() const;

  VersionPtr base_;
  const Overlay& overlay_;
};

}  // namespace datavault
