#include "core/template/template_document.h"

#include <algorithm>
#include <map>
#include <utility>

#include "core/base/sha256.h"
#include "core/codec/framework_json.h"
#include "core/formula/framework_formulas.h"
#include "core/import/draft.h"
#include "core/import/strict_object.h"
#include "core/model/resolve.h"
#include "core/model/validate.h"
#include "core/template/names.h"
#include "core/template/template_json.h"

namespace datavault {
namespace {

Json framework_json(const DocumentFramework& framework) {
  return {{"key", framework.key},
          {"name", framework.name},
          {"description", framework.description},
          {"number", framework.version.number},
          {"digest", framework.version.digest},
          {"notes", framework.version.notes},
          {"content", content_to_json(framework.version.content)}};
}

/// All that the digest covers.
Json body_json(const TemplateDocument& document) {
  Json json = {{"schema", kTemplateSchema},     {"key", document.key},
               {"name", document.name},         {"description", document.description},
               {"industry", document.industry}, {"notes", document.notes},
               {"version", document.version},   {"content", template_to_json(document.content)},
               {"frameworks", Json::array()}};
  for (const DocumentFramework& framework : document.frameworks) {
    json["frameworks"].push_back(framework_json(framework));
  }
  return json;
}

std::vector<Error> formula_errors(const FrameworkContent& content) {
  std::vector<Error> errors;
  for (const FormulaProblem& problem : check_formulas(content)) {
    errors.push_back(invalid_input(problem.message, "field " + problem.field.value));
  }
  return errors;
}

class DocumentReader {
 public:
  TemplateDocumentResult run(std::string_view text) && {
    if (text.size() > kMostDocumentBytes) {
      add_import_error(errors_, "A document has at most 32 MB.", "document");
      return std::move(result_);
    }
    auto json = parse_json(text);
    if (!json) {
      errors_.push_back(json.error());
      return std::move(result_);
    }
    read(*std::move(json));
    return std::move(result_);
  }

 private:
  void read(Json json) {
    StrictObject reader(json, "", errors_);
    if (reader.text("schema") != kTemplateSchema && errors_.empty()) {
      return reader.fail("A template document says \"datavault.template/1\" here.", "schema");
    }
    document_.digest = reader.text("digest");
    if (!errors_.empty()) return;
    Json body = json;
    body.erase("digest");
    body.erase("signature");
    if (digest_of_json(body) != document_.digest) {
      return reader.fail("The digest does not fit the document: it was changed or damaged.",
                         "digest");
    }
    read_head(reader);
    read_signature(reader.any("signature"));
    read_frameworks(reader.array("frameworks"));
    document_.content = template_from_json(reader.object("content"), "content", errors_);
    reader.refuse_unknown_keys();
    if (errors_.empty()) check_copies();
  }

  void read_head(StrictObject& reader) {
    document_.key = reader.text("key");
    document_.name = reader.text("name");
    document_.description = reader.optional_text("description").value_or("");
    document_.industry = reader.optional_text("industry").value_or("");
    document_.notes = reader.optional_text("notes").value_or("");
    document_.version = reader.integer("version").value_or(1);
    if (!is_setup_key(document_.key)) {
      reader.fail("A key has small letters, digits and single dashes.", "key");
    }
    plain(document_.name, "name");
    plain(document_.description, "description", 20000);
    plain(document_.notes, "notes", 20000);
    auto industry = industry_from_text(document_.industry);
    if (industry)
      document_.industry = *std::move(industry);
    else
      errors_.push_back(industry.error());
  }

  void plain(const std::string& text, const std::string& where, size_t most = 300) {
    if (auto good = check_plain_text(text, most); !good) {
      add_import_error(errors_, good.error().message, where);
    }
  }

  void read_signature(const Json& json) {
    if (json.is_null()) return;
    StrictObject reader(json, "signature", errors_);
    document_.public_key = reader.text("public_key");
    document_.signature = reader.text("signature");
    reader.refuse_unknown_keys();
  }

  void read_frameworks(const Json& list) {
    if (list.size() > TemplateLimits{}.copies) {
      return add_import_error(errors_, "There are at most 50 of these.", "frameworks");
    }
    for (size_t i = 0; i < list.size(); ++i) {
      read_framework(list[i], "frameworks[" + std::to_string(i) + "]");
    }
    std::sort(document_.frameworks.begin(), document_.frameworks.end(),
              [](const auto& a, const auto& b) { return a.key < b.key; });
  }

  void read_framework(const Json& json, std::string where) {
    StrictObject reader(json, where, errors_);
    DocumentFramework framework;
    framework.key = reader.text("key");
    framework.name = reader.text("name");
    framework.description = reader.optional_text("description").value_or("");
    framework.version.number = reader.integer("number").value_or(1);
    framework.version.digest = reader.text("digest");
    framework.version.notes = reader.optional_text("notes").value_or("");
    const Json& content = reader.object("content");
    reader.refuse_unknown_keys();
    where += " " + framework.key;
    if (!is_framework_key(framework.key)) {
      add_import_error(errors_, "This is no key of a framework.", where + ", key");
    }
    plain(framework.name, where + ", name");
    plain(framework.description, where + ", description", 20000);
    plain(framework.version.notes, where + ", notes", 20000);
    auto read = content_from_json(content);
    if (!read) {
      return add_import_error(errors_, read.error().message, where + ", " + read.error().where);
    }
    framework.version.content = *std::move(read);
    if (content_digest(framework.version.content) != framework.version.digest) {
      return add_import_error(errors_, "The digest does not fit the content.", where + ", digest");
    }
    check_content(framework.version.content, where);
    if (const auto* other = find(framework.key); other) {
      return add_import_error(errors_, "This framework stands twice.", where);
    }
    document_.frameworks.push_back(std::move(framework));
  }

  void check_content(const FrameworkContent& content, const std::string& where) {
    add_all(validate_content(content), where);
    if (!errors_.empty()) return;
    add_all(formula_errors(content), where);
    add_all(check_framework_names(content), where);
  }

  void add_all(const std::vector<Error>& found, const std::string& where) {
    for (const Error& error : found) {
      add_import_error(errors_, error.message, where + ", " + error.where);
    }
  }

  const DocumentFramework* find(const std::string& key) const {
    for (const DocumentFramework& framework : document_.frameworks) {
      if (framework.key == key) return &framework;
    }
    return nullptr;
  }

  const FrameworkContent* find_version(const SetupCopy& copy) const {
    const DocumentFramework* framework = find(copy.key);
    const bool fits = framework && framework->version.digest == copy.version_digest;
    return fits ? &framework->version.content : nullptr;
  }

  void check_copies() {
    const FindVersion versions = [&](const SetupCopy& copy) { return find_version(copy); };
    for (const Error& error : validate_copies(document_.content, versions)) {
      add_import_error(errors_, error.message, "content, " + error.where);
    }
    if (!errors_.empty()) return;
    for (const SetupCopy& copy : document_.content.setup.copies) {
      if (copy.overlay.empty()) continue;
      const FrameworkContent resolved = resolve(find_version(copy), copy.overlay);
      const std::string where = "content, frameworks, " + copy.key;
      add_all(formula_errors(resolved), where);
      add_all(check_framework_names(resolved), where);
    }
  }

  TemplateDocumentResult result_;
  TemplateDocument& document_ = result_.document;
  std::vector<Error>& errors_ = result_.errors;
};

}  // namespace

std::string document_digest(const TemplateDocument& document) {
  return digest_of_json(body_json(document));
}

std::string signed_text(const std::string& digest) {
  return std::string(kTemplateSchema) + " " + digest;
}

Json document_to_json(const TemplateDocument& document) {
  Json json = body_json(document);
  json["digest"] = digest_of_json(json);
  json["signature"] = nullptr;
  if (!document.signature.empty()) {
    json["signature"] = {{"public_key", document.public_key}, {"signature", document.signature}};
  }
  return json;
}

TemplateDocumentResult read_template_document(std::string_view text) {
  return DocumentReader().run(text);
}

std::vector<Error> check_framework_names(const FrameworkContent& content) {
  std::vector<Error> errors;
  const auto check = [&](const std::string& text, const std::string& where) {
    auto good = check_plain_text(text, 2000);
    if (!good) add_import_error(errors, good.error().message, where);
  };
  for (const Topic& topic : content.topics) check(topic.name, "topic " + topic.code + ", name");
  for (const Field& field : content.fields) {
    const std::string where = "field " + field.code;
    check(field.code, where + ", code");
    check(field.name, where + ", name");
    for (const auto& [language, name] : field.translations) {
      check(name, where + ", translations, " + language);
    }
    for (const Option& option : field.options) check(option.label, where + ", options");
  }
  return errors;
}

}  // namespace datavault
