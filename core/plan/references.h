#pragma once

#include <map>
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

/// A tenant's copy as it is: what its overlay stands on.
struct CurrentCopy {
  const FieldIndex* version = nullptr;  // null: a framework of the tenant's own, or no copy
  const Overlay* overlay = nullptr;     // null: no copy
};

/// Finds what a planned copy breaks: formulas within it, to and from other frameworks, and values
/// whose field goes away. The master itself has only good formulas, so only those are looked at
/// that the overlay reaches.
class ConsequenceFinder {
 public:
  explicit ConsequenceFinder(const VersionView& master);

  /// `planned` is the overlay on the master, in normal form.
  Consequences find(const TenantFacts& facts, const CurrentCopy& current,
                    const Overlay& planned) const;

 private:
  friend class TenantSearch;

  const VersionView& master_;
  std::vector<OutboundReference> outbound_;
  std::map<FieldUid, std::vector<const Field*>> users_;  // field -> the formulas that read it
};

}  // namespace datavault
