#include "server/app/tenant_provision.h"

#include <algorithm>
#include <utility>

#include "core/codec/json_reader.h"
#include "core/template/names.h"
#include "core/template/template_json.h"
#include "server/app/auth_service.h"
#include "server/app/texts.h"
#include "server/security/tokens.h"
#include "server/store/access.h"
#include "server/store/tenants.h"

namespace datavault {
namespace {

constexpr int64_t kMillisOfHour = 3600 * 1000;

Failure company_slug_taken(const std::string& slug) {
  return Failure(
      conflict_error("There is a company with the slug \"" + slug + "\" already.", "company_slug"),
      "slug_taken");
}

Failure email_taken(const std::string& email, const std::string& where) {
  return Failure(conflict_error("There is a user with the address " + email + " already.", where),
                 "email_taken");
}

/// What slugs of companies made from templates are: words and numbers with single dashes.
Result<std::string> checked_company_slug(const std::string& text) {
  auto slug = checked_slug(text, "company_slug");
  if (!slug) return slug;
  const bool good =
      slug->front() != '-' && slug->back() != '-' && slug->find("--") == std::string::npos;
  if (good) return slug;
  return invalid_input("A slug has single dashes, and none at its ends.", "company_slug");
}

Reply<std::string> free_company_slug(store::ReadTransaction& tx, const ProvisionRequest& request,
                                     TakenNames& taken) {
  const bool is_given = !request.slug.empty();
  const std::string base = is_given ? request.slug : ascii_slug(request.name);
  auto slug = checked_company_slug(base);
  if (!slug) return slug.error();
  for (int64_t n = 2;; ++n) {
    auto found = store::find_tenant_by_slug(tx, *slug);
    if (!found) return found.error();
    if (!*found && taken.slugs.insert(*slug).second) return *slug;
    if (is_given) return company_slug_taken(*slug);
    *slug = base + "-" + std::to_string(n);
  }
}

/// Where the request has one of its users: "admin_email", "users[2], email".
std::string place_of_user(const ProvisionRequest& request, size_t index) {
  if (request.has_admin_email && index == 0) return "admin_email";
  const size_t in_list = request.has_admin_email ? index - 1 : index;
  return "users[" + std::to_string(in_list) + "], email";
}

Reply<Json> prepare_users(store::ReadTransaction& tx, const Clock& clock,
                          const ProvisionRequest& request, TakenNames& taken,
                          PreparedProvision& prepared) {
  Json users = Json::array();
  for (const NewUser& user : request.users) {
    const std::string where = place_of_user(request, users.size());
    const std::string email = account_of(user.email);
    if (auto good = check_email(email); !good) {
      return invalid_input(good.error().message, where);
    }
    auto there = store::find_user_by_email(tx, email);
    if (!there) return there.error();
    if (*there || !taken.emails.insert(email).second) return email_taken(email, where);
    Json json = {{"email", email}, {"role", user.role}};
    if (user.role == kAdmin && !prepared.link) {
      prepared.link = MadeAccessLink{
          random_token(), iso_time(clock.now_millis() + kInvitationHours * kMillisOfHour)};
      prepared.admin_email = email;
      json["link_hash"] = token_hash(prepared.link->token);
      json["link_expires_at"] = prepared.link->expires_at;
    }
    users.push_back(std::move(json));
  }
  return users;
}

ParameterValues with_given(ParameterValues values, const store::ProvisionRow& row) {
  values["company_name"] = row.name;
  values["company_slug"] = row.slug;
  values["industry"] = row.industry;
  return values;
}

Result<ParameterValues> stored_parameters(const store::ProvisionRow& row) {
  auto json = parse_json(row.parameters);
  if (!json) return storage_error("What this job is to do cannot be read.");
  ParameterValues values;
  for (const auto& [name, value] : json->items()) values[name] = value.get<std::string>();
  return values;
}

Result<void> insert_users(store::WriteTransaction& tx, const store::ProvisionRow& row,
                          const SetupStamp& stamp) {
  auto json = parse_json(row.users);
  if (!json) return storage_error("What this job is to do cannot be read.");
  for (const Json& item : *json) {
    ObjectReader reader(item, "users");
    store::User user;
    user.email = reader.text("email");
    user.role = reader.text("role");
    user.tenant_id = row.tenant.value;
    user.created_at = stamp.at;
    const std::string hash = reader.text_or("link_hash");
    const std::string expires_at = reader.text_or("link_expires_at");
    if (!reader.ok()) return reader.error();
    auto id = store::insert_user(tx, user);
    if (!id) return id.error();
    if (hash.empty()) continue;
    auto linked = store::replace_access_link(tx, {hash, *id, stamp.at, expires_at});
    if (!linked) return linked;
  }
  return {};
}

}  // namespace

Result<ProvisionRequest> provision_request_from_json(const Json& json, const std::string& where) {
  ObjectReader reader(json, where);
  reader.allow_only(
      {"company_name", "company_slug", "industry", "parameters", "admin_email", "users"});
  ProvisionRequest request;
  request.where = where;
  request.name = reader.text("company_name");
  request.slug = reader.text_or("company_slug");
  request.industry = reader.text_or("industry");
  const std::string admin = reader.text_or("admin_email");
  request.has_admin_email = !admin.empty();
  if (request.has_admin_email) request.users.push_back({admin, "", kAdmin, {}});
  for (const auto& [name, value] : reader.object("parameters").items()) {
    if (value.is_string()) {
      request.parameters[name] = value.get<std::string>();
    } else {
      reader.fail("A text is expected here.", "parameters, " + name);
    }
  }
  const Json& users = reader.array("users");
  for (size_t i = 0; i < users.size(); ++i) {
    const std::string place =
        (where.empty() ? "" : where + ", ") + "users[" + std::to_string(i) + "]";
    ObjectReader user(users[i], place);
    user.allow_only({"email", "role"});
    request.users.push_back({user.text("email"), "", user.text_or("role", kUser), {}});
    const std::string& role = request.users.back().role;
    if (role != kAdmin && role != kUser) user.fail("A role is ADMIN or USER.", "role");
    if (!user.ok()) reader.fail(user.error());
  }
  if (!reader.ok()) return reader.error();
  return request;
}

Reply<PreparedProvision> prepare_provision(store::ReadTransaction& tx, const Clock& clock,
                                           const LoadedTemplate& from,
                                           const ProvisionRequest& request, TakenNames& taken) {
  PreparedProvision prepared;
  store::ProvisionRow& row = prepared.row;
  auto name = checked_name(request.name, "company_name");
  if (!name) return name.error();
  if (auto good = check_plain_name(*name); !good) return within("company_name", good.error());
  row.name = *std::move(name);
  auto industry = industry_from_text(request.industry);
  if (!industry) return Failure(industry.error(), "unknown_industry");
  row.industry = industry->empty() ? from.row.industry : *industry;
  auto slug = free_company_slug(tx, request, taken);
  if (!slug) return slug.failure();
  row.slug = *std::move(slug);
  auto values = complete_parameters(from.content.parameters, with_given(request.parameters, row));
  if (!values) {
    const bool is_missing = values.error().message.starts_with("The template needs");
    return Failure(values.error(), is_missing ? "parameter_missing" : "");
  }
  row.parameters = canonical_json(parameter_values_to_json(*values));
  auto setup = fill_in(from.content, *values);
  if (!setup) return setup.error();
  prepared.setup = *std::move(setup);
  auto users = prepare_users(tx, clock, request, taken, prepared);
  if (!users) return users.failure();
  row.users = canonical_json(*users);
  return prepared;
}

Result<void> provision_tenant(store::WriteTransaction& tx, const LoadedTemplate& from,
                              const store::ProvisionRow& row, const SetupStamp& stamp) {
  auto there = store::find_tenant_by_slug(tx, row.slug);
  if (!there) return there.error();
  if (*there) return company_slug_taken(row.slug).error;
  auto values = stored_parameters(row);
  if (!values) return values.error();
  auto setup = fill_in(from.content, *values);
  if (!setup) return setup.error();
  TenantSetup before;
  before.tenant = {row.tenant, row.name, row.slug, row.industry, true};
  if (auto made = store::insert_tenant_as(tx, before.tenant, stamp.at); !made) return made;
  if (auto made = insert_users(tx, row, stamp); !made) return made;
  auto own = write_setup(tx, before, *setup, {}, stamp);
  if (!own) return own.error();
  store::TenantTemplateRow origin;
  origin.tenant = row.tenant;
  origin.template_id = from.row.id;
  origin.version = from.version.number;
  origin.parameters = row.parameters;
  origin.own_frameworks = canonical_json(*own);
  origin.provisioned_by = stamp.by;
  origin.provisioned_at = origin.updated_at = stamp.at;
  return store::put_tenant_template(tx, origin);
}

}  // namespace datavault
