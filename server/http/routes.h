#pragma once

#include <vector>

#include "server/app/application.h"
#include "server/http/route.h"

namespace datavault::http {

/// Every address of the API with all that it checks. docs/api.md and /openapi.json describe the
/// same list; a test compares them.
std::vector<Route> api_routes(Application& application);

// The parts of it.
void add_auth_routes(std::vector<Route>& routes, Application& application);
void add_account_routes(std::vector<Route>& routes, Application& application);
void add_user_routes(std::vector<Route>& routes, Application& application);
void add_tenant_routes(std::vector<Route>& routes, Application& application);
void add_tenant_reporting_routes(std::vector<Route>& routes, Application& application);
void add_approval_routes(std::vector<Route>& routes, Application& application);
void add_audit_routes(std::vector<Route>& routes, Application& application);
void add_fleet_routes(std::vector<Route>& routes, Application& application);
void add_framework_routes(std::vector<Route>& routes, Application& application);
void add_company_routes(std::vector<Route>& routes, Application& application);
void add_reporting_routes(std::vector<Route>& routes, Application& application);
void add_sync_routes(std::vector<Route>& routes, Application& application);
void add_template_routes(std::vector<Route>& routes, Application& application);
void add_job_routes(std::vector<Route>& routes, Application& application);
void add_operation_routes(std::vector<Route>& routes, Application& application);

}  // namespace datavault::http
