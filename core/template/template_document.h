#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"
#include "core/model/framework.h"
#include "core/template/template.h"

namespace datavault {

inline constexpr std::string_view kTemplateSchema = "datavault.template/1";
inline constexpr size_t kMostDocumentBytes = size_t{32} * 1024 * 1024;

/// A framework version that a template stands on.
struct DocumentFramework {
  std::string key;
  std::string name;
  std::string description;
  FrameworkVersion version;  // its number is the exporter's; without lineage
};

/// One version of a template between installations.
struct TemplateDocument {
  std::string key, name, description, industry, notes;
  int64_t version = 0;  // the exporter's number
  TemplateContent content;
  std::vector<DocumentFramework> frameworks;  // every version that the content names, by key
  std::string digest;                         // over all of the above
  std::string public_key, signature;          // over the digest; empty: it is not signed
};

/// Names all that a document says, but its signature.
std::string document_digest(const TemplateDocument& document);
/// What a signature is over: no other thing that is signed with the same key reads like it.
std::string signed_text(const std::string& digest);

/// {"schema","key","name","description","industry","notes","version","content","frameworks":
/// [{"key","name","description","number","digest","notes","content"}],"digest","signature":
/// {"public_key","signature"}|null}
Json document_to_json(const TemplateDocument& document);

struct TemplateDocumentResult {
  TemplateDocument document;
  std::vector<Error> errors;  // empty: it is good
};

/// Reads a document from anywhere. Nothing of it is trusted: it holds what its digest says, is well
/// formed, within the limits, its frameworks are valid with good formulas, and what people would
/// read in it is plain text. Whether the signature is good is the caller's to see.
///
/// Errors: at most 100, each with its place.
/// Laws:   read(document_to_json(d)) is d.
TemplateDocumentResult read_template_document(std::string_view text);

/// What of a framework's texts is no plain text, by place.
std::vector<Error> check_framework_names(const FrameworkContent& content);

}  // namespace datavault
