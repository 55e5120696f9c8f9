#pragma once

#include <vector>

#include "core/merge/three_way.h"
#include "core/plan/snapshot.h"

namespace datavault {

/// A variable of a formula here that reads a field of another framework.
struct OutboundReference {
  FieldUid formula_field;
  std::string formula_code;
  std::string framework;
  FieldUid refers_to;
};

/// All references of computed fields to other frameworks, by field order and variable.
std::vector<OutboundReference> outbound_references(const FrameworkContent& content);

/// What distributing a version to one tenant would leave behind, and the facts that tell.
struct Consequences {
  std::vector<Conflict> conflicts;  // tenant, id and cluster not set yet
  Json facts;                       // of other frameworks and of values: part of the evidence
};

/// Finds what the planned copy breaks: formulas within it, to and from other frameworks, and values
/// whose field goes away.
///
/// Shape: `overlay` is the planned one on `master`; `before` the tenant's copy as it is, null if none.
class ConsequenceFinder {
 public:
  ConsequenceFinder(const VersionView& master);

  Consequences find(const TenantFacts& facts, const FrameworkContent* before,
                    const Overlay& overlay) const;

 private:
  const VersionView& master_;
  std::vector<OutboundReference> master_outbound_;
};

}  // namespace datavault
