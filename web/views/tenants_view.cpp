#include "web/views/tenants_view.h"

#include <algorithm>
#include <set>

#include "web/views/words.h"

namespace datavault {
namespace {

TenantRow tenant_row(const AppState& state, const Tenant& tenant) {
  TenantRow row{tenant.id,
                tenant.name,
                tenant.slug,
                tenant.industry,
                tenant.is_active,
                0,
                0,
                0,
                href(tenant_path(tenant.id.value))};
  const auto it = state.fleet.tenants.value.find(tenant.id);
  if (it == state.fleet.tenants.value.end()) return row;
  row.copies = it->second.copies;
  row.behind = it->second.behind;
  row.customised = it->second.customised;
  return row;
}

bool passes(const TenantRow& row, const TenantsUi& ui, const std::string& industry) {
  if (ui.active && !row.active) return false;
  if (ui.behind && row.behind == 0) return false;
  if (ui.customised && row.customised == 0) return false;
  if (!industry.empty() && row.industry != industry) return false;
  return matches(row.name + " " + row.slug + " " + row.industry, ui.search);
}

bool comes_before(const TenantRow& a, const TenantRow& b, TenantOrder order) {
  switch (order) {
    case TenantOrder::name:
      break;
    case TenantOrder::industry:
      if (a.industry != b.industry) return a.industry < b.industry;
      break;
    case TenantOrder::behind:
      if (a.behind != b.behind) return a.behind < b.behind;
      break;
    case TenantOrder::customised:
      if (a.customised != b.customised) return a.customised < b.customised;
      break;
  }
  return a.name < b.name;
}

void sort_tenants(std::vector<TenantRow>& rows, const TenantsUi& ui) {
  std::stable_sort(rows.begin(), rows.end(), [&](const TenantRow& a, const TenantRow& b) {
    return ui.descending ? comes_before(b, a, ui.order) : comes_before(a, b, ui.order);
  });
}

}  // namespace

TenantsView build_tenants_view(const AppState& state, const TenantsUi& ui) {
  TenantsView view;
  view.load = load_view(state.catalogue.companies);
  view.searching = ui.narrows();
  view.has_fleet = state.fleet.tenants.has_value;
  std::set<std::string> industries;
  for (const Tenant& tenant : state.catalogue.companies.value) industries.insert(tenant.industry);
  view.industries.assign(industries.begin(), industries.end());
  const bool one = ui.industry > 0 && ui.industry <= static_cast<int>(view.industries.size());
  const std::string industry = one ? view.industries[static_cast<size_t>(ui.industry) - 1] : "";
  int64_t inactive = 0;
  for (const Tenant& tenant : state.catalogue.companies.value) {
    inactive += tenant.is_active ? 0 : 1;
    TenantRow row = tenant_row(state, tenant);
    if (passes(row, ui, industry)) view.rows.push_back(std::move(row));
  }
  sort_tenants(view.rows, ui);
  if (!view.load.ready()) return view;
  view.total = static_cast<int64_t>(state.catalogue.companies.value.size());
  view.subtitle = counted(view.total, "company", "companies") + " in " +
                  counted(static_cast<int64_t>(industries.size()), "industry", "industries");
  if (inactive > 0) view.subtitle += ", " + std::to_string(inactive) + " inactive";
  return view;
}

}  // namespace datavault
