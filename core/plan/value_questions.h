#pragma once

#include <optional>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "core/merge/three_way.h"

namespace datavault {

/// Stored values that a plan must know about: those of a field of a tenant's copy that the target
/// version lacks or reads in another way.
struct ValueQuestion {
  Field field;                         // as the tenant has it
  std::optional<Field> target;         // the target's; none: it has no such field
  std::vector<FieldUid> stored_under;  // the uids of the values: its own and those joined to it
};

/// Finds the questions of tenants on one version. What differs between the versions is worked out
/// once, so that each tenant costs as much as it edited.
class ValueQuestions {
 public:
  /// `base` is null for a framework that a tenant wrote itself.
  ValueQuestions(const VersionView* base, const VersionView& target);

  /// By uid of the field. An own field whose code the target newly has is asked about as if it
  /// became the target's.
  std::vector<ValueQuestion> of(const Overlay& overlay) const;

 private:
  bool is_asked(const Field& field, const Field* target) const;
  const Field* target_of(const Field& field) const;

  const VersionView* base_;
  const VersionView& target_;
  std::vector<const Field*> changed_;               // fields of the base that read differently
  std::unordered_set<std::string_view> unchanged_;  // uids of the others
};

/// True when values of the one may read differently, or not at all, as values of the other.
bool reads_differently(const Field& from, const Field& to);

}  // namespace datavault
