#include "server/app/builtin_templates.h"

#include <algorithm>
#include <optional>

#include "core/import/document_import.h"
#include "core/import/publish.h"
#include "server/embedded/embedded_files.h"

namespace datavault {
namespace {

Error broken(std::string_view file, const Error& error) {
  return storage_error("The built-in file is not good: " + error.message,
                       std::string(file) + ", " + error.where);
}

/// "frameworks/gri/v2.json" gives 2.
int64_t number_in(std::string_view path) {
  const size_t at = path.rfind("/v");
  return at == std::string_view::npos ? 0 : std::atoll(path.data() + at + 2);
}

class CatalogueReader {
 public:
  Result<BuiltinCatalogue> run() {
    auto drafts = read_drafts();
    if (!drafts) return drafts.error();
    // Formulas refer to frameworks in the order of their keys, and to versions of the same round.
    for (const auto& [number, draft] : *drafts) {
      if (auto done = add_version(draft); !done) return done.error();
    }
    for (const EmbeddedFile& file : embedded_assets()) {
      if (!file.path.starts_with("templates/")) continue;
      if (auto done = add_template(file); !done) return done.error();
    }
    std::sort(catalogue_.templates.begin(), catalogue_.templates.end(),
              [](const auto& a, const auto& b) { return a.key < b.key; });
    return std::move(catalogue_);
  }

 private:
  using Drafts = std::vector<std::pair<int64_t, FrameworkDraft>>;

  Result<Drafts> read_drafts() {
    Drafts drafts;
    for (const EmbeddedFile& file : embedded_assets()) {
      if (!file.path.starts_with("frameworks/")) continue;
      DraftResult read = read_framework_document(file.text());
      if (!read.errors.empty()) return broken(file.path, read.errors.front());
      drafts.emplace_back(number_in(file.path), std::move(read.draft));
    }
    std::stable_sort(drafts.begin(), drafts.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    return drafts;
  }

  Result<void> add_version(const FrameworkDraft& draft) {
    BuiltinFramework& framework = catalogue_.frameworks[draft.key];
    framework.key = draft.key;
    framework.name = draft.name;
    framework.description = draft.description;
    PublishOptions options;
    options.find_foreign = [&](std::string_view key, std::string_view code) {
      return find_field(std::string(key), code);
    };
    const FrameworkVersion* latest =
        framework.versions.empty() ? nullptr : &framework.versions.back();
    auto published = publish(draft, draft.key, latest, options);
    if (!published.publication) return broken(draft.key, published.errors.front());
    framework.versions.push_back(std::move(published.publication->version));
    return {};
  }

  std::optional<FieldUid> find_field(const std::string& key, std::string_view code) const {
    const auto found = catalogue_.frameworks.find(key);
    if (found == catalogue_.frameworks.end()) return std::nullopt;
    const auto& versions = found->second.versions;
    for (auto version = versions.rbegin(); version != versions.rend(); ++version) {
      for (const Field& field : version->content.fields) {
        if (field.code == code) return field.uid;
      }
    }
    return std::nullopt;
  }

  Result<void> add_template(const EmbeddedFile& file) {
    auto read = read_template_source(file.text(), [&](const std::string& key, int64_t number) {
      const auto found = catalogue_.frameworks.find(key);
      if (found == catalogue_.frameworks.end()) return SourceVersion{};
      const BuiltinFramework& framework = found->second;
      const bool is_there =
          number >= 1 && number <= static_cast<int64_t>(framework.versions.size());
      return SourceVersion{
          framework.name,
          is_there ? &framework.versions[static_cast<size_t>(number) - 1] : nullptr};
    });
    if (!read.errors.empty()) return broken(file.path, read.errors.front());
    catalogue_.templates.push_back(std::move(read.source));
    return {};
  }

  BuiltinCatalogue catalogue_;
};

}  // namespace

const FrameworkVersion* BuiltinCatalogue::find(const std::string& key,
                                               const std::string& digest) const {
  const auto framework = frameworks.find(key);
  if (framework == frameworks.end()) return nullptr;
  for (const FrameworkVersion& version : framework->second.versions) {
    if (version.digest == digest) return &version;
  }
  return nullptr;
}

const Result<BuiltinCatalogue>& builtin_catalogue() {
  static const Result<BuiltinCatalogue> kCatalogue = CatalogueReader().run();
  return kCatalogue;
}

}  // namespace datavault
