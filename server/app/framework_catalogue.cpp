#include "server/app/framework_catalogue.h"

#include "core/base/text.h"
#include "core/codec/framework_json.h"
#include "server/app/copies.h"
#include "server/app/import_report.h"
#include "server/app/texts.h"
#include "server/store/adoptions.h"
#include "server/store/tenants.h"

namespace datavault {
namespace {

Result<std::string> free_key(store::ReadTransaction& tx, const std::string& name) {
  const std::string slug = slug_of(name);
  std::string key = slug.empty() ? "framework" : slug;
  for (int64_t n = 2;; ++n) {
    auto taken = store::find_framework_by_key(tx, key);
    if (!taken) return taken.error();
    if (!*taken) return key;
    key = (slug.empty() ? "framework" : slug) + "-" + std::to_string(n);
  }
}

store::VersionRow version_row(FrameworkId id, const FrameworkVersion& version, const Actor& actor,
                              const Clock& clock) {
  return {id,
          version.number,
          version.digest,
          version.notes,
          static_cast<int64_t>(version.content.fields.size()),
          iso_now(clock),
          actor.email};
}

/// The field of another framework under that code, in its newest version that has it: documents of
/// different years refer to each other.
std::optional<FieldUid> published_field(store::ReadTransaction& tx, VersionCache& versions,
                                        std::string_view key, std::string_view code) {
  auto framework = store::find_framework_by_key(tx, key);
  if (!framework || !*framework) return std::nullopt;
  for (int64_t number = (*framework)->latest_version; number > 0; --number) {
    auto version = versions.get(tx, (*framework)->framework.id, number);
    const Field* field = version ? (*version)->index.find_code(code) : nullptr;
    if (field) return field->uid;
  }
  return std::nullopt;
}

}  // namespace

Failure no_framework(FrameworkId id) {
  return Failure(not_found("There is no framework with the id " + std::to_string(id.value) + "."),
                 "framework_not_found");
}

Reply<store::FrameworkRow> require_framework(store::ReadTransaction& tx, FrameworkId id) {
  auto row = store::find_framework(tx, id);
  if (!row) return row.error();
  if (*row) return **std::move(row);
  return no_framework(id);
}

Reply<store::Page<store::FrameworkRow>> FrameworkCatalogue::list(store::PageRequest request) {
  auto tx = database_.read();
  if (!tx) return tx.error();
  // A tenant's own framework belongs to its pages, not to the catalogue, unless it is asked for.
  std::string& owner = request.filters.try_emplace("owner_company_id", "0").first->second;
  if (owner == "*") request.filters.erase("owner_company_id");
  return store::list_frameworks(*tx, request);
}

Reply<FrameworkAtVersion> FrameworkCatalogue::get(FrameworkId id, std::optional<int64_t> version) {
  auto tx = database_.read();
  if (!tx) return tx.error();
  auto row = require_framework(*tx, id);
  if (!row) return row.failure();
  const int64_t number = version.value_or(row->latest_version);
  if (number == 0 && !version) return FrameworkAtVersion{*row, nullptr};
  auto loaded = versions_.get(*tx, id, number);
  if (!loaded && loaded.error().code == Error::Code::not_found) {
    return Failure(loaded.error(), "version_not_found");
  }
  if (!loaded) return loaded.error();
  return FrameworkAtVersion{*row, *loaded};
}

Reply<store::Page<store::VersionRow>> FrameworkCatalogue::versions(
    FrameworkId id, const store::PageRequest& request) {
  auto tx = database_.read();
  if (!tx) return tx.error();
  if (auto row = require_framework(*tx, id); !row) return row.failure();
  return store::list_versions(*tx, id, request);
}

Reply<FrameworkId> FrameworkCatalogue::create(const NewFramework& framework, const Actor& actor) {
  auto name = checked_name(framework.name, "name");
  if (!name) return name.error();
  auto tx = database_.write();
  if (!tx) return tx.error();
  if (framework.owner) {
    if (auto tenant = require_tenant(*tx, *framework.owner); !tenant) return tenant.failure();
  }
  auto key = framework.key.empty() ? free_key(*tx, *name) : checked_slug(framework.key, "key");
  if (!key) return key.error();
  const std::string now = iso_now(clock_);
  auto id =
      store::insert_framework(*tx, {{}, *key, *name, framework.description, framework.owner}, now);
  if (!id) return id.error();
  if (framework.owner) {
    auto row = adoption_row(*framework.owner, *id, Adoption{}, nullptr);
    auto written = store::write_changes(
        *tx, {{*framework.owner, *id, std::nullopt, row, std::nullopt, actor.email, now}});
    if (!written) return written.error();
  }
  Json payload = {{"name", *name}, {"key", *key}};
  if (framework.owner) payload["company_id"] = framework.owner->value;
  auto audited = audit_.record(
      *tx, actor, {"framework.create", "framework", std::to_string(id->value), payload});
  if (!audited) return audited.error();
  if (auto committed = tx->commit(); !committed) return committed.error();
  return *id;
}

Reply<store::FrameworkRow> FrameworkCatalogue::framework_for(store::WriteTransaction& tx,
                                                             const FrameworkDraft& draft,
                                                             std::optional<FrameworkId> id) {
  if (id) return require_framework(tx, *id);
  if (!draft.key.empty()) {
    auto row = store::find_framework_by_key(tx, draft.key);
    if (!row) return row.error();
    if (*row) return **std::move(row);
  }
  auto name = checked_name(draft.name, "name");
  if (!name) return name.error();
  auto row = store::find_framework_by_name(tx, *name, std::nullopt);
  if (!row) return row.error();
  if (*row) return **std::move(row);
  auto key = draft.key.empty() ? free_key(tx, *name) : Result<std::string>(draft.key);
  if (!key) return key.error();
  auto created = store::insert_framework(tx, {{}, *key, *name, draft.description, std::nullopt},
                                         iso_now(clock_));
  if (!created) return created.error();
  return require_framework(tx, *created);
}

Reply<ImportOutcome> FrameworkCatalogue::publish_draft(store::WriteTransaction& tx,
                                                       const ImportRequest& request,
                                                       const FrameworkDraft& draft,
                                                       store::FrameworkRow& row,
                                                       const Actor& actor) {
  const FrameworkId id = row.framework.id;
  VersionPtr latest;
  if (row.latest_version > 0) {
    auto loaded = versions_.get(tx, id, row.latest_version);
    if (!loaded) return loaded.error();
    latest = *loaded;
  }
  const FindForeignField find_foreign = [&](std::string_view key, std::string_view code) {
    return published_field(tx, versions_, key, code);
  };
  auto published = publish_import(request, draft, row.framework.key,
                                  latest ? &latest->version : nullptr, find_foreign);
  if (!published.publication) return import_refused("Nothing was published.", published.errors);
  const FrameworkVersion& version = published.publication->version;
  ImportOutcome outcome;
  outcome.framework = id;
  outcome.unchanged = published.publication->unchanged;
  outcome.version = outcome.unchanged ? row.latest_version : version.number;
  outcome.fields = static_cast<int64_t>(version.content.fields.size());
  outcome.warnings = published.publication->warnings;
  if (outcome.unchanged) return outcome;
  auto inserted = store::insert_version(tx, version_row(id, version, actor, clock_),
                                        {canonical_json(content_to_json(version.content)),
                                         canonical_json(lineage_to_json(version.lineage))});
  if (!inserted) return inserted.error();
  if (!draft.description.empty() && draft.description != row.framework.description) {
    row.framework.description = draft.description;
    if (auto updated = store::update_framework(tx, row.framework); !updated) return updated.error();
  }
  return outcome;
}

Reply<ImportOutcome> FrameworkCatalogue::import(const ImportRequest& request,
                                                std::optional<FrameworkId> id, const Actor& actor,
                                                std::optional<int64_t> base_version) {
  const DraftResult read = read_import(request);
  if (!read.errors.empty()) return import_refused("Nothing was imported.", read.errors);
  auto tx = database_.write();
  if (!tx) return tx.error();
  auto row = framework_for(*tx, read.draft, id);
  if (!row) return row.failure();
  if (base_version && *base_version != row->latest_version) {
    return Failure(conflict_error("Version " + std::to_string(row->latest_version) +
                                  " was published in the meantime."),
                   "version_outdated");
  }
  auto outcome = publish_draft(*tx, request, read.draft, *row, actor);
  if (!outcome) return outcome;
  auto audited = audit_.record(*tx, actor,
                               {"framework.import",
                                "framework",
                                std::to_string(outcome->framework.value),
                                {{"name", row->framework.name},
                                 {"version", outcome->version},
                                 {"fields", outcome->fields},
                                 {"unchanged", outcome->unchanged},
                                 {"content", request.content}}});
  if (!audited) return audited.error();
  if (auto committed = tx->commit(); !committed) return committed.error();
  return outcome;
}

}  // namespace datavault
