#include "core/plan/value_questions.h"

#include <map>
#include <utility>

#include "core/model/resolve.h"

namespace datavault {
namespace {

bool may_edit_reading(const FieldEdits& edits) {
  return edits.contains(Attribute::value_type) || edits.contains(Attribute::unit) ||
         edits.contains(Attribute::options);
}

}  // namespace

bool reads_differently(const Field& from, const Field& to) {
  return from.value_type != to.value_type || from.unit != to.unit || from.options != to.options;
}

ValueQuestions::ValueQuestions(const VersionView* base, const VersionView& target)
    : base_(base), target_(target) {
  if (!base) return;
  for (const Field& field : base->content.fields) {
    if (is_asked(field, target.index.find(field.uid))) {
      changed_.push_back(&field);
    } else {
      unchanged_.insert(field.uid.value);
    }
  }
}

bool ValueQuestions::is_asked(const Field& field, const Field* target) const {
  return !target || reads_differently(field, *target);
}

const Field* ValueQuestions::target_of(const Field& field) const {
  if (const Field* same = target_.index.find(field.uid)) return same;
  const Field* by_code = target_.index.find_code(field.code);
  const bool is_own = !base_ || !base_->index.contains(field.uid);
  return is_own ? by_code : nullptr;
}

std::vector<ValueQuestion> ValueQuestions::of(const Overlay& overlay) const {
  std::map<FieldUid, Field> asked;
  for (const Field* field : changed_) {
    if (overlay.hidden.contains(field->uid) || overlay.edits.contains(field->uid)) continue;
    asked.emplace(field->uid, *field);
  }
  for (const auto& [uid, edits] : overlay.edits) {
    if (!may_edit_reading(edits) && unchanged_.contains(uid.value)) continue;
    auto field = base_ ? resolve_field(base_->index, overlay, uid) : std::nullopt;
    if (field && is_asked(*field, target_.index.find(uid))) asked.emplace(uid, *std::move(field));
  }
  for (const auto& [uid, added] : overlay.added) {
    if (!overlay.hidden.contains(uid)) asked.emplace(uid, added.field);
  }
  std::map<FieldUid, std::vector<FieldUid>> joined;
  for (const auto& [own, master] : overlay.joined) joined[master].push_back(own);
  std::vector<ValueQuestion> questions;
  for (auto& [uid, field] : asked) {
    const Field* target = target_of(field);
    std::vector<FieldUid> stored_under = {uid};
    const auto& more = joined[uid];
    stored_under.insert(stored_under.end(), more.begin(), more.end());
    questions.push_back({std::move(field), target ? std::optional(*target) : std::nullopt,
                         std::move(stored_under)});
  }
  return questions;
}

}  // namespace datavault
