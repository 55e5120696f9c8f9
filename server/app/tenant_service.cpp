#include "server/app/tenant_service.h"

#include <algorithm>

#include "server/app/framework_catalogue.h"
#include "server/app/texts.h"
#include "server/store/tenants.h"

namespace datavault {
namespace {

Result<bool> is_taken(store::ReadTransaction& tx, const std::string& slug,
                      const std::vector<std::string>& taken) {
  if (std::find(taken.begin(), taken.end(), slug) != taken.end()) return true;
  auto found = store::find_tenant_by_slug(tx, slug);
  if (!found) return found.error();
  return found->has_value();
}

Result<std::string> free_slug(store::ReadTransaction& tx, const std::string& name,
                              const std::vector<std::string>& taken) {
  const std::string base = ascii_slug(name);
  std::string slug = base;
  for (int64_t n = 2;; ++n) {
    auto is_used = is_taken(tx, slug, taken);
    if (!is_used) return is_used.error();
    if (!*is_used) return slug;
    slug = base + "-" + std::to_string(n);
  }
}

Error slug_taken(const std::string& slug) {
  return conflict_error("There is a company with the slug \"" + slug + "\" already.", "slug");
}

Reply<std::vector<Tenant>> refused(Error error, size_t position) {
  const bool is_taken = error.code == Error::Code::conflict;
  return Failure(within("companies[" + std::to_string(position) + "]", std::move(error)),
                 is_taken ? "slug_taken" : "");
}

}  // namespace

Reply<store::Page<Tenant>> TenantService::list(const store::PageRequest& request) {
  auto tx = database_.read();
  if (!tx) return tx.error();
  return store::list_tenants(*tx, request);
}

Reply<Tenant> TenantService::get(TenantId id) {
  auto tx = database_.read();
  if (!tx) return tx.error();
  return require_tenant(*tx, id);
}

Result<Tenant> TenantService::checked(store::ReadTransaction& tx, const NewTenant& tenant,
                                      std::vector<std::string>& taken) {
  auto name = checked_name(tenant.name, "name");
  if (!name) return name.error();
  auto industry = checked_text(tenant.industry, "industry", 200);
  if (!industry) return industry.error();
  auto slug = tenant.slug.empty() ? free_slug(tx, *name, taken) : checked_slug(tenant.slug, "slug");
  if (!slug) return slug.error();
  if (!tenant.slug.empty()) {
    auto is_used = is_taken(tx, *slug, taken);
    if (!is_used) return is_used.error();
    if (*is_used) return slug_taken(*slug);
  }
  taken.push_back(*slug);
  return Tenant{{}, *name, *slug, *industry, tenant.is_active};
}

Reply<std::vector<Tenant>> TenantService::create(const std::vector<NewTenant>& tenants,
                                                 const Actor& actor) {
  if (tenants.empty()) return invalid_input("There is no company in this request.", "companies");
  auto tx = database_.write();
  if (!tx) return tx.error();
  std::vector<Tenant> rows;
  std::vector<std::string> taken;
  for (const NewTenant& tenant : tenants) {
    auto row = checked(*tx, tenant, taken);
    if (!row) return refused(row.error(), rows.size());
    rows.push_back(*std::move(row));
  }
  if (auto inserted = store::insert_tenants(*tx, rows, iso_now(clock_)); !inserted) {
    return inserted.error();
  }
  Json payload = Json::array();
  for (const Tenant& row : rows) {
    payload.push_back({{"id", row.id.value}, {"name", row.name}, {"slug", row.slug}});
  }
  auto audited = audit_.record(
      *tx, actor, {"company.create", "company", std::to_string(rows.front().id.value), payload});
  if (!audited) return audited.error();
  if (auto committed = tx->commit(); !committed) return committed.error();
  return rows;
}

Reply<Tenant> TenantService::patch(TenantId id, const TenantPatch& patch, const Actor& actor) {
  auto tx = database_.write();
  if (!tx) return tx.error();
  auto tenant = require_tenant(*tx, id);
  if (!tenant) return tenant;
  if (patch.name) {
    auto name = checked_name(*patch.name, "name");
    if (!name) return name.error();
    tenant->name = *name;
  }
  if (patch.slug && *patch.slug != tenant->slug) {
    auto slug = checked_slug(*patch.slug, "slug");
    if (!slug) return slug.error();
    auto is_used = is_taken(*tx, *slug, {});
    if (!is_used) return is_used.error();
    if (*is_used) return Failure(slug_taken(*slug), "slug_taken");
    tenant->slug = *slug;
  }
  if (patch.industry) {
    auto industry = checked_text(*patch.industry, "industry", 200);
    if (!industry) return industry.error();
    tenant->industry = *industry;
  }
  if (patch.is_active) tenant->is_active = *patch.is_active;
  if (auto updated = store::update_tenant(*tx, *tenant); !updated) return updated.error();
  auto audited = audit_.record(*tx, actor,
                               {"company.update",
                                "company",
                                std::to_string(id.value),
                                {{"name", tenant->name},
                                 {"slug", tenant->slug},
                                 {"industry", tenant->industry},
                                 {"is_active", tenant->is_active}}});
  if (!audited) return audited.error();
  if (auto committed = tx->commit(); !committed) return committed.error();
  return tenant;
}

Reply<std::vector<CopySummary>> TenantService::copies(TenantId id) {
  auto tx = database_.read();
  if (!tx) return tx.error();
  if (auto tenant = require_tenant(*tx, id); !tenant) return tenant.failure();
  auto rows = store::load_adoptions_of(*tx, id);
  if (!rows) return rows.error();
  std::vector<CopySummary> copies;
  for (store::AdoptionRow& row : *rows) {
    auto framework = require_framework(*tx, row.framework);
    if (!framework) return framework.failure();
    copies.push_back({std::move(row), framework->framework, framework->latest_version});
  }
  return copies;
}

Reply<std::shared_ptr<const TenantCopy>> TenantService::copy(TenantId id, FrameworkId framework) {
  auto tx = database_.read();
  if (!tx) return tx.error();
  return require_copy(*tx, versions_, id, framework);
}

Reply<store::AdoptionRow> TenantService::edited_row(store::WriteTransaction& tx,
                                                    const TenantCopy& copy, const Json& edits,
                                                    const Actor& actor) {
  const store::AdoptionRow& before = copy.row();
  auto framework = require_framework(tx, before.framework);
  if (!framework) return framework.failure();
  EditContext context;
  context.stamp = {actor.email, iso_now(clock_)};
  context.uid_scope = framework->framework.key + " tenant " + std::to_string(before.tenant.value) +
                      " edit " + std::to_string(before.revision + 1);
  context.find_foreign = [&](std::string_view key,
                             std::string_view code) -> std::optional<FieldUid> {
    auto other = store::find_framework_by_key(tx, key);
    if (!other || !*other) return std::nullopt;
    auto found = require_copy(tx, versions_, before.tenant, (*other)->framework.id);
    const Field* field = found ? (*found)->index().find_code(code) : nullptr;
    return field ? std::optional(field->uid) : std::nullopt;
  };
  const FrameworkContent* base = copy.base() ? &copy.base()->version.content : nullptr;
  auto overlay = apply_edits(base, copy.adoption().overlay, edits, context);
  if (!overlay) return overlay.error();
  return adoption_row(before.tenant, before.framework,
                      Adoption{before.base_version, *std::move(overlay)},
                      copy.base() ? &copy.base()->version.digest : nullptr);
}

Reply<std::shared_ptr<const TenantCopy>> TenantService::edit(TenantId id, FrameworkId framework,
                                                             const Json& edits,
                                                             const std::string& if_match,
                                                             const Actor& actor) {
  auto tx = database_.write();
  if (!tx) return tx.error();
  auto before = require_copy(*tx, versions_, id, framework);
  if (!before) return before;
  if (!if_match.empty() && if_match != (*before)->row().state_digest) {
    return Failure(conflict_error("This copy was changed meanwhile. Load it again."),
                   "state_changed", {{"state", (*before)->row().state_digest}});
  }
  auto row = edited_row(*tx, **before, edits, actor);
  if (!row) return row.failure();
  auto written = store::write_changes(
      *tx, {{id, framework, (*before)->row(), *row, std::nullopt, actor.email, iso_now(clock_)}});
  if (!written) return written.error();
  auto audited = audit_.record(
      *tx, actor,
      {"company.framework.edit",
       "company",
       std::to_string(id.value),
       {{"framework_id", framework.value}, {"edits", edits}, {"state", row->state_digest}}});
  if (!audited) return audited.error();
  auto after = require_copy(*tx, versions_, id, framework);
  if (!after) return after;
  if (auto committed = tx->commit(); !committed) return committed.error();
  return after;
}

}  // namespace datavault
