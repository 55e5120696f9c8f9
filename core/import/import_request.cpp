#include "core/import/import_request.h"

#include "core/base/text.h"
#include "core/import/document_import.h"
#include "core/import/draft_lineage.h"
#include "core/import/strict_object.h"

namespace datavault {
namespace {

using Format = ImportRequest::Format;

std::optional<Format> format_from_text(std::string_view text) {
  if (text == "csv") return Format::csv;
  if (text == "document") return Format::document;
  return std::nullopt;
}

std::optional<MatchBy> match_by_from_text(std::string_view text) {
  if (text == "code") return MatchBy::code;
  if (text == "name") return MatchBy::name;
  return std::nullopt;
}

bool looks_like_document(std::string_view content) { return trim(content).starts_with("{"); }

void read_content(StrictObject& object, ImportRequest& request) {
  const Json& content = object.any("content");
  if (content.is_object()) {
    request.content = canonical_json(content);
  } else {
    request.content = object.text("content");
  }
  request.format =
      object.choice("format", format_from_text, "csv and document")
          .value_or(looks_like_document(request.content) ? Format::document : Format::csv);
}

std::map<std::string, std::string> read_filter(StrictObject& object) {
  std::map<std::string, std::string> filter;
  for (const auto& [column, value] : object.object("filter").get_ref<const Json::object_t&>()) {
    if (value.is_string()) {
      filter[column] = value.get<std::string>();
    } else if (value.is_boolean() || value.is_number_integer()) {
      filter[column] = value.dump();
    } else {
      object.fail("A text is expected here.", "filter." + column);
    }
  }
  return filter;
}

}  // namespace

Result<ImportRequest> import_request_from_json(const Json& json) {
  std::vector<Error> errors;
  StrictObject object(json, "", errors);
  ImportRequest request;
  request.key = object.optional_text("key").value_or("");
  if (!request.key.empty() && !is_framework_key(request.key))
    object.fail("A key has small letters, digits and single dashes only.", "key");
  request.name = std::string(trim(object.optional_text("name").value_or("")));
  request.description = object.optional_text("description").value_or("");
  request.notes = object.optional_text("notes").value_or("");
  read_content(object, request);
  request.csv.map = object.text_map("map");
  request.csv.type_map = object.text_map("type_map");
  request.csv.unit_map = object.text_map("unit_map");
  request.csv.filter = read_filter(object);
  request.csv.skip_bad_rows = object.boolean("skip_bad_rows");
  request.match_by =
      object.choice("match_by", match_by_from_text, "code and name").value_or(MatchBy::code);
  request.lineage = draft_lineage_from_json(object.any("lineage"), errors);
  object.any("framework_id");  // routes that take it read it themselves
  object.refuse_unknown_keys();
  if (!errors.empty()) return std::move(errors.front());
  return request;
}

DraftResult read_import(const ImportRequest& request) {
  DraftResult result = request.format == Format::document
                           ? read_framework_document(request.content)
                           : read_csv_framework(request.content, request.csv);
  FrameworkDraft& draft = result.draft;
  if (!request.key.empty()) draft.key = request.key;
  if (!request.name.empty()) draft.name = request.name;
  if (!request.description.empty()) draft.description = request.description;
  if (!request.notes.empty()) draft.notes = request.notes;
  return result;
}

PublishResult publish_import(const ImportRequest& request, const FrameworkDraft& draft,
                             std::string_view framework_key, const FrameworkVersion* latest,
                             const FindForeignField& find_foreign) {
  return publish(draft, framework_key, latest,
                 PublishOptions{request.match_by, request.lineage, find_foreign});
}

PublishResult run_import(const ImportRequest& request, std::string_view framework_key,
                         const FrameworkVersion* latest, const FindForeignField& find_foreign) {
  DraftResult read = read_import(request);
  if (!read.errors.empty()) return {std::nullopt, std::move(read.errors)};
  return publish_import(request, read.draft, framework_key, latest, find_foreign);
}

}  // namespace datavault
