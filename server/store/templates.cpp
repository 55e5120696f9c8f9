#include "server/store/templates.h"

#include "server/store/counters.h"
#include "server/store/fold.h"
#include "server/store/list_query.h"

namespace datavault::store {
namespace {

constexpr const char* kTemplateColumns =
    "t.id, t.key, t.name, t.description, t.industry, t.is_public, t.is_builtin, t.created_by, "
    "t.created_at, t.updated_at, t.latest_version, v.summary, "
    "(SELECT COUNT(*) FROM tenant_templates u WHERE u.template_id = t.id), "
    "(SELECT COUNT(*) FROM tenant_templates u WHERE u.template_id = t.id AND "
    "u.version < t.latest_version)";
constexpr const char* kFrom =
    "templates t JOIN template_versions v ON v.template_id = t.id AND v.number = "
    "t.latest_version";
constexpr const char* kTemplateVersionColumns =
    "template_id, number, digest, notes, summary, created_by, created_at";
constexpr const char* kSelectTenantTemplates =
    "SELECT tenant_id, template_id, version, parameters, own_frameworks, provisioned_by, "
    "provisioned_at, updated_at FROM tenant_templates WHERE ";

void bind_template(Query& query, TemplateRow& row) {
  query.into(row.id).into(row.key).into(row.name).into(row.description).into(row.industry);
  query.into(row.is_public).into(row.is_builtin).into(row.created_by).into(row.created_at);
  query.into(row.updated_at).into(row.latest_version).into(row.summary).into(row.usage_count);
  query.into(row.behind_count);
}

template <typename Value>
Result<std::optional<TemplateRow>> one_template(ReadTransaction& tx, const char* condition,
                                                Value value) {
  return guarded([&]() -> Result<std::optional<TemplateRow>> {
    TemplateRow row;
    Query query(
        tx, std::string("SELECT ") + kTemplateColumns + " FROM " + kFrom + " WHERE " + condition);
    bind_template(query.use(value), row);
    if (!query.next()) return std::optional<TemplateRow>();
    return std::optional<TemplateRow>(row);
  });
}

void bind_template_version(Query& query, TemplateVersionRow& row) {
  query.into(row.template_id).into(row.number).into(row.digest).into(row.notes);
  query.into(row.summary).into(row.created_by).into(row.created_at);
}

void bind_tenant_template(Query& query, TenantTemplateRow& row) {
  query.into(row.tenant.value).into(row.template_id).into(row.version).into(row.parameters);
  query.into(row.own_frameworks).into(row.provisioned_by).into(row.provisioned_at);
  query.into(row.updated_at);
}

std::string search_text_of(const TemplateRow& row) {
  return fold_case(row.name + "\n" + row.key + "\n" + row.industry + "\n" + row.description);
}

}  // namespace

Result<std::optional<TemplateRow>> find_template(ReadTransaction& tx, int64_t id) {
  return one_template(tx, "t.id = :id", id);
}

Result<std::optional<TemplateRow>> find_template_by_key(ReadTransaction& tx, std::string_view key) {
  return one_template(tx, "t.key = :key", key);
}

Result<std::optional<TemplateRow>> find_template_by_name(ReadTransaction& tx,
                                                         std::string_view name) {
  return one_template(tx, "t.name = :name", name);
}

Result<Page<TemplateRow>> list_templates(ReadTransaction& tx, const PageRequest& request) {
  static const ListSpec kSpec{.columns = kTemplateColumns,
                              .from = kFrom,
                              .id = "t.id",
                              .search = "t.search_text",
                              .sorts = {{"name", "t.name"},
                                        {"id", "t.id", true},
                                        {"industry", "t.industry"},
                                        {"created_at", "t.created_at"},
                                        {"usage_count",
                                         "(SELECT COUNT(*) FROM tenant_templates u WHERE "
                                         "u.template_id = t.id)",
                                         true}},
                              .filters = {{"industry", "t.industry"},
                                          {"is_builtin", "t.is_builtin", true},
                                          {"is_public", "t.is_public", true},
                                          {"key", "t.key"}}};
  return ListQuery(tx, kSpec, request).page<TemplateRow>(bind_template);
}

Result<int64_t> insert_template(WriteTransaction& tx, const TemplateRow& row) {
  auto id = next_ids(tx, "templates");
  if (!id) return id;
  return guarded([&]() -> Result<int64_t> {
    Query query(tx,
                "INSERT INTO templates (id, key, name, description, industry, is_public, "
                "is_builtin, created_by, created_at, updated_at, latest_version, search_text) "
                "VALUES (:id, :key, :name, :description, :industry, :public, :builtin, :by, :at, "
                ":updated, :latest, :search)");
    query.use(*id).use(row.key).use(row.name).use(row.description).use(row.industry);
    query.use(row.is_public).use(row.is_builtin).use(row.created_by).use(row.created_at);
    query.use(row.updated_at).use(row.latest_version).use(search_text_of(row)).run();
    return *id;
  });
}

Result<void> update_template(WriteTransaction& tx, const TemplateRow& row) {
  return guarded([&]() -> Result<void> {
    Query query(tx,
                "UPDATE templates SET name = :name, description = :description, industry = "
                ":industry, is_public = :public, latest_version = :latest, updated_at = :updated, "
                "search_text = :search WHERE id = :id");
    query.use(row.name).use(row.description).use(row.industry).use(row.is_public);
    query.use(row.latest_version).use(row.updated_at).use(search_text_of(row)).use(row.id).run();
    return {};
  });
}

Result<void> delete_template(WriteTransaction& tx, int64_t id) {
  return guarded([&]() -> Result<void> {
    Query(tx, "DELETE FROM template_versions WHERE template_id = :id").use(id).run();
    Query(tx, "DELETE FROM templates WHERE id = :id").use(id).run();
    return {};
  });
}

Result<void> insert_template_version(WriteTransaction& tx, const TemplateVersionRow& row) {
  return guarded([&]() -> Result<void> {
    Query query(tx,
                "INSERT INTO template_versions (template_id, number, digest, notes, summary, "
                "created_by, created_at, content) VALUES (:id, :number, :digest, :notes, :summary, "
                ":by, :at, :content)");
    query.use(row.template_id).use(row.number).use(row.digest).use(row.notes).use(row.summary);
    query.use(row.created_by).use(row.created_at).use(row.content).run();
    return {};
  });
}

Result<std::optional<TemplateVersionRow>> find_template_version(ReadTransaction& tx, int64_t id,
                                                                int64_t number) {
  return guarded([&]() -> Result<std::optional<TemplateVersionRow>> {
    TemplateVersionRow row;
    Query query(tx, std::string("SELECT ") + kTemplateVersionColumns +
                        ", content FROM template_versions WHERE template_id = :id AND number = "
                        ":number");
    bind_template_version(query.use(id).use(number), row);
    query.into(row.content);
    if (!query.next()) return std::optional<TemplateVersionRow>();
    return std::optional<TemplateVersionRow>(row);
  });
}

Result<Page<TemplateVersionRow>> list_template_versions(ReadTransaction& tx, int64_t id,
                                                        const PageRequest& request) {
  static const ListSpec kSpec{.columns = kTemplateVersionColumns,
                              .from = "template_versions",
                              .id = "number",
                              .search = "",
                              .sorts = {{"number", "number", true}},
                              .filters = {{"template_id", "template_id", true}},
                              .newest_first = true};
  PageRequest own = request;
  own.filters["template_id"] = std::to_string(id);
  return ListQuery(tx, kSpec, own).page<TemplateVersionRow>(bind_template_version);
}

Result<std::optional<TenantTemplateRow>> find_tenant_template(ReadTransaction& tx,
                                                              TenantId tenant) {
  return guarded([&]() -> Result<std::optional<TenantTemplateRow>> {
    TenantTemplateRow row;
    Query query(tx, std::string(kSelectTenantTemplates) + "tenant_id = :t");
    bind_tenant_template(query.use(tenant.value), row);
    if (!query.next()) return std::optional<TenantTemplateRow>();
    return std::optional<TenantTemplateRow>(row);
  });
}

Result<std::vector<TenantTemplateRow>> load_tenants_of_template(ReadTransaction& tx, int64_t id) {
  return guarded([&]() -> Result<std::vector<TenantTemplateRow>> {
    std::vector<TenantTemplateRow> rows;
    TenantTemplateRow row;
    Query query(tx, std::string(kSelectTenantTemplates) + "template_id = :id ORDER BY tenant_id");
    bind_tenant_template(query.use(id), row);
    while (query.next()) rows.push_back(row);
    return rows;
  });
}

Result<void> put_tenant_template(WriteTransaction& tx, const TenantTemplateRow& row) {
  return guarded([&]() -> Result<void> {
    Query query(tx,
                "INSERT INTO tenant_templates (tenant_id, template_id, version, parameters, "
                "own_frameworks, provisioned_by, provisioned_at, updated_at) VALUES (:t, :id, "
                ":version, :parameters, :own, :by, :at, :updated) ON CONFLICT (tenant_id) DO "
                "UPDATE SET version = excluded.version, parameters = excluded.parameters, "
                "own_frameworks = excluded.own_frameworks, updated_at = excluded.updated_at");
    query.use(row.tenant.value).use(row.template_id).use(row.version).use(row.parameters);
    query.use(row.own_frameworks).use(row.provisioned_by).use(row.provisioned_at);
    query.use(row.updated_at).run();
    return {};
  });
}

Result<void> insert_provisions(WriteTransaction& tx, int64_t job,
                               const std::vector<ProvisionRow>& rows) {
  return guarded([&]() -> Result<void> {
    Query query(tx,
                "INSERT INTO tenant_provisions (tenant_id, job_id, name, slug, industry, "
                "parameters, users) VALUES (:t, :j, :name, :slug, :industry, :parameters, "
                ":users)");
    for (const ProvisionRow& row : rows) {
      query.again().use(row.tenant.value).use(job).use(row.name).use(row.slug);
      query.use(row.industry).use(row.parameters).use(row.users).run();
    }
    return {};
  });
}

Result<std::optional<ProvisionRow>> find_provision(ReadTransaction& tx, int64_t job,
                                                   TenantId tenant) {
  return guarded([&]() -> Result<std::optional<ProvisionRow>> {
    ProvisionRow row;
    Query query(tx,
                "SELECT tenant_id, name, slug, industry, parameters, users FROM tenant_provisions "
                "WHERE tenant_id = :t AND job_id = :j");
    query.use(tenant.value).use(job).into(row.tenant.value).into(row.name).into(row.slug);
    query.into(row.industry).into(row.parameters).into(row.users);
    if (!query.next()) return std::optional<ProvisionRow>();
    return std::optional<ProvisionRow>(row);
  });
}

Result<int64_t> count_open_template_jobs(ReadTransaction& tx, int64_t id) {
  return guarded([&]() -> Result<int64_t> {
    int64_t count = 0;
    std::string parameters;
    Query query(tx,
                "SELECT parameters FROM jobs WHERE kind IN ('TEMPLATE_PROVISION', "
                "'TEMPLATE_UPGRADE') AND status IN ('QUEUED', 'RUNNING', 'PAUSED')");
    query.into(parameters);
    while (query.next()) {
      const Json json = Json::parse(parameters, nullptr, false);
      if (json.is_object() && json.value("template_id", int64_t{0}) == id) ++count;
    }
    return count;
  });
}

}  // namespace datavault::store
