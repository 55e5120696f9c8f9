#pragma once

#include <map>
#include <vector>

#include "core/model/framework.h"

namespace datavault {

/// What became of fields over several versions: follows splits, merges and supersessions. Renames
/// keep the uid, so there is nothing to follow.
class Lineage {
 public:
  Lineage() = default;

  /// `by_version`: the lineage of versions against the one before each; those after `base` up to
  /// `target` are followed, none when going back.
  Lineage(const std::map<int64_t, std::vector<LineageEntry>>& by_version, int64_t base,
          int64_t target);

  bool empty() const { return steps_.empty(); }

  /// The fields that a field became, by uid; empty when no lineage names it.
  std::vector<FieldUid> successors(const FieldUid& uid) const;

 private:
  std::vector<std::map<FieldUid, std::vector<FieldUid>>> steps_;
};

}  // namespace datavault
