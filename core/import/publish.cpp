#include "core/import/publish.h"

#include <string>

#include "core/base/mint.h"
#include "core/base/text.h"
#include "core/codec/framework_json.h"
#include "core/formula/framework_formulas.h"
#include "core/import/apply_lineage.h"
#include "core/import/match_fields.h"
#include "core/import/strict_object.h"
#include "core/model/validate.h"

namespace datavault {
namespace {

class Publisher {
 public:
  Publisher(const FrameworkDraft& draft, std::string_view framework_key,
            const FrameworkVersion* latest, const PublishOptions& options)
      : draft_(draft),
        framework_key_(framework_key),
        latest_(latest),
        options_(options),
        content_(draft.content),
        warnings_(draft.warnings) {}

  PublishResult run() {
    const AppliedLineage lineage = find_identities();
    if (!errors_.empty()) return {std::nullopt, std::move(errors_)};
    keep_codes();
    assign_uids();
    for (Field& field : content_.fields)
      if (field.computed) map_variables(field);
    check();
    if (!errors_.empty()) return {std::nullopt, std::move(errors_)};
    return {finish(lineage), {}};
  }

 private:
  AppliedLineage find_identities() {
    std::vector<DraftLineage> all = draft_.lineage;
    all.insert(all.end(), options_.lineage.begin(), options_.lineage.end());
    if (!latest_) {
      if (!all.empty())
        warnings_.push_back({0, "lineage", "There is no earlier version; lineage is left out."});
      return {};
    }
    AppliedLineage lineage =
        apply_lineage(all, draft_.content, *latest_, scope_of(latest_->number), errors_);
    matches_ = renames_ = lineage.renames;
    match_given_uids();
    match_fields(draft_, latest_->content, options_.match_by, lineage.forbidden, matches_);
    return lineage;
  }

  /// A uid in a document names its field whatever its code or name became.
  void match_given_uids() {
    std::map<FieldUid, size_t> in_latest;
    for (size_t i = 0; i < latest_->content.fields.size(); ++i)
      in_latest.emplace(latest_->content.fields[i].uid, i);
    for (size_t i = 0; i < content_.fields.size(); ++i) {
      const auto found = in_latest.find(content_.fields[i].uid);
      if (found != in_latest.end()) matches_.try_emplace(i, found->second);
    }
  }

  /// Codes that the source gives stay; fields that kept their name keep their code where it has
  /// none.
  void keep_codes() {
    std::set<std::string> taken;
    for (const Field& field : content_.fields)
      if (!is_made(field)) taken.insert(field.code);
    std::vector<size_t> to_make;
    for (size_t i = 0; i < content_.fields.size(); ++i) {
      if (!is_made(content_.fields[i])) continue;
      const auto match = matches_.find(i);
      const bool keeps_code =
          options_.match_by == MatchBy::name && match != matches_.end() && !renames_.contains(i);
      const std::string kept =
          keeps_code ? latest_->content.fields[match->second].code : std::string();
      if (keeps_code && taken.insert(kept).second) {
        codes_[content_.fields[i].code] = kept;
      } else {
        to_make.push_back(i);
      }
    }
    for (const size_t i : to_make) {
      const std::string& code = content_.fields[i].code;
      codes_[code] = take_unique_code(taken, code);
    }
    for (Field& field : content_.fields)
      if (is_made(field)) field.code = codes_.at(field.code);
  }

  bool is_made(const Field& field) const { return draft_.made_codes.contains(field.code); }

  void assign_uids() {
    const std::string scope = scope_of(next_number());
    for (size_t i = 0; i < content_.fields.size(); ++i) {
      Field& field = content_.fields[i];
      uids_.emplace(draft_.content.fields[i].code, &field.uid);
      if (!field.uid.empty()) continue;
      const auto match = matches_.find(i);
      field.uid = match == matches_.end() ? mint_field_uid(scope, field.code)
                                          : latest_->content.fields[match->second].uid;
    }
  }

  void map_variables(Field& field) {
    for (auto& [name, mapping] : field.computed->variables) {
      if (mapping.framework == framework_key_) mapping.framework.clear();
      const std::string code = mapping.field.value;
      const std::string where = "field " + field.code + ", variable " + name;
      if (mapping.framework.empty()) {
        const auto own = uids_.find(code);
        if (own != uids_.end()) {
          mapping.field = *own->second;
        } else {
          add_import_error(errors_, "There is no field \"" + code + "\" in this framework.", where);
        }
        continue;
      }
      const auto foreign =
          options_.find_foreign ? options_.find_foreign(mapping.framework, code) : std::nullopt;
      if (foreign) {
        mapping.field = *foreign;
      } else {
        add_import_error(errors_,
                         "There is no field \"" + code + "\" in a framework \"" +
                             mapping.framework + "\". Import that framework first.",
                         where);
      }
    }
  }

  void check() {
    if (content_.fields.empty()) add_import_error(errors_, "There are no fields.", "fields");
    for (Error& error : validate_content(content_))
      add_import_error(errors_, std::move(error.message), std::move(error.where));
    // Formulas of a content with broken identities would only repeat those mistakes.
    if (!errors_.empty()) return;
    std::map<FieldUid, std::string_view> codes;
    for (const Field& field : content_.fields) codes.emplace(field.uid, field.code);
    for (FormulaProblem& problem : check_formulas(content_)) {
      add_import_error(errors_, std::move(problem.message),
                       "field " + std::string(codes[problem.field]) + ", attribute expression");
    }
  }

  Publication finish(const AppliedLineage& lineage) {
    std::string digest = content_digest(content_);
    if (latest_ && latest_->digest == digest) return {*latest_, true, std::move(warnings_)};
    FrameworkVersion version;
    version.number = next_number();
    version.digest = std::move(digest);
    version.notes = draft_.notes;
    version.lineage = lineage_by_uid(lineage);
    version.content = std::move(content_);
    return {std::move(version), false, std::move(warnings_)};
  }

  std::vector<LineageEntry> lineage_by_uid(const AppliedLineage& lineage) const {
    std::vector<LineageEntry> entries;
    for (const auto& applied : lineage.entries) {
      LineageEntry& entry = entries.emplace_back();
      entry.kind = applied.kind;
      for (const size_t i : applied.from) entry.from.push_back(latest_->content.fields[i].uid);
      for (const size_t i : applied.to) entry.to.push_back(content_.fields[i].uid);
    }
    return entries;
  }

  std::string scope_of(int64_t number) const {
    return std::string(framework_key_) + " v" + std::to_string(number);
  }

  int64_t next_number() const { return latest_ ? latest_->number + 1 : 1; }

  const FrameworkDraft& draft_;
  std::string_view framework_key_;
  const FrameworkVersion* latest_;
  const PublishOptions& options_;
  FrameworkContent content_;
  std::vector<ImportWarning> warnings_;
  FieldMatches matches_, renames_;
  std::map<std::string, std::string> codes_;    // made code in the draft -> code in the version
  std::map<std::string_view, FieldUid*> uids_;  // by code in the draft
  std::vector<Error> errors_;
};

}  // namespace

PublishResult publish(const FrameworkDraft& draft, std::string_view framework_key,
                      const FrameworkVersion* latest, const PublishOptions& options) {
  PublishResult result = Publisher(draft, framework_key, latest, options).run();
  if (result.publication || !latest || latest->number != 1) return result;
  // A first version leaves lineage out: what made it need not fit it when it comes again.
  PublishResult first = Publisher(draft, framework_key, nullptr, options).run();
  if (!first.publication || first.publication->version.digest != latest->digest) return result;
  return {Publication{*latest, true, std::move(first.publication->warnings)}, {}};
}

}  // namespace datavault
