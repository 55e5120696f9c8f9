#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "server/app/template_versions.h"
#include "server/app/user_service.h"
#include "server/base/clock.h"

namespace datavault {

inline constexpr const char* kCloneJobType = "TENANT_CLONE";  // on the wire
inline constexpr const char* kProvisionKind = "TEMPLATE_PROVISION";
inline constexpr const char* kUpgradeKind = "TEMPLATE_UPGRADE";

/// A company to make, as asked for: {company_name, company_slug?, industry?, parameters?,
/// admin_email?, users?: [{email, role}]}.
struct ProvisionRequest {
  std::string where;  // "companies[3]", or empty
  std::string name, slug, industry;
  ParameterValues parameters;
  std::vector<NewUser> users;    // without passwords; the first ADMIN gets a link
  bool has_admin_email = false;  // then the first of them is `admin_email`
};
/// Errors: invalid_input naming the place.
Result<ProvisionRequest> provision_request_from_json(const Json& json, const std::string& where);

/// A company as it would be made, checked.
struct PreparedProvision {
  store::ProvisionRow row;  // without an id
  Setup setup;              // filled in
  std::string admin_email;  // empty: nobody gets a link
  std::optional<MadeAccessLink> link;
};

/// Slugs and addresses that earlier rows of the same request took.
struct TakenNames {
  std::set<std::string> slugs, emails;
};

/// Checks a request against what is there and what it took before.
///
/// Errors: invalid_input; `slug_taken`, `email_taken`, `parameter_missing`, `unknown_industry`.
Reply<PreparedProvision> prepare_provision(store::ReadTransaction& tx, const Clock& clock,
                                           const LoadedTemplate& from,
                                           const ProvisionRequest& request, TakenNames& taken);

/// Makes the tenant of a row: all of it, within the transaction.
///
/// Errors: conflict when slug or address were taken meanwhile.
Result<void> provision_tenant(store::WriteTransaction& tx, const LoadedTemplate& from,
                              const store::ProvisionRow& row, const SetupStamp& stamp);

}  // namespace datavault
