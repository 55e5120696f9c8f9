#include "web/views/tenants_view.h"

#include <set>

#include "web/views/words.h"

namespace datavault {

TenantsView build_tenants_view(const AppState& state, const TenantsUi& ui) {
  TenantsView view;
  view.load = load_view(state.catalogue.companies);
  view.searching = !ui.search.empty();
  std::set<std::string> industries;
  int64_t inactive = 0;
  for (const Tenant& tenant : state.catalogue.companies.value) {
    industries.insert(tenant.industry);
    inactive += tenant.is_active ? 0 : 1;
    if (!matches(tenant.name + " " + tenant.slug + " " + tenant.industry, ui.search)) continue;
    view.rows.push_back({tenant.id, tenant.name, tenant.slug, tenant.industry, tenant.is_active});
  }
  if (!view.load.ready()) return view;
  view.subtitle = counted(static_cast<int64_t>(state.catalogue.companies.value.size()), "company",
                          "companies") +
                  " in " +
                  counted(static_cast<int64_t>(industries.size()), "industry", "industries");
  if (inactive > 0) view.subtitle += ", " + std::to_string(inactive) + " inactive";
  return view;
}

}  // namespace datavault
