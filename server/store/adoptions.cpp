#include "server/store/adoptions.h"

#include <algorithm>
#include <utility>

#include "server/store/query.h"

namespace datavault::store {
namespace {

constexpr const char* kSelectAdoptions =
    "SELECT tenant_id, framework_id, base_version, state_digest, edit_count, revision, updated_at, "
    "overlay FROM adoptions";

void bind_adoption(Query& query, AdoptionRow& row) {
  query.into(row.tenant.value).into(row.framework.value).into(row.base_version);
  query.into(row.state_digest).into(row.edit_count).into(row.revision).into(row.updated_at);
  query.into(row.overlay);
}

std::vector<AdoptionRow> all_adoptions(Query& query) {
  std::vector<AdoptionRow> rows;
  AdoptionRow row;
  bind_adoption(query, row);
  while (query.next()) rows.push_back(std::move(row));
  return rows;
}

// An overlay that a change left as it was stands only with the next change of another, or in the
// copy as it is now.
constexpr const char* kSelectHistory =
    "SELECT h.tenant_id, h.framework_id, h.revision, h.before_exists, h.before_version, "
    "CASE WHEN h.before_exists = 1 THEN COALESCE(h.before_overlay, "
    "(SELECT n.before_overlay FROM adoption_history n WHERE n.tenant_id = h.tenant_id AND "
    "n.framework_id = h.framework_id AND n.revision > h.revision AND n.before_overlay IS NOT NULL "
    "ORDER BY n.revision LIMIT 1), "
    "(SELECT a.overlay FROM adoptions a WHERE a.tenant_id = h.tenant_id AND "
    "a.framework_id = h.framework_id)) END, h.after_digest, h.job_id FROM adoption_history h";

std::vector<HistoryRow> all_history(Query& query) {
  std::vector<HistoryRow> rows;
  HistoryRow row;
  std::optional<std::string> overlay, after;
  query.into(row.tenant.value).into(row.framework.value).into(row.revision);
  query.into(row.before_exists).into(row.before_version).into(overlay).into(after);
  query.into(row.job_id);
  while (query.next()) {
    row.before_overlay = overlay.value_or("");
    row.after_exists = after.has_value();
    rows.push_back(row);
  }
  return rows;
}

/// The statements that one change takes, prepared once for all.
class ChangeWriter {
 public:
  explicit ChangeWriter(WriteTransaction& tx)
      : last_(tx,
              "SELECT MAX(revision) FROM adoption_history WHERE tenant_id = :t AND "
              "framework_id = :f"),
        history_(tx,
                 "INSERT INTO adoption_history (tenant_id, framework_id, revision, before_exists, "
                 "before_version, before_digest, after_digest, job_id, changed_by, changed_at, "
                 "before_overlay) VALUES (:t, :f, :r, :e, :v, :d, :a, :j, :by, :at, :o)"),
        remove_(tx, "DELETE FROM adoptions WHERE tenant_id = :t AND framework_id = :f"),
        put_(tx,
             "INSERT INTO adoptions (tenant_id, framework_id, base_version, state_digest, "
             "edit_count, revision, updated_at, overlay) "
             "VALUES (:t, :f, :b, :s, :c, :r, :u, :o) "
             "ON CONFLICT (tenant_id, framework_id) DO UPDATE SET "
             "base_version = excluded.base_version, state_digest = excluded.state_digest, "
             "edit_count = excluded.edit_count, revision = excluded.revision, "
             "updated_at = excluded.updated_at, overlay = excluded.overlay"),
        move_(tx,
              "UPDATE adoptions SET base_version = :b, state_digest = :s, edit_count = :c, "
              "revision = :r, updated_at = :u WHERE tenant_id = :t AND framework_id = :f") {
    last_.use(0).use(0).into(last_revision_);
  }

  void write(const AdoptionChange& change) {
    const int64_t revision = last_revision(change) + 1;
    write_history(change, revision);
    if (!change.after) {
      if (change.before) {
        remove_.again().use(change.tenant.value).use(change.framework.value).run();
      }
      return;
    }
    const AdoptionRow& row = *change.after;
    if (change.keeps_overlay) {
      move_.again().use(row.base_version).use(row.state_digest).use(row.edit_count).use(revision);
      move_.use(change.changed_at).use(change.tenant.value).use(change.framework.value).run();
      return;
    }
    put_.again().use(change.tenant.value).use(change.framework.value).use(row.base_version);
    put_.use(row.state_digest).use(row.edit_count).use(revision).use(change.changed_at);
    put_.use(row.overlay).run();
  }

 private:
  /// A copy has that of its last change; what was removed has it in its history.
  int64_t last_revision(const AdoptionChange& change) {
    if (change.before) return change.before->revision;
    last_.again().use(change.tenant.value).use(change.framework.value).next();
    return last_revision_;
  }

  void write_history(const AdoptionChange& change, int64_t revision) {
    const auto& before = change.before;
    history_.again().use(change.tenant.value).use(change.framework.value).use(revision);
    history_.use(before.has_value()).use(before ? before->base_version : std::nullopt);
    use_text(before ? &before->state_digest : nullptr);
    use_text(change.after ? &change.after->state_digest : nullptr);
    history_.use(change.job_id).use(change.changed_by).use(change.changed_at);
    use_text(before && !change.keeps_overlay ? &before->overlay : nullptr);
    history_.run();
  }

  void use_text(const std::string* text) {
    if (text) {
      history_.use(*text);
    } else {
      history_.use(std::optional<std::string>());
    }
  }

  Query last_, history_, remove_, put_, move_;
  int64_t last_revision_ = 0;
};

}  // namespace

Result<std::optional<AdoptionRow>> find_adoption(ReadTransaction& tx, TenantId tenant,
                                                 FrameworkId framework) {
  return guarded([&]() -> Result<std::optional<AdoptionRow>> {
    Query query(tx, std::string(kSelectAdoptions) + " WHERE tenant_id = :t AND framework_id = :f");
    auto rows = all_adoptions(query.use(tenant.value).use(framework.value));
    if (rows.empty()) return std::optional<AdoptionRow>();
    return std::optional<AdoptionRow>(std::move(rows.front()));
  });
}

Result<std::vector<AdoptionRow>> load_adoptions(ReadTransaction& tx, FrameworkId framework) {
  return guarded([&]() -> Result<std::vector<AdoptionRow>> {
    Query query(tx, std::string(kSelectAdoptions) + " WHERE framework_id = :f ORDER BY tenant_id");
    return all_adoptions(query.use(framework.value));
  });
}

Result<std::vector<AdoptionRow>> load_adoptions_of(ReadTransaction& tx, TenantId tenant) {
  return guarded([&]() -> Result<std::vector<AdoptionRow>> {
    Query query(tx, std::string(kSelectAdoptions) + " WHERE tenant_id = :t ORDER BY framework_id");
    return all_adoptions(query.use(tenant.value));
  });
}

Result<std::vector<AdoptionRow>> load_adoptions_of(ReadTransaction& tx,
                                                   const std::vector<TenantId>& tenants) {
  return guarded([&]() -> Result<std::vector<AdoptionRow>> {
    std::vector<AdoptionRow> rows;
    AdoptionRow row;
    Query query(tx, std::string(kSelectAdoptions) + " WHERE tenant_id IN " + group_list() +
                        " ORDER BY tenant_id, framework_id");
    bind_adoption(query, row);
    for (const TenantGroup& group : in_groups(tenants)) {
      query.again().use(group);
      while (query.next()) rows.push_back(std::move(row));
    }
    return rows;
  });
}

Result<std::vector<AdoptionRow>> load_all_adoptions(ReadTransaction& tx) {
  return guarded([&]() -> Result<std::vector<AdoptionRow>> {
    Query query(tx, std::string(kSelectAdoptions) + " ORDER BY tenant_id, framework_id");
    return all_adoptions(query);
  });
}

Result<std::vector<HistoryRow>> load_history_of_job(ReadTransaction& tx, int64_t job) {
  return guarded([&]() -> Result<std::vector<HistoryRow>> {
    Query query(tx, std::string(kSelectHistory) +
                        " WHERE h.job_id = :j ORDER BY h.tenant_id, h.framework_id");
    return all_history(query.use(job));
  });
}

Result<std::vector<HistoryRow>> load_history_after(ReadTransaction& tx, TenantId tenant,
                                                   FrameworkId framework, int64_t revision) {
  return guarded([&]() -> Result<std::vector<HistoryRow>> {
    Query query(tx, std::string(kSelectHistory) +
                        " WHERE h.tenant_id = :t AND h.framework_id = :f AND h.revision > :r "
                        "ORDER BY h.revision");
    return all_history(query.use(tenant.value).use(framework.value).use(revision));
  });
}

Result<void> write_changes(WriteTransaction& tx, const std::vector<AdoptionChange>& changes) {
  return guarded([&]() -> Result<void> {
    ChangeWriter writer(tx);
    for (const AdoptionChange& change : changes) writer.write(change);
    return {};
  });
}

}  // namespace datavault::store
