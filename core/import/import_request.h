#pragma once

#include <string>
#include <string_view>

#include "core/base/json.h"
#include "core/import/csv_import.h"
#include "core/import/publish.h"

namespace datavault {

/// What the import route and the command line ask for.
struct ImportRequest {
  enum class Format { csv, document };

  std::string key;          // empty: the document's, else made from the name
  std::string name;         // empty: the document's; a CSV source has none of its own
  std::string description;  // empty: the document's
  std::string notes;        // empty: the document's
  Format format = Format::csv;
  std::string content;  // the file's text
  CsvImportOptions csv;
  MatchBy match_by = MatchBy::code;
  std::vector<DraftLineage> lineage;  // added to the document's
};

/// Reads the wire's `import` body: {name, format: "csv" | "document", content, map, type_map,
/// unit_map, filter, match_by: "code" | "name", lineage: [{from, to, kind}], notes, skip_bad_rows};
/// also `key` and `description`. `format` may be left out: a text that begins with "{" is a
/// document. A document may stand in `content` as JSON. Values of `filter` may be texts, numbers or
/// booleans.
///
/// Errors: the first mistake, unknown keys included, with its path in `where`.
Result<ImportRequest> import_request_from_json(const Json& json);

/// Reads the source of a request; name, description and notes of the request win. Errors: as the
/// readers'.
DraftResult read_import(const ImportRequest& request);

/// Publishes what read_import gave, as the request says. `framework_key` is framework_key_of(draft)
/// or the key of the framework that the version is for.
PublishResult publish_import(const ImportRequest& request, const FrameworkDraft& draft,
                             std::string_view framework_key, const FrameworkVersion* latest,
                             const FindForeignField& find_foreign);

/// Both in one, for callers that know the framework.
PublishResult run_import(const ImportRequest& request, std::string_view framework_key,
                         const FrameworkVersion* latest, const FindForeignField& find_foreign);

}  // namespace datavault
