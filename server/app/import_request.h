#pragma once

#include <optional>
#include <string>

#include "core/base/json.h"
#include "core/import/csv_import.h"
#include "core/import/publish.h"
#include "server/app/failure.h"

namespace datavault {

/// What to make the next version of a framework from.
struct ImportRequest {
  enum class Format { csv, document };

  std::string name;  // of the framework; needed for CSV, else the document's serves
  std::string description;
  Format format = Format::csv;
  std::string content;
  CsvImportOptions csv;
  PublishOptions publish;
  std::string notes;
};

/// Reads {name, format, content, map, type_map, unit_map, filter, match_by, lineage, notes,
/// skip_bad_rows?}; a document may stand in `content` as text or as JSON.
///
/// Errors: invalid_input naming the key.
Result<ImportRequest> import_request_from_json(const Json& json);

/// The draft that the request's content says.
///
/// Errors: code `import_refused`; the details list every mistake as {row, column, message} or
///         {where, message}.
Reply<FrameworkDraft> draft_of(const ImportRequest& request);

/// A failure that lists the errors; `what` begins its sentence.
Failure import_refused(const std::string& what, const std::vector<Error>& errors);

/// [{row, column, message}]
Json warnings_to_json(const std::vector<ImportWarning>& warnings);

}  // namespace datavault
