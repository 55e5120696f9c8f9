#include "server/app/template_versions.h"

#include <utility>

#include "core/codec/framework_json.h"
#include "core/template/template_json.h"
#include "server/app/builtin_templates.h"
#include "server/store/frameworks.h"

namespace datavault {
namespace {

Failure no_version(int64_t number) {
  return Failure(not_found("The template has no version " + std::to_string(number) + "."),
                 "version_not_found");
}

/// Finds one copy's version here, else among what comes with the program.
Reply<Done> find_version(store::ReadTransaction& tx, VersionCache& versions, SetupCopy& copy,
                         LoadedTemplate& loaded) {
  loaded.names[copy.key] = copy.name;
  if (copy.version_digest.empty()) return Done{};
  auto framework = store::find_framework_by_key(tx, copy.key);
  if (!framework) return framework.error();
  if (*framework) {
    const FrameworkId id = (*framework)->framework.id;
    auto number = store::find_version_number(tx, id, copy.version_digest, copy.version.value_or(0));
    if (!number) return number.error();
    if (*number) {
      auto version = versions.get(tx, id, **number);
      if (!version) return version.error();
      copy.version = **number;
      loaded.versions[copy.key] = *std::move(version);
      return Done{};
    }
  }
  const auto& builtin = builtin_catalogue();
  const FrameworkVersion* version =
      builtin ? builtin.value().find(copy.key, copy.version_digest) : nullptr;
  if (!version) {
    return Failure(
        not_found("The version of \"" + copy.name + "\" that this template stands on is not here.",
                  "frameworks, " + copy.key),
        "framework_not_found");
  }
  copy.version = version->number;
  loaded.versions[copy.key] = std::make_shared<LoadedVersion>(*version);
  loaded.unpublished.insert(copy.key);
  return Done{};
}

store::VersionRow row_of_version(FrameworkId id, const FrameworkVersion& version, int64_t number,
                                 const SetupStamp& stamp) {
  return {id,
          number,
          version.digest,
          version.notes,
          static_cast<int64_t>(version.content.fields.size()),
          stamp.at,
          stamp.by};
}

/// Whether what is here is a beginning of what is built in: how many versions.
std::optional<size_t> versions_here(const store::FrameworkRow& row,
                                    const BuiltinFramework& builtin) {
  if (row.latest_version == 0) return 0;
  for (size_t i = 0; i < builtin.versions.size(); ++i) {
    if (builtin.versions[i].digest == row.latest_digest) return i + 1;
  }
  return std::nullopt;
}

/// The number that the copy's version has here then.
Reply<int64_t> publish_builtin(store::WriteTransaction& tx, const SetupCopy& copy,
                               const SetupStamp& stamp) {
  const auto& catalogue = builtin_catalogue();
  if (!catalogue) return catalogue.error();
  const BuiltinFramework& builtin = catalogue.value().frameworks.at(copy.key);
  auto row = store::find_framework_by_key(tx, copy.key);
  if (!row) return row.error();
  const auto have = *row ? versions_here(**row, builtin) : std::optional<size_t>(0);
  if (!have) {
    return Failure(conflict_error("The framework \"" + builtin.name +
                                      "\" here differs from the one that the template stands on.",
                                  "frameworks, " + copy.key),
                   "framework_differs");
  }
  FrameworkToPublish framework{builtin.key, builtin.name, builtin.description, {}};
  for (size_t i = *have; i < builtin.versions.size(); ++i) {
    framework.versions.push_back(builtin.versions[i]);
    if (builtin.versions[i].digest == copy.version_digest) break;
  }
  return publish_as_it_is(tx, framework, stamp);
}

}  // namespace

FindVersion LoadedTemplate::finder() const {
  return [this](const SetupCopy& copy) -> const FrameworkContent* {
    const auto found = versions.find(copy.key);
    return found == versions.end() ? nullptr : &found->second->version.content;
  };
}

Reply<store::TemplateRow> require_template(store::ReadTransaction& tx, int64_t id) {
  auto row = store::find_template(tx, id);
  if (!row) return row.error();
  if (*row) return **std::move(row);
  return Failure(not_found("There is no template with the id " + std::to_string(id) + "."),
                 "template_not_found");
}

Reply<LoadedTemplate> resolve_template(store::ReadTransaction& tx, VersionCache& versions,
                                       TemplateContent content) {
  LoadedTemplate loaded;
  loaded.content = std::move(content);
  for (SetupCopy& copy : loaded.content.setup.copies) {
    auto found = find_version(tx, versions, copy, loaded);
    if (!found) return found.failure();
  }
  return loaded;
}

Reply<LoadedTemplate> load_template(store::ReadTransaction& tx, VersionCache& versions, int64_t id,
                                    std::optional<int64_t> number) {
  auto row = require_template(tx, id);
  if (!row) return row.failure();
  const int64_t wanted = number.value_or(row->latest_version);
  auto version = store::find_template_version(tx, id, wanted);
  if (!version) return version.error();
  if (!*version) return no_version(wanted);
  const Json json = Json::parse((*version)->content, nullptr, false);
  std::vector<Error> errors;
  TemplateContent content = template_from_json(json, "", errors);
  if (!errors.empty() || template_digest(content) != (*version)->digest) {
    return storage_error("A stored template cannot be read.");
  }
  auto loaded = resolve_template(tx, versions, std::move(content));
  if (!loaded) return loaded;
  loaded->row = *std::move(row);
  loaded->version = **std::move(version);
  return loaded;
}

Result<int64_t> publish_as_it_is(store::WriteTransaction& tx, const FrameworkToPublish& framework,
                                 const SetupStamp& stamp) {
  auto row = store::find_framework_by_key(tx, framework.key);
  if (!row) return row.error();
  if (!*row) {
    auto id = store::insert_framework(
        tx, {{}, framework.key, framework.name, framework.description, std::nullopt}, stamp.at);
    if (!id) return id.error();
    row = store::find_framework(tx, *id);
    if (!row) return row.error();
  }
  int64_t number = (*row)->latest_version;
  for (const FrameworkVersion& version : framework.versions) {
    auto inserted =
        store::insert_version(tx, row_of_version((*row)->framework.id, version, ++number, stamp),
                              {canonical_json(content_to_json(version.content)),
                               canonical_json(lineage_to_json(version.lineage))});
    if (!inserted) return inserted.error();
  }
  return number;
}

Reply<Done> publish_missing(store::WriteTransaction& tx, LoadedTemplate& loaded,
                            const SetupStamp& stamp) {
  for (SetupCopy& copy : loaded.content.setup.copies) {
    if (!loaded.unpublished.contains(copy.key)) continue;
    auto published = publish_builtin(tx, copy, stamp);
    if (!published) return published.failure();
    copy.version = *published;
  }
  // Not read back: what a cache holds must not depend on whether this is committed.
  loaded.unpublished.clear();
  return Done{};
}

}  // namespace datavault
