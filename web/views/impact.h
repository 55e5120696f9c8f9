#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/plan/plan.h"
#include "web/views/words.h"

namespace datavault {

/// How many tenants a plan treats in one way.
struct OutcomeCount {
  Outcome outcome = Outcome::skip;
  Label label;
  int64_t tenants = 0;
};

/// What a plan does to the tenants together: what an admin must know before deciding.
///
/// Units: `dropped_edits` counts changes of tenants that OVERWRITE or Mirror takes away or that an
///        answer overrules; `archived_values` stored values whose field goes or whose type no
///        longer converts.
struct Impact {
  std::vector<OutcomeCount> outcomes;  // only those that occur: written ones first, then the rest
  int64_t tenants = 0;
  int64_t written = 0;
  int64_t held = 0;
  int64_t kept_edits = 0;
  int64_t dropped_edits = 0, dropping_tenants = 0;
  int64_t archived_values = 0, archiving_tenants = 0;
  int64_t open_questions = 0;  // clusters that hold tenants
};

Impact impact_of(const Plan& plan);

/// How many changes each tenant loses; those that lose none are left out.
std::map<TenantId, int64_t> dropped_edits_of(const Plan& plan);

/// Something that is lost to a tenant, and in how far it is not.
struct Loss {
  std::string title;   // "12 changes of 3 tenants are dropped"
  std::string detail;  // "They stay in the history."
};
/// Empty where nothing is lost.
std::vector<Loss> losses_of(const Impact& impact);

}  // namespace datavault
