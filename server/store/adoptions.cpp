#include "server/store/adoptions.h"

#include <algorithm>

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
  while (query.next()) rows.push_back(row);
  return rows;
}

constexpr const char* kSelectHistory =
    "SELECT tenant_id, framework_id, revision, before_exists, before_version, before_overlay, "
    "after_digest, job_id FROM adoption_history";

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
             "updated_at = excluded.updated_at, overlay = excluded.overlay") {
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
    using Text = std::optional<std::string>;
    const auto& before = change.before;
    history_.again().use(change.tenant.value).use(change.framework.value).use(revision);
    history_.use(before.has_value()).use(before ? before->base_version : std::nullopt);
    history_.use(before ? Text(before->state_digest) : Text());
    history_.use(change.after ? Text(change.after->state_digest) : Text());
    history_.use(change.job_id).use(change.changed_by).use(change.changed_at);
    history_.use(before ? Text(before->overlay) : Text()).run();
  }

  Query last_, history_, remove_, put_;
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

Result<std::vector<AdoptionRow>> load_all_adoptions(ReadTransaction& tx) {
  return guarded([&]() -> Result<std::vector<AdoptionRow>> {
    Query query(tx, std::string(kSelectAdoptions) + " ORDER BY tenant_id, framework_id");
    return all_adoptions(query);
  });
}

Result<std::vector<HistoryRow>> load_history_of_job(ReadTransaction& tx, int64_t job) {
  return guarded([&]() -> Result<std::vector<HistoryRow>> {
    Query query(
        tx, std::string(kSelectHistory) + " WHERE job_id = :j ORDER BY tenant_id, framework_id");
    return all_history(query.use(job));
  });
}

Result<std::vector<HistoryRow>> load_history_after(ReadTransaction& tx, TenantId tenant,
                                                   FrameworkId framework, int64_t revision) {
  return guarded([&]() -> Result<std::vector<HistoryRow>> {
    Query query(tx, std::string(kSelectHistory) +
                        " WHERE tenant_id = :t AND framework_id = :f AND revision > :r "
                        "ORDER BY revision");
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
