// The part of TenantTemplateService that speaks with other installations.
#include <algorithm>
#include <utility>

#include "core/codec/json_reader.h"
#include "core/merge/lineage.h"
#include "core/model/differences.h"
#include "core/template/template_json.h"
#include "server/app/tenant_template_service.h"
#include "server/security/signing.h"
#include "server/store/frameworks.h"

namespace datavault {
namespace {

Json clash_to_json(const FrameworkClash& clash) {
  return {{"key", clash.key},
          {"latest_version", clash.here},
          {"fields_added", clash.fields_added},
          {"fields_removed", clash.fields_removed},
          {"fields_changed", clash.fields_changed},
          {"answers", {"PUBLISH", "LOCAL"}}};
}

Reply<Done> check_signature(const TemplateDocument& document,
                            const std::vector<std::string>& trusted) {
  const bool is_signed_at_all = !document.signature.empty();
  if (is_signed_at_all &&
      !is_signed(signed_text(document.digest), document.signature, document.public_key)) {
    return Failure(invalid_input("The signature does not fit the document.", "signature"),
                   "signature_invalid");
  }
  const bool is_trusted =
      std::find(trusted.begin(), trusted.end(), document.public_key) != trusted.end();
  if (trusted.empty() || (is_signed_at_all && is_trusted)) return Done{};
  return Failure({Error::Code::forbidden,
                  is_signed_at_all ? "The document is signed by a key that is not among those "
                                     "you trust."
                                   : "The document is not signed.",
                  "signature"},
                 "signature_not_trusted");
}

/// Brings the frameworks of a document here, or the document's template to those that are here.
class FrameworkImport {
 public:
  FrameworkImport(store::WriteTransaction& tx, VersionCache& versions, TemplateDocument& document,
                  const std::map<std::string, std::string>& answers, const SetupStamp& stamp)
      : tx_(tx), versions_(versions), document_(document), answers_(answers), stamp_(stamp) {}

  Reply<LoadedTemplate> run() {
    loaded_.content = document_.content;
    for (const DocumentFramework& framework : document_.frameworks) {
      if (auto done = bring(framework); !done) return done.failure();
    }
    if (!clashes_.empty()) {
      return Failure(conflict_error("Frameworks of the document differ from those here; say for "
                                    "each whether to PUBLISH it or to use the LOCAL one.",
                                    "frameworks"),
                     "frameworks_differ", {{"frameworks", std::move(clashes_)}});
    }
    drop_lost_assignments();
    return std::move(loaded_);
  }

  std::vector<std::string> published;

 private:
  Reply<Done> bring(const DocumentFramework& framework) {
    auto row = store::find_framework_by_key(tx_, framework.key);
    if (!row) return row.error();
    if (!*row) return publish(framework);
    const FrameworkId id = (*row)->framework.id;
    auto number = store::find_version_number(tx_, id, framework.version.digest, 0);
    if (!number) return number.error();
    if (*number) return use(framework.key, id, **number);
    const auto answer = answers_.find(framework.key);
    if (answer != answers_.end() && answer->second == "PUBLISH") return publish(framework);
    auto latest = latest_of(**row);
    if (!latest) return latest.error();
    if (answer != answers_.end() && *latest) return carry(framework, id, *latest);
    clashes_.push_back(clash_to_json(clash_of(framework, **row, *latest)));
    return Done{};
  }

  Result<VersionPtr> latest_of(const store::FrameworkRow& row) {
    if (row.latest_version == 0) return VersionPtr();
    return versions_.get(tx_, row.framework.id, row.latest_version);
  }

  Reply<Done> publish(const DocumentFramework& framework) {
    auto number = publish_as_it_is(
        tx_, {framework.key, framework.name, framework.description, {framework.version}}, stamp_);
    if (!number) return number.error();
    published.push_back(framework.key);
    for (SetupCopy* copy : copies_of(framework.key)) copy->version = *number;
    // Not read back: what a cache holds must not depend on whether this is committed.
    loaded_.versions[framework.key] = std::make_shared<LoadedVersion>(framework.version);
    return Done{};
  }

  Reply<Done> use(const std::string& key, FrameworkId id, int64_t number) {
    auto version = versions_.get(tx_, id, number);
    if (!version) return version.error();
    for (SetupCopy* copy : copies_of(key)) copy->version = number;
    loaded_.versions[key] = *std::move(version);
    return Done{};
  }

  /// The template on the latest version here.
  Reply<Done> carry(const DocumentFramework& framework, FrameworkId id, const VersionPtr& latest) {
    const FrameworkVersion& to = latest->version;
    for (SetupCopy* copy : copies_of(framework.key)) {
      copy->overlay =
          carry_overlay(framework.version.content, to.content, copy->overlay, Lineage());
      copy->version_digest = to.digest;
    }
    return use(framework.key, id, to.number);
  }

  static FrameworkClash clash_of(const DocumentFramework& framework, const store::FrameworkRow& row,
                                 const VersionPtr& latest) {
    FrameworkClash clash{framework.key, row.latest_version};
    static const FrameworkContent kNothing;
    const FrameworkContent& here = latest ? latest->version.content : kNothing;
    for (const FieldDifference& difference : differences(here, framework.version.content)) {
      clash.fields_added += difference.kind == FieldDifference::Kind::added;
      clash.fields_removed += difference.kind == FieldDifference::Kind::removed;
      clash.fields_changed += difference.kind == FieldDifference::Kind::changed;
    }
    return clash;
  }

  std::vector<SetupCopy*> copies_of(const std::string& key) {
    std::vector<SetupCopy*> copies;
    for (SetupCopy& copy : loaded_.content.setup.copies) {
      if (copy.key == key) copies.push_back(&copy);
    }
    return copies;
  }

  /// Of fields that a LOCAL version lacks.
  void drop_lost_assignments() {
    const auto shown = shown_fields(loaded_.content.setup, loaded_.finder());
    std::erase_if(loaded_.content.setup.assignments,
                  [&](const SetupAssignment& item) { return !shown.contains(item.field); });
  }

  store::WriteTransaction& tx_;
  VersionCache& versions_;
  TemplateDocument& document_;
  const std::map<std::string, std::string>& answers_;
  const SetupStamp& stamp_;
  LoadedTemplate loaded_;
  Json clashes_ = Json::array();
};

struct ImportOptions {
  std::string text, name;
  std::map<std::string, std::string> answers;
  std::vector<std::string> trusted;
  bool is_dry_run = false;
};

Result<ImportOptions> import_options(const Json& body) {
  ObjectReader reader(body, "");
  reader.allow_only({"document", "name", "frameworks", "trusted_keys", "dry_run"});
  ImportOptions options;
  const Json& document = reader.member("document", true);
  options.text = document.is_string() ? document.get<std::string>() : document.dump();
  options.name = reader.text_or("name");
  options.trusted = reader.texts("trusted_keys");
  options.is_dry_run = reader.boolean_or("dry_run", false);
  for (const auto& [key, answer] : reader.object("frameworks").items()) {
    if (answer != "PUBLISH" && answer != "LOCAL") {
      reader.fail("The answers are PUBLISH and LOCAL.", "frameworks, " + key);
    } else {
      options.answers[key] = answer.get<std::string>();
    }
  }
  if (!reader.ok()) return reader.error();
  return options;
}

}  // namespace

Reply<Json> TenantTemplateService::export_document(int64_t id, std::optional<int64_t> version,
                                                   const Actor& actor) {
  auto tx = database_.write();
  if (!tx) return tx.error();
  auto loaded = load_template(*tx, versions_, id, version);
  if (!loaded) return loaded.failure();
  TemplateDocument document;
  document.key = loaded->row.key;
  document.name = loaded->row.name;
  document.description = loaded->row.description;
  document.industry = loaded->row.industry;
  document.notes = loaded->version.notes;
  document.version = loaded->version.number;
  document.content = loaded->content;
  for (const auto& [key, framework_version] : loaded->versions) {
    auto row = store::find_framework_by_key(*tx, key);
    if (!row) return row.error();
    FrameworkVersion plain = framework_version->version;
    plain.lineage.clear();
    document.frameworks.push_back({key, *row ? (*row)->framework.name : loaded->names[key],
                                   *row ? (*row)->framework.description : "", std::move(plain)});
  }
  document.digest = document_digest(document);
  if (const SigningKey* key = upkeep_.signing_key()) {
    document.public_key = key->public_key();
    document.signature = key->sign(signed_text(document.digest));
  }
  auto audited = audit_.record(*tx, actor,
                               {"template.export",
                                "template",
                                std::to_string(id),
                                {{"version", document.version}, {"digest", document.digest}}});
  if (!audited) return audited.error();
  if (auto committed = tx->commit(); !committed) return committed.error();
  return document_to_json(document);
}

Reply<ImportedTemplate> TenantTemplateService::import_document(const Json& body,
                                                               const Actor& actor) {
  auto options = import_options(body);
  if (!options) return options.error();
  TemplateDocumentResult read = read_template_document(options->text);
  if (!read.errors.empty()) return template_refused("Nothing was imported.", read.errors);
  TemplateDocument& document = read.document;
  if (auto good = check_signature(document, options->trusted); !good) return good.failure();
  auto tx = database_.write();
  if (!tx) return tx.error();
  const SetupStamp stamp{actor.email, iso_now(clock_), std::nullopt};
  FrameworkImport frameworks(*tx, versions_, document, options->answers, stamp);
  auto loaded = frameworks.run();
  if (!loaded) return loaded.failure();
  auto there = store::find_template_by_key(*tx, document.key);
  if (!there) return there.error();
  store::TemplateRow row = *there ? **there : store::TemplateRow{};
  if (row.is_builtin) {
    return Failure(conflict_error("A template of this key comes with the program.", "key"),
                   "template_builtin");
  }
  auto name =
      free_template_name(*tx, options->name.empty() ? document.name : options->name, row.id);
  if (!name) return name.failure();
  row.key = document.key;
  row.name = *std::move(name);
  row.description = document.description;
  row.industry = document.industry;
  auto made = store_version(*tx, std::move(row), *loaded, document.notes, actor);
  if (!made) return made.failure();
  ImportedTemplate result{
      {}, std::move(frameworks.published), document.signature.empty() ? "" : document.public_key};
  auto finished =
      finish(*tx, *std::move(made), TenantId{}, "template.import", actor, options->is_dry_run);
  if (!finished) return finished.failure();
  result.made = *std::move(finished);
  return result;
}

}  // namespace datavault
