#include "server/app/tenant_template_service.h"

#include <utility>

#include "core/base/text.h"
#include "core/codec/json_reader.h"
#include "core/template/names.h"
#include "core/template/template_json.h"
#include "server/app/builtin_templates.h"
#include "server/app/import_report.h"
#include "server/store/tenants.h"

namespace datavault {
namespace {

constexpr const char* kCreationType = "TEMPLATE_CREATION";
constexpr size_t kMostText = 20000;

Failure is_builtin() {
  return Failure(conflict_error("This template comes with the program; it cannot be changed or "
                                "deleted. Provision from it, or make one of your own."),
                 "template_builtin");
}

Result<TemplateParts> parts_from_json(const Json& json) {
  TemplateParts parts;
  if (json.is_null()) return parts;
  ObjectReader reader(json, "parts");
  reader.allow_only(
      {"frameworks", "entities", "assignments", "users", "settings", "uses_company_name"});
  if (reader.member("frameworks", false).is_array()) {
    const auto keys = reader.texts("frameworks");
    parts.framework_keys = {keys.begin(), keys.end()};
  } else {
    parts.frameworks = reader.boolean_or("frameworks", true);
  }
  parts.entities = reader.boolean_or("entities", true);
  parts.assignments = reader.boolean_or("assignments", parts.frameworks && parts.entities);
  parts.users = reader.boolean_or("users", true);
  parts.settings = reader.boolean_or("settings", true);
  parts.uses_company_name = reader.boolean_or("uses_company_name", true);
  if (!reader.ok()) return reader.error();
  return parts;
}

/// What of a template's head a request sets.
Reply<Done> read_head(ObjectReader& reader, const Json& body, store::TemplateRow& row) {
  const auto sets = [&](const char* key) { return body.is_object() && body.contains(key); };
  if (sets("description")) row.description = reader.text_or("description");
  if (sets("is_public")) row.is_public = reader.boolean_or("is_public", true);
  const std::string industry = sets("industry") ? reader.text_or("industry") : row.industry;
  if (!reader.ok()) return reader.error();
  if (auto good = check_plain_text(row.description, kMostText); !good) {
    return within("description", good.error());
  }
  auto known = industry_from_text(industry);
  if (!known) {
    Json industries = Json::array();
    for (const auto name : template_industries()) industries.push_back(name);
    return Failure(known.error(), "unknown_industry", {{"industries", std::move(industries)}});
  }
  row.industry = *std::move(known);
  return Done{};
}

Reply<std::string> free_template_key(store::ReadTransaction& tx, const std::string& name) {
  const std::string slug = slug_of(name);
  const std::string base = slug.empty() ? "template" : slug;
  std::string key = base;
  for (int64_t n = 2;; ++n) {
    auto taken = store::find_template_by_key(tx, key);
    if (!taken) return taken.error();
    if (!*taken) return key;
    key = base + "-" + std::to_string(n);
  }
}

/// Whether what is stored is the built-in template already.
Result<bool> is_as(store::ReadTransaction& tx, const store::TemplateRow& row,
                   const TemplateSource& source) {
  if (row.id == 0 || row.name != source.name || row.description != source.description ||
      row.industry != source.industry) {
    return false;
  }
  auto latest = store::find_template_version(tx, row.id, row.latest_version);
  if (!latest) return latest.error();
  return *latest && (*latest)->digest == template_digest(source.content);
}

}  // namespace

Failure template_refused(const std::string& what, const std::vector<Error>& errors) {
  Failure failure = import_refused(what, errors);
  failure.code = "template_refused";
  return failure;
}

Reply<std::string> free_template_name(store::ReadTransaction& tx, const std::string& name,
                                      int64_t own_id) {
  const std::string trimmed(trim(name));
  if (auto good = check_plain_name(trimmed); !good) return within("name", good.error());
  auto taken = store::find_template_by_name(tx, trimmed);
  if (!taken) return taken.error();
  if (!*taken || (*taken)->id == own_id) return trimmed;
  return Failure(conflict_error("There is a template named \"" + trimmed + "\" already.", "name"),
                 "template_name_taken");
}

Result<void> TenantTemplateService::load_builtin() {
  const auto& catalogue = builtin_catalogue();
  if (!catalogue) return catalogue.error();
  const Actor actor{std::nullopt, "DataVault", "", ""};
  auto tx = database_.write();
  if (!tx) return tx.error();
  for (const TemplateSource& source : catalogue.value().templates) {
    auto row = store::find_template_by_key(*tx, source.key);
    if (!row) return row.error();
    store::TemplateRow wanted = *row ? **row : store::TemplateRow{};
    auto is_there = is_as(*tx, wanted, source);
    if (!is_there) return is_there.error();
    if (*is_there) continue;
    wanted.key = source.key;
    wanted.name = source.name;
    wanted.description = source.description;
    wanted.industry = source.industry;
    wanted.is_builtin = true;
    auto loaded = resolve_template(*tx, versions_, source.content);
    if (!loaded) return loaded.failure().error;
    auto stored = store_version(*tx, std::move(wanted), *loaded, source.notes, actor);
    if (!stored) return stored.failure().error;
    auto audited = audit_.record(*tx, actor,
                                 {"template.builtin",
                                  "template",
                                  std::to_string(stored->row.id),
                                  {{"key", source.key}, {"version", stored->version}}});
    if (!audited) return audited;
  }
  return tx->commit();
}

Reply<store::Page<store::TemplateRow>> TenantTemplateService::list(
    const store::PageRequest& request) {
  auto tx = database_.read();
  if (!tx) return tx.error();
  return store::list_templates(*tx, request);
}

Reply<store::TemplateRow> TenantTemplateService::get(int64_t id) {
  auto tx = database_.read();
  if (!tx) return tx.error();
  return require_template(*tx, id);
}

Reply<LoadedTemplate> TenantTemplateService::preview(int64_t id, std::optional<int64_t> version) {
  auto tx = database_.read();
  if (!tx) return tx.error();
  return load_template(*tx, versions_, id, version);
}

Reply<store::Page<store::TemplateVersionRow>> TenantTemplateService::versions(
    int64_t id, const store::PageRequest& request) {
  auto tx = database_.read();
  if (!tx) return tx.error();
  if (auto row = require_template(*tx, id); !row) return row.failure();
  return store::list_template_versions(*tx, id, request);
}

Reply<std::vector<TemplateTenant>> TenantTemplateService::tenants(int64_t id) {
  auto tx = database_.read();
  if (!tx) return tx.error();
  if (auto row = require_template(*tx, id); !row) return row.failure();
  auto origins = store::load_tenants_of_template(*tx, id);
  if (!origins) return origins.error();
  std::vector<TemplateTenant> tenants;
  for (store::TenantTemplateRow& origin : *origins) {
    auto tenant = store::find_tenant(*tx, origin.tenant);
    if (!tenant) return tenant.error();
    if (*tenant) tenants.push_back({**std::move(tenant), std::move(origin)});
  }
  return tenants;
}

/// Makes the template or its next version. Validated here, whatever it was made from.
Reply<MadeTemplate> TenantTemplateService::store_version(store::WriteTransaction& tx,
                                                         store::TemplateRow row,
                                                         const LoadedTemplate& loaded,
                                                         const std::string& notes,
                                                         const Actor& actor) {
  auto errors = validate_template(loaded.content);
  if (errors.empty()) errors = validate_copies(loaded.content, loaded.finder());
  if (!errors.empty()) return template_refused("Nothing was stored.", errors);
  if (auto good = check_plain_text(notes, kMostText); !good) return within("notes", good.error());
  MadeTemplate made{
      std::move(row), loaded.content, summarise(loaded.content.setup, loaded.finder()), 0, 0,
      false};
  const std::string now = iso_now(clock_);
  store::TemplateVersionRow version;
  version.digest = template_digest(loaded.content);
  store::TemplateRow& stored = made.row;
  if (stored.id != 0) {
    auto latest = store::find_template_version(tx, stored.id, stored.latest_version);
    if (!latest) return latest.error();
    made.is_unchanged = *latest && (*latest)->digest == version.digest;
  }
  stored.updated_at = now;
  if (!made.is_unchanged) ++stored.latest_version;
  made.version = stored.latest_version;
  if (stored.id == 0) {
    stored.created_by = actor.email;
    stored.created_at = now;
    auto id = store::insert_template(tx, stored);
    if (!id) return id.error();
    stored.id = *id;
  } else if (auto updated = store::update_template(tx, stored); !updated) {
    return updated.error();
  }
  if (made.is_unchanged) return made;
  version.template_id = stored.id;
  version.number = made.version;
  version.notes = notes;
  version.summary = summary_to_json(made.summary).dump();
  version.created_by = actor.email;
  version.created_at = now;
  version.content = canonical_json(template_to_json(loaded.content));
  if (auto inserted = store::insert_template_version(tx, version); !inserted) {
    return inserted.error();
  }
  return made;
}

Reply<Extraction> TenantTemplateService::extract_from(store::ReadTransaction& tx, TenantId tenant,
                                                      const Json& parts_json,
                                                      LoadedTemplate& loaded, TenantSetup& setup) {
  auto parts = parts_from_json(parts_json);
  if (!parts) return parts.error();
  auto read = load_setup(tx, versions_, tenant);
  if (!read) return read.failure();
  setup = *std::move(read);
  std::optional<TemplateOrigin> origin;
  if (setup.origin) {
    auto from = load_template(tx, versions_, setup.origin->template_id, setup.origin->version);
    if (!from) return from.failure();
    origin =
        TemplateOrigin{std::move(from->content),
                       parameters_from_json(Json::parse(setup.origin->parameters, nullptr, false))};
  }
  auto extraction =
      extract(setup.setup, setup.tenant.name, *parts, origin ? &*origin : nullptr, setup.finder());
  if (!extraction) return extraction.error();
  loaded.content = extraction->content;
  loaded.versions = setup.versions;
  return *std::move(extraction);
}

/// The record of what was done, and its end.
Reply<MadeTemplate> TenantTemplateService::finish(store::WriteTransaction& tx, MadeTemplate made,
                                                  TenantId source, const char* action,
                                                  const Actor& actor, bool is_dry_run) {
  if (is_dry_run) {
    made.row.id = 0;
    return made;
  }
  const Json payload = {{"template_id", made.row.id},
                        {"name", made.row.name},
                        {"version", made.version},
                        {"summary", summary_to_json(made.summary)}};
  JobSubmission submission;
  submission.job.type = submission.job.kind = kCreationType;
  submission.job.source_version = made.version;
  if (source.value != 0) {
    store::JobTargetRow target;
    target.tenant = source;
    target.planned_outcome = to_text(Outcome::create);
    submission.targets.push_back(std::move(target));
  }
  submission.parameters = {{"template_id", made.row.id}, {"version", made.version}};
  submission.log = "Template \"" + made.row.name + "\" version " + std::to_string(made.version) +
                   (made.is_unchanged ? " is unchanged." : " was made.");
  submission.audit = {action, "job", "", payload};
  auto job = jobs_.record_done(tx, std::move(submission), actor);
  if (!job) return job.failure();
  made.job = *job;
  auto row = require_template(tx, made.row.id);
  if (!row) return row.failure();
  made.row = *std::move(row);
  if (auto committed = tx.commit(); !committed) return committed.error();
  jobs_.announce();
  return made;
}

Reply<MadeTemplate> TenantTemplateService::create_from_tenant(TenantId tenant, const Json& body,
                                                              const Actor& actor) {
  ObjectReader reader(body, "");
  reader.allow_only({"name", "description", "industry", "is_public", "notes", "parts", "dry_run"});
  const std::string name = reader.text("name");
  const std::string notes = reader.text_or("notes");
  const bool is_dry_run = reader.boolean_or("dry_run", false);
  const Json& parts = reader.member("parts", false);
  auto tx = database_.write();
  if (!tx) return tx.error();
  LoadedTemplate loaded;
  TenantSetup setup;
  store::TemplateRow row;
  if (auto head = read_head(reader, body, row); !head) return head.failure();
  auto extraction = extract_from(*tx, tenant, parts, loaded, setup);
  if (!extraction) return extraction.failure();
  auto free_name = free_template_name(*tx, name, 0);
  if (!free_name) return free_name.failure();
  row.name = *std::move(free_name);
  auto key = free_template_key(*tx, row.name);
  if (!key) return key.failure();
  row.key = *std::move(key);
  auto made = store_version(*tx, std::move(row), loaded, notes, actor);
  if (!made) return made;
  std::map<int64_t, std::string> keys;
  for (const auto& [from, to] : extraction->new_keys) {
    keys[setup.entities.at(from).value] = to;
  }
  if (auto kept = store::set_entity_keys(*tx, tenant, keys); !kept) return kept.error();
  return finish(*tx, *std::move(made), tenant, "template.create", actor, is_dry_run);
}

Reply<MadeTemplate> TenantTemplateService::add_version(int64_t id, const Json& body,
                                                       const Actor& actor) {
  ObjectReader reader(body, "");
  reader.allow_only({"company_id", "parts", "content", "notes", "dry_run"});
  const std::string notes = reader.text_or("notes");
  const bool is_dry_run = reader.boolean_or("dry_run", false);
  const TenantId tenant{reader.integer_or("company_id", 0)};
  const Json& content = reader.member("content", false);
  if ((tenant.value == 0) == content.is_null()) {
    reader.fail("Give either the company to take it from, or the content.", "company_id");
  }
  if (!reader.ok()) return reader.error();
  auto tx = database_.write();
  if (!tx) return tx.error();
  auto row = require_template(*tx, id);
  if (!row) return row.failure();
  if (row->is_builtin) return is_builtin();
  LoadedTemplate loaded;
  std::map<int64_t, std::string> keys;
  if (content.is_null()) {
    TenantSetup setup;
    auto extraction = extract_from(*tx, tenant, reader.member("parts", false), loaded, setup);
    if (!extraction) return extraction.failure();
    for (const auto& [from, to] : extraction->new_keys) keys[setup.entities.at(from).value] = to;
  } else {
    std::vector<Error> errors;
    TemplateContent read = template_from_json(content, "content", errors);
    if (!errors.empty()) return template_refused("Nothing was stored.", errors);
    auto resolved = resolve_template(*tx, versions_, std::move(read));
    if (!resolved) return resolved.failure();
    loaded = *std::move(resolved);
  }
  auto made = store_version(*tx, *std::move(row), loaded, notes, actor);
  if (!made) return made;
  if (auto kept = store::set_entity_keys(*tx, tenant, keys); !kept) return kept.error();
  return finish(*tx, *std::move(made), tenant, "template.version", actor, is_dry_run);
}

Reply<store::TemplateRow> TenantTemplateService::update(int64_t id, const Json& body,
                                                        const Actor& actor) {
  ObjectReader reader(body, "");
  reader.allow_only({"name", "description", "industry", "is_public"});
  auto tx = database_.write();
  if (!tx) return tx.error();
  auto row = require_template(*tx, id);
  if (!row) return row;
  if (row->is_builtin) return is_builtin();
  if (auto head = read_head(reader, body, *row); !head) return head.failure();
  if (body.is_object() && body.contains("name")) {
    const std::string wanted = reader.text("name");
    if (!reader.ok()) return reader.error();
    auto name = free_template_name(*tx, wanted, id);
    if (!name) return name.failure();
    row->name = *std::move(name);
  }
  row->updated_at = iso_now(clock_);
  if (auto updated = store::update_template(*tx, *row); !updated) return updated.error();
  auto audited =
      audit_.record(*tx, actor, {"template.update", "template", std::to_string(id), body});
  if (!audited) return audited.error();
  if (auto committed = tx->commit(); !committed) return committed.error();
  return row;
}

Reply<store::TemplateRow> TenantTemplateService::remove(int64_t id, const Actor& actor) {
  auto tx = database_.write();
  if (!tx) return tx.error();
  auto row = require_template(*tx, id);
  if (!row) return row;
  if (row->is_builtin) return is_builtin();
  auto jobs = store::count_open_template_jobs(*tx, id);
  if (!jobs) return jobs.error();
  if (row->usage_count > 0 || *jobs > 0) {
    return Failure(
        conflict_error("Companies come from this template, or a job is making some; it stays so "
                       "that they can be upgraded."),
        "template_in_use", {{"tenants", row->usage_count}, {"jobs", *jobs}});
  }
  if (auto gone = store::delete_template(*tx, id); !gone) return gone.error();
  auto audited = audit_.record(
      *tx, actor, {"template.delete", "template", std::to_string(id), {{"name", row->name}}});
  if (!audited) return audited.error();
  if (auto committed = tx->commit(); !committed) return committed.error();
  return row;
}

}  // namespace datavault
