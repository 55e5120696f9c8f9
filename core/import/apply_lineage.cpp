#include "core/import/apply_lineage.h"

#include <algorithm>
#include <string_view>

#include "core/base/mint.h"
#include "core/import/strict_object.h"

namespace datavault {
namespace {

using CodeIndex = std::map<std::string_view, size_t>;

CodeIndex index_by_code(const FrameworkContent& content) {
  CodeIndex index;
  for (size_t i = 0; i < content.fields.size(); ++i) index.emplace(content.fields[i].code, i);
  return index;
}

std::vector<FieldUid> sorted(std::vector<FieldUid> uids) {
  std::sort(uids.begin(), uids.end());
  return uids;
}

class Applier {
 public:
  Applier(const FrameworkContent& draft, const FrameworkVersion& latest,
          std::string_view latest_scope, std::vector<Error>& errors)
      : latest_(latest),
        latest_scope_(latest_scope),
        errors_(errors),
        in_draft_(index_by_code(draft)),
        in_latest_(index_by_code(latest.content)) {}

  void apply(const DraftLineage& entry, size_t number) {
    if (is_recorded(entry)) return;
    where_ = "lineage[" + std::to_string(number) + "]";
    const size_t errors_before = errors_.size();
    AppliedLineage::Entry applied{
        entry.kind,
        find(entry.from, in_latest_, "from",
             "version " + std::to_string(latest_.number) + ", the latest"),
        find(entry.to, in_draft_, "to", "what is imported")};
    if (errors_.size() != errors_before) return;
    if (entry.kind == LineageEntry::Kind::renamed) {
      rename(entry, applied);
    } else {
      for (const size_t from : applied.from)
        for (const size_t to : applied.to) result.forbidden.emplace(to, from);
    }
    result.entries.push_back(std::move(applied));
  }

  AppliedLineage result;

 private:
  void rename(const DraftLineage& entry, const AppliedLineage::Entry& applied) {
    if (entry.from == entry.to) {
      fail("\"" + entry.from.front() + "\" is renamed to itself.", "to");
    } else if (!renamed_.insert(applied.from.front()).second) {
      fail("\"" + entry.from.front() + "\" is renamed twice.", "from");
    } else if (!result.renames.emplace(applied.to.front(), applied.from.front()).second) {
      fail("Two fields are renamed to \"" + entry.to.front() + "\".", "to");
    }
  }

  std::vector<size_t> find(const std::vector<std::string>& codes, const CodeIndex& index,
                           std::string_view side, const std::string& place) {
    std::vector<size_t> fields;
    for (const std::string& code : codes) {
      const auto found = index.find(code);
      if (found != index.end()) {
        fields.push_back(found->second);
      } else {
        std::string message = "There is no field \"";
        message.append(code).append("\" in ").append(place).append(".");
        fail(std::move(message), side);
      }
    }
    return fields;
  }

  /// The uids of those codes that the latest version has.
  std::vector<FieldUid> latest_uids(const std::vector<std::string>& codes) const {
    std::vector<FieldUid> uids;
    for (const std::string& code : codes) {
      const auto found = in_latest_.find(code);
      if (found != in_latest_.end()) uids.push_back(latest_.content.fields[found->second].uid);
    }
    return sorted(std::move(uids));
  }

  bool is_recorded(const DraftLineage& entry) const {
    const auto to = latest_uids(entry.to);
    if (to.size() != entry.to.size()) return false;
    return std::any_of(latest_.lineage.begin(), latest_.lineage.end(), [&](const auto& recorded) {
      return recorded.kind == entry.kind && recorded.from.size() == entry.from.size() &&
             sorted(recorded.to) == to &&
             std::all_of(entry.from.begin(), entry.from.end(),
                         [&](const auto& code) { return is_explained(code, recorded); });
    });
  }

  /// Whether a code that `recorded` may have come from is not simply still there.
  bool is_explained(const std::string& code, const LineageEntry& recorded) const {
    const auto found = in_latest_.find(code);
    if (found == in_latest_.end()) return true;
    const FieldUid& uid = latest_.content.fields[found->second].uid;
    const auto has = [&](const std::vector<FieldUid>& uids) {
      return std::find(uids.begin(), uids.end(), uid) != uids.end();
    };
    const bool was_renamed =
        std::any_of(latest_.lineage.begin(), latest_.lineage.end(), [&](const LineageEntry& entry) {
          return entry.kind == LineageEntry::Kind::renamed && has(entry.to);
        });
    return has(recorded.from) || has(recorded.to) || was_renamed ||
           uid == mint_field_uid(latest_scope_, code);
  }

  void fail(std::string message, std::string_view key) {
    add_import_error(errors_, std::move(message), where_ + ", " + std::string(key));
  }

  const FrameworkVersion& latest_;
  std::string_view latest_scope_;
  std::vector<Error>& errors_;
  CodeIndex in_draft_, in_latest_;
  std::set<size_t> renamed_;
  std::string where_;
};

}  // namespace

AppliedLineage apply_lineage(const std::vector<DraftLineage>& lineage,
                             const FrameworkContent& draft, const FrameworkVersion& latest,
                             std::string_view latest_scope, std::vector<Error>& errors) {
  Applier applier(draft, latest, latest_scope, errors);
  for (size_t i = 0; i < lineage.size(); ++i) applier.apply(lineage[i], i);
  return std::move(applier.result);
}

}  // namespace datavault
