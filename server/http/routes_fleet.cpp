#include "server/http/replies.h"
#include "server/http/routes.h"

namespace datavault::http {
namespace {

HttpResponse fleet(Application& application, const Call&) {
  auto fleet = application.fleet.fleet();
  if (!fleet) return refuse(fleet.failure());
  Json frameworks = Json::array();
  for (const store::FrameworkFleet& row : fleet->frameworks) {
    frameworks.push_back({{"framework_id", row.framework.value},
                          {"latest_version", row.latest_version},
                          {"current", row.current},
                          {"behind", row.behind},
                          {"customised", row.customised}});
  }
  Json held = Json::array();
  for (const store::HeldTenant& row : fleet->held) {
    held.push_back({{"framework_id", row.framework.value},
                    {"company_id", row.tenant.value},
                    {"sync_operation_id", row.job}});
  }
  return succeed({{"active_companies", fleet->active_tenants},
                  {"frameworks", std::move(frameworks)},
                  {"held", std::move(held)}});
}

HttpResponse by_company(Application& application, const Call&) {
  auto rows = application.fleet.by_tenant();
  if (!rows) return refuse(rows.failure());
  Json companies = Json::array();
  for (const store::TenantFleet& row : *rows) {
    companies.push_back({{"company_id", row.tenant.value},
                         {"copies", row.copies},
                         {"behind", row.behind},
                         {"customised", row.customised}});
  }
  return succeed({{"companies", std::move(companies)}});
}

}  // namespace

void add_fleet_routes(std::vector<Route>& routes, Application& application) {
  const auto read = [&](std::string_view pattern, Handler handler) {
    routes.push_back(
        {"GET", pattern, Access::super_admin, true, Accepts::nothing, 0, "", std::move(handler)});
  };
  read("/superadmin/api/fleet", [&](const Call& call) { return fleet(application, call); });
  read("/superadmin/api/fleet/companies",
       [&](const Call& call) { return by_company(application, call); });
}

}  // namespace datavault::http
