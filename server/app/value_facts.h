#pragma once

#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "core/plan/snapshot.h"
#include "core/plan/value_questions.h"
#include "server/app/version_cache.h"
#include "server/store/reporting.h"

namespace datavault {

/// Judges stored values by what a field becomes. What differs between two versions is worked out
/// once for all tenants.
class ValueFacts {
 public:
  explicit ValueFacts(store::ReadTransaction& tx) : counter_(tx) {}

  /// Fields of the copy that the target lacks or reads in another way, by uid. `base` is null for a
  /// framework that the tenant wrote itself.
  std::vector<ValueQuestion> questions(const VersionPtr& base, const VersionPtr& target,
                                       const Overlay& overlay);

  /// The values that the tenant has stored for the questions; fields without any are left out.
  Result<std::map<FieldUid, StoredValues>> read(TenantId tenant,
                                                const std::vector<ValueQuestion>& questions);

 private:
  struct Pair;
  Pair& pair(const VersionPtr& base, const VersionPtr& target);
  Result<void> judge(TenantId tenant, const ValueQuestion& question, StoredValues& values);

  store::ValueCounter counter_;
  using Key = std::pair<const LoadedVersion*, const LoadedVersion*>;
  std::map<Key, std::shared_ptr<Pair>> pairs_;
};

}  // namespace datavault
