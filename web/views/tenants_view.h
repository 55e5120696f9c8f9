#pragma once

#include <string>
#include <vector>

#include "web/state/app_state.h"
#include "web/views/load_view.h"

namespace datavault {

enum class TenantOrder { name, industry, behind, customised };

struct TenantsUi {
  std::string search;
  bool active = false, behind = false, customised = false;  // only those
  int industry = 0;                                         // 0: all; else TenantsView::industries
  TenantOrder order = TenantOrder::name;
  bool descending = false;

  bool narrows() const { return !search.empty() || active || behind || customised || industry > 0; }
};

struct TenantRow {
  TenantId id;
  std::string name, slug, industry;
  bool active = true;
  int64_t copies = 0, behind = 0, customised = 0;  // frameworks
  std::string href;
};

struct TenantsView {
  LoadView load;
  std::string subtitle;
  std::vector<std::string> industries;
  std::vector<TenantRow> rows;
  int64_t total = 0;
  bool searching = false;
  bool has_fleet = false;  // the counts of frameworks are here
};

TenantsView build_tenants_view(const AppState& state, const TenantsUi& ui);

}  // namespace datavault
