#pragma once

#include <string>
#include <vector>

#include "web/state/app_state.h"
#include "web/views/load_view.h"

namespace datavault {

struct TenantsUi {
  std::string search;
};

struct TenantRow {
  TenantId id;
  std::string name, slug, industry;
  bool active = true;
};

struct TenantsView {
  LoadView load;
  std::string subtitle;
  std::vector<TenantRow> rows;
  bool searching = false;
};

TenantsView build_tenants_view(const AppState& state, const TenantsUi& ui);

}  // namespace datavault
