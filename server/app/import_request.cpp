#include "server/app/import_request.h"

#include <charconv>

#include "core/base/text.h"
#include "core/codec/json_reader.h"

namespace datavault {
namespace {

std::map<std::string, std::string> text_map(ObjectReader& reader, std::string_view key) {
  std::map<std::string, std::string> result;
  for (const auto& [name, value] : reader.object(key).items()) {
    if (value.is_string()) {
      result[name] = value.get<std::string>();
    } else {
      reader.fail("Texts are expected here.", key);
    }
  }
  return result;
}

std::vector<std::string> codes_of(const Json& json, ObjectReader& reader, std::string_view key) {
  std::vector<std::string> codes;
  if (json.is_string()) return {json.get<std::string>()};
  for (const Json& item : json.is_array() ? json : Json::array()) {
    if (item.is_string()) codes.push_back(item.get<std::string>());
  }
  if (codes.empty()) reader.fail("A field code or a list of them is expected here.", key);
  return codes;
}

void read_lineage(ObjectReader& reader, std::vector<DraftLineage>& lineage) {
  size_t position = 0;
  for (const Json& item : reader.array("lineage")) {
    ObjectReader entry(item, "lineage[" + std::to_string(position++) + "]");
    entry.allow_only({"from", "to", "kind"});
    DraftLineage draft;
    draft.from = codes_of(entry.member("from", true), entry, "from");
    draft.to = codes_of(entry.member("to", true), entry, "to");
    const auto kind = lineage_kind_from_text(entry.text_or("kind", "RENAMED"));
    if (!kind) entry.fail("The kinds are RENAMED, SPLIT, MERGED and SUPERSEDED.", "kind");
    draft.kind = kind.value_or(LineageEntry::Kind::renamed);
    if (!entry.ok()) return reader.fail(entry.error());
    lineage.push_back(std::move(draft));
  }
}

std::string content_text(ObjectReader& reader) {
  const Json& content = reader.member("content", true);
  return content.is_object() ? content.dump() : reader.text("content");
}

void read_choices(ObjectReader& reader, ImportRequest& request) {
  const std::string format = reader.text_or("format", "csv");
  if (format != "csv" && format != "document") {
    reader.fail("The formats are csv and document.", "format");
  }
  request.format =
      format == "csv" ? ImportRequest::Format::csv : ImportRequest::Format::document;
  const std::string match_by = reader.text_or("match_by", "code");
  if (match_by != "code" && match_by != "name") {
    reader.fail("Fields are matched by code or by name.", "match_by");
  }
  request.publish.match_by = match_by == "name" ? MatchBy::name : MatchBy::code;
}

/// "row 12, column Component" taken apart; everything else stays as it is.
Json error_to_json(const Error& error) {
  Json json = {{"message", error.message}, {"where", error.where}};
  std::string_view rest = error.where;
  if (!rest.starts_with("row ")) return json;
  rest.remove_prefix(4);
  int64_t row = 0;
  const auto [end, bad] = std::from_chars(rest.data(), rest.data() + rest.size(), row);
  if (bad != std::errc()) return json;
  json["row"] = row;
  rest.remove_prefix(static_cast<size_t>(end - rest.data()));
  constexpr std::string_view kColumn = ", column ";
  json["column"] =
      rest.starts_with(kColumn) ? Json(std::string(rest.substr(kColumn.size()))) : Json(nullptr);
  return json;
}

}  // namespace

Result<ImportRequest> import_request_from_json(const Json& json) {
  ObjectReader reader(json, "");
  reader.allow_only({"name", "description", "format", "content", "map", "type_map", "unit_map",
                     "filter", "match_by", "lineage", "notes", "skip_bad_rows"});
  ImportRequest request;
  request.name = std::string(trim(reader.text_or("name")));
  request.description = reader.text_or("description");
  request.content = content_text(reader);
  read_choices(reader, request);
  request.csv.map = text_map(reader, "map");
  request.csv.type_map = text_map(reader, "type_map");
  request.csv.unit_map = text_map(reader, "unit_map");
  request.csv.filter = text_map(reader, "filter");
  request.csv.skip_bad_rows = reader.boolean_or("skip_bad_rows", false);
  request.notes = reader.text_or("notes");
  read_lineage(reader, request.publish.lineage);
  if (reader.ok() && request.format == ImportRequest::Format::csv && request.name.empty()) {
    reader.fail("A CSV file does not say what the framework is called: give its name.", "name");
  }
  if (!reader.ok()) return reader.error();
  return request;
}

Failure import_refused(const std::string& what, const std::vector<Error>& errors) {
  Json list = Json::array();
  for (const Error& error : errors) list.push_back(error_to_json(error));
  const Error& first = errors.front();
  std::string message = what + " ";
  if (errors.size() > 1) message += std::to_string(errors.size()) + " mistakes, the first: ";
  if (!first.where.empty()) message += first.where + ": ";
  return Failure(invalid_input(message + first.message, first.where), "import_refused",
                 {{"errors", std::move(list)}});
}

Reply<FrameworkDraft> draft_of(const ImportRequest& request) {
  DraftResult read = request.format == ImportRequest::Format::csv
                         ? read_csv_framework(request.content, request.csv)
                         : read_framework_document(request.content);
  if (!read.errors.empty()) return import_refused("Nothing was imported.", read.errors);
  FrameworkDraft& draft = read.draft;
  if (!request.name.empty()) draft.name = request.name;
  if (!request.description.empty()) draft.description = request.description;
  if (!request.notes.empty()) draft.notes = request.notes;
  return std::move(draft);
}

Json warnings_to_json(const std::vector<ImportWarning>& warnings) {
  Json list = Json::array();
  for (const ImportWarning& warning : warnings) {
    list.push_back({{"row", warning.row}, {"column", warning.column}, {"message", warning.message}});
  }
  return list;
}

}  // namespace datavault
