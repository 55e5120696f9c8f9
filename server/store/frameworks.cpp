#include "server/store/frameworks.h"

#include "server/store/counters.h"
#include "server/store/fold.h"
#include "server/store/list_query.h"

namespace datavault::store {
namespace {

constexpr const char* kFrameworkColumns =
    "f.id, f.key, f.name, f.description, f.owner_tenant_id, f.created_at, v.number, v.digest, "
    "v.field_count";
constexpr const char* kFrameworks =
    "frameworks f LEFT JOIN framework_versions v ON v.framework_id = f.id AND v.number = "
    "(SELECT MAX(number) FROM framework_versions WHERE framework_id = f.id)";

struct RawFramework {
  FrameworkRow row;
  int64_t owner = 0;

  FrameworkRow take() const {
    FrameworkRow result = row;
    if (owner != 0) result.framework.owner = TenantId{owner};
    return result;
  }
};

void bind_framework(Query& query, RawFramework& raw) {
  Framework& framework = raw.row.framework;
  query.into(framework.id.value).into(framework.key).into(framework.name);
  query.into(framework.description).into(raw.owner).into(raw.row.created_at);
  query.into(raw.row.latest_version).into(raw.row.latest_digest).into(raw.row.field_count);
}

std::string select_frameworks(std::string_view condition) {
  return "SELECT " + std::string(kFrameworkColumns) + " FROM " + kFrameworks +
         std::string(condition);
}

std::optional<FrameworkRow> one_framework(Query& query) {
  RawFramework raw;
  bind_framework(query, raw);
  if (!query.next()) return std::nullopt;
  return raw.take();
}

const ListSpec& framework_list() {
  static const ListSpec kSpec{
      .columns = kFrameworkColumns,
      .from = kFrameworks,
      .id = "f.id",
      .search = "f.search_text",
      .sorts = {{"id", "f.id", true},
                {"name", "f.name"},
                {"key", "f.key"},
                {"latest_version", "COALESCE(v.number, 0)", true},
                {"field_count", "COALESCE(v.field_count, 0)", true}},
      .filters = {
          {"key", "f.key"}, {"name", "f.name"}, {"owner_company_id", "f.owner_tenant_id", true}}};
  return kSpec;
}

std::string search_text(const Framework& framework) {
  return fold_case(framework.name + "\n" + framework.key + "\n" + framework.description);
}

void bind_version(Query& query, VersionRow& row) {
  query.into(row.framework.value).into(row.number).into(row.digest).into(row.notes);
  query.into(row.field_count).into(row.created_at).into(row.created_by);
}

constexpr const char* kVersionColumns =
    "framework_id, number, digest, notes, field_count, created_at, created_by";

}  // namespace

Result<std::optional<FrameworkRow>> find_framework(ReadTransaction& tx, FrameworkId id) {
  return guarded([&]() -> Result<std::optional<FrameworkRow>> {
    Query query(tx, select_frameworks(" WHERE f.id = :id"));
    return one_framework(query.use(id.value));
  });
}

Result<std::optional<FrameworkRow>> find_framework_by_key(ReadTransaction& tx,
                                                          std::string_view key) {
  return guarded([&]() -> Result<std::optional<FrameworkRow>> {
    Query query(tx, select_frameworks(" WHERE f.key = :key"));
    return one_framework(query.use(key));
  });
}

Result<std::optional<FrameworkRow>> find_framework_by_name(ReadTransaction& tx,
                                                           std::string_view name,
                                                           std::optional<TenantId> owner) {
  return guarded([&]() -> Result<std::optional<FrameworkRow>> {
    Query query(tx, select_frameworks(" WHERE f.name = :name AND f.owner_tenant_id = :owner"));
    return one_framework(query.use(name).use(owner ? owner->value : int64_t{0}));
  });
}

Result<std::vector<FrameworkRow>> load_frameworks_named(ReadTransaction& tx,
                                                        std::string_view name) {
  return guarded([&]() -> Result<std::vector<FrameworkRow>> {
    std::vector<FrameworkRow> rows;
    RawFramework raw;
    Query query(tx, select_frameworks(" WHERE f.name = :name ORDER BY f.id"));
    bind_framework(query.use(name), raw);
    while (query.next()) rows.push_back(raw.take());
    return rows;
  });
}

Result<std::vector<FrameworkRow>> load_frameworks(ReadTransaction& tx) {
  return guarded([&]() -> Result<std::vector<FrameworkRow>> {
    std::vector<FrameworkRow> rows;
    RawFramework raw;
    Query query(tx, select_frameworks(" ORDER BY f.id"));
    bind_framework(query, raw);
    while (query.next()) rows.push_back(raw.take());
    return rows;
  });
}

Result<Page<FrameworkRow>> list_frameworks(ReadTransaction& tx, const PageRequest& request) {
  auto page = ListQuery(tx, framework_list(), request).page<RawFramework>(bind_framework);
  if (!page) return page.error();
  Page<FrameworkRow> result{{}, page->next, page->total};
  for (const RawFramework& raw : page->rows) result.rows.push_back(raw.take());
  return result;
}

Result<FrameworkId> insert_framework(WriteTransaction& tx, const Framework& framework,
                                     std::string_view created_at) {
  auto same_key = find_framework_by_key(tx, framework.key);
  if (!same_key) return same_key.error();
  auto same_name = find_framework_by_name(tx, framework.name, framework.owner);
  if (!same_name) return same_name.error();
  if (*same_key || *same_name) {
    return conflict_error("There is a framework with this " +
                          std::string(*same_name ? "name" : "key") + " already.");
  }
  auto id = next_ids(tx, "frameworks");
  if (!id) return id.error();
  return guarded([&]() -> Result<FrameworkId> {
    Query query(tx,
                "INSERT INTO frameworks (id, key, name, description, owner_tenant_id, search_text, "
                "created_at) VALUES (:id, :key, :name, :description, :owner, :search, :at)");
    query.use(*id).use(framework.key).use(framework.name).use(framework.description);
    query.use(framework.owner ? framework.owner->value : int64_t{0});
    query.use(search_text(framework)).use(created_at).run();
    return FrameworkId{*id};
  });
}

Result<void> update_framework(WriteTransaction& tx, const Framework& framework) {
  return guarded([&]() -> Result<void> {
    Query query(tx,
                "UPDATE frameworks SET name = :name, description = :description, "
                "search_text = :search WHERE id = :id");
    query.use(framework.name).use(framework.description).use(search_text(framework));
    query.use(framework.id.value).run();
    return {};
  });
}

Result<std::optional<VersionRow>> find_version(ReadTransaction& tx, FrameworkId framework,
                                               int64_t number) {
  return guarded([&]() -> Result<std::optional<VersionRow>> {
    VersionRow row;
    Query query(tx, "SELECT " + std::string(kVersionColumns) +
                        " FROM framework_versions WHERE framework_id = :id AND number = :number");
    query.use(framework.value).use(number);
    bind_version(query, row);
    if (!query.next()) return std::optional<VersionRow>();
    return std::optional<VersionRow>(row);
  });
}

Result<Page<VersionRow>> list_versions(ReadTransaction& tx, FrameworkId framework,
                                       const PageRequest& request) {
  static const ListSpec kSpec{.columns = kVersionColumns,
                              .from = "framework_versions",
                              .id = "number",
                              .search = "",
                              .sorts = {{"number", "number", true}},
                              .filters = {{"framework_id", "framework_id", true}},
                              .newest_first = true};
  PageRequest own = request;
  own.filters["framework_id"] = std::to_string(framework.value);
  return ListQuery(tx, kSpec, own).page<VersionRow>(bind_version);
}

Result<std::map<int64_t, std::string>> load_lineages(ReadTransaction& tx, FrameworkId framework,
                                                     int64_t after, int64_t last) {
  return guarded([&]() -> Result<std::map<int64_t, std::string>> {
    std::map<int64_t, std::string> lineages;
    int64_t number = 0;
    std::string text;
    Query query(tx,
                "SELECT number, lineage FROM framework_versions WHERE framework_id = :f AND "
                "number > :after AND number <= :last AND lineage <> '[]' ORDER BY number");
    query.use(framework.value).use(after).use(last).into(number).into(text);
    while (query.next()) lineages[number] = text;
    return lineages;
  });
}

Result<std::vector<std::pair<FrameworkId, int64_t>>> load_version_numbers(ReadTransaction& tx) {
  return guarded([&]() -> Result<std::vector<std::pair<FrameworkId, int64_t>>> {
    std::vector<std::pair<FrameworkId, int64_t>> versions;
    int64_t framework = 0, number = 0;
    Query query(
        tx, "SELECT framework_id, number FROM framework_versions ORDER BY framework_id, number");
    query.into(framework).into(number);
    while (query.next()) versions.emplace_back(FrameworkId{framework}, number);
    return versions;
  });
}

Result<VersionTexts> load_version_texts(ReadTransaction& tx, FrameworkId framework,
                                        int64_t number) {
  return guarded([&]() -> Result<VersionTexts> {
    VersionTexts texts;
    Query query(tx,
                "SELECT content, lineage FROM framework_versions "
                "WHERE framework_id = :id AND number = :number");
    query.use(framework.value).use(number).into(texts.content).into(texts.lineage);
    if (!query.next()) {
      return not_found("The framework has no version " + std::to_string(number) + ".");
    }
    return texts;
  });
}

Result<void> insert_version(WriteTransaction& tx, const VersionRow& row,
                            const VersionTexts& texts) {
  return guarded([&]() -> Result<void> {
    Query query(tx,
                "INSERT INTO framework_versions (framework_id, number, digest, notes, field_count, "
                "created_at, created_by, lineage, content) VALUES (:id, :number, :digest, :notes, "
                ":count, :at, :by, :lineage, :content)");
    query.use(row.framework.value).use(row.number).use(row.digest).use(row.notes);
    query.use(row.field_count).use(row.created_at).use(row.created_by);
    query.use(texts.lineage).use(texts.content).run();
    return {};
  });
}

}  // namespace datavault::store
