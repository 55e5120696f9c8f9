#pragma once

#include <string>
#include <vector>

#include "web/state/app_state.h"
#include "web/views/load_view.h"

namespace datavault {

struct ComputedRow {
  std::string code, entity;
  std::string before, after;  // "12.5", "none"
  std::string unit_before, unit_after;
  std::string reason;  // why there is no number on a side; empty: there are both
};

/// The computed values of a tenant that a plan changes.
struct ComputedView {
  LoadView load;
  bool asked = false;  // else there is a button that asks
  std::vector<ComputedRow> rows;
  std::string summary;  // "3 computed values of 2024 change."
};

ComputedView build_computed_view(const AppState& state, TenantId tenant);

}  // namespace datavault
