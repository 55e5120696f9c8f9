#include "server/app/value_facts.h"

#include "core/values/verdict.h"

namespace datavault {
namespace {

void count(ValueCounts& counts, Verdict verdict, int64_t times) {
  counts.total += times;
  if (verdict == Verdict::exact) counts.exact += times;
  if (verdict == Verdict::rounded) counts.rounded += times;
  if (verdict == Verdict::failing) counts.failing += times;
}

}  // namespace

/// Two versions and what differs between them. Keeps the versions, so that the addresses in
/// `pairs_` stay theirs.
struct ValueFacts::Pair {
  Pair(VersionPtr from, VersionPtr to)
      : base(std::move(from)), target(std::move(to)), target_view(target->version.content) {
    if (base) base_view.emplace(base->version.content);
    questions.emplace(base_view ? &*base_view : nullptr, target_view);
  }
  VersionPtr base, target;
  std::optional<VersionView> base_view;
  VersionView target_view;
  std::optional<ValueQuestions> questions;
};

ValueFacts::Pair& ValueFacts::pair(const VersionPtr& base, const VersionPtr& target) {
  constexpr size_t kMostPairs = 32;  // a rollback may have a target for each tenant
  const Key key{base.get(), target.get()};
  if (const auto found = pairs_.find(key); found != pairs_.end()) return *found->second;
  if (pairs_.size() >= kMostPairs) pairs_.clear();
  return *(pairs_[key] = std::make_shared<Pair>(base, target));
}

std::vector<ValueQuestion> ValueFacts::questions(const VersionPtr& base, const VersionPtr& target,
                                                 const Overlay& overlay) {
  return pair(base, target).questions->of(overlay);
}

Result<std::map<FieldUid, StoredValues>> ValueFacts::read(
    TenantId tenant, const std::vector<ValueQuestion>& questions) {
  std::vector<FieldUid> fields;
  for (const ValueQuestion& question : questions) {
    fields.insert(fields.end(), question.stored_under.begin(), question.stored_under.end());
  }
  std::map<FieldUid, StoredValues> result;
  if (fields.empty()) return result;
  auto counts = counter_.count(tenant, fields);
  if (!counts) return counts.error();
  for (const ValueQuestion& question : questions) {
    StoredValues values;
    for (const FieldUid& uid : question.stored_under) {
      const auto found = counts->find(uid);
      if (found != counts->end()) values.total += found->second;
    }
    if (values.total == 0) continue;
    if (question.target) {
      if (auto judged = judge(tenant, question, values); !judged) return judged.error();
    }
    result[question.field.uid] = values;
  }
  return result;
}

Result<void> ValueFacts::judge(TenantId tenant, const ValueQuestion& question,
                               StoredValues& values) {
  const Field& from = question.field;
  const Field& to = *question.target;
  const bool by_type = from.value_type != to.value_type || from.options != to.options;
  const bool by_unit = from.unit != to.unit;
  if (!by_type && !by_unit) return {};
  for (const FieldUid& uid : question.stored_under) {
    auto groups = counter_.groups(tenant, uid);
    if (!groups) return groups.error();
    for (const store::ValueGroup& group : *groups) {
      Value value;
      value.field = uid;
      value.value = group.value;
      value.unit = group.unit;
      if (by_type) count(values.as_type, type_verdict(value, from, to), group.count);
      if (by_unit) count(values.as_unit, unit_verdict(value, from, to), group.count);
    }
  }
  return {};
}

}  // namespace datavault
