#include "core/import/draft_lineage.h"

#include "core/import/strict_object.h"

namespace datavault {
namespace {

/// What a kind says about how many fields there are on each side.
std::string_view wrong_counts(const DraftLineage& entry) {
  switch (entry.kind) {
    case LineageEntry::Kind::renamed:
      return entry.from.size() != 1 || entry.to.size() != 1
                 ? "RENAMED goes from one code to one other."
                 : std::string_view();
    case LineageEntry::Kind::split:
      return entry.from.size() != 1 || entry.to.size() < 2
                 ? "SPLIT goes from one code to two or more."
                 : std::string_view();
    case LineageEntry::Kind::merged:
      return entry.from.size() < 2 || entry.to.size() != 1
                 ? "MERGED goes from two or more codes to one."
                 : std::string_view();
    case LineageEntry::Kind::superseded:
      break;
  }
  return {};
}

void read_entry(const Json& json, size_t index, std::vector<DraftLineage>& lineage,
                std::vector<Error>& errors) {
  const size_t errors_before = errors.size();
  StrictObject object(json, "lineage[" + std::to_string(index) + "]", errors);
  DraftLineage entry;
  object.text("kind");
  if (errors.size() == errors_before) {
    entry.kind =
        object.choice("kind", lineage_kind_from_text, "RENAMED, SPLIT, MERGED and SUPERSEDED")
            .value_or(entry.kind);
  }
  entry.from = object.text_or_texts("from");
  entry.to = object.text_or_texts("to");
  object.refuse_unknown_keys();
  if (errors.size() != errors_before) return;
  if (const auto wrong = wrong_counts(entry); !wrong.empty()) {
    object.fail(std::string(wrong));
  } else {
    lineage.push_back(std::move(entry));
  }
}

}  // namespace

std::vector<DraftLineage> draft_lineage_from_json(const Json& json, std::vector<Error>& errors) {
  std::vector<DraftLineage> lineage;
  if (json.is_null()) return lineage;
  if (!json.is_array()) {
    add_import_error(errors, "A list ([...]) is expected here.", "lineage");
    return lineage;
  }
  for (size_t i = 0; i < json.size(); ++i) read_entry(json[i], i, lineage, errors);
  return lineage;
}

}  // namespace datavault
