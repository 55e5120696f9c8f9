#pragma once

#include <deque>
#include <memory>
#include <mutex>
#include <string>

#include "core/plan/snapshot_difference.h"

namespace datavault {

/// What the snapshots that were served last consisted of, so that who has one of them is told only
/// what changed. Safe for use by many threads.
///
/// Rejected: keeping it in the database. It would write on every read, and what is forgotten at a
/// restart only costs one whole snapshot.
class SnapshotMemory {
 public:
  /// Versions and tenants of all that is remembered, about 20 MB.
  static constexpr size_t kMostParts = 150'000;

  void remember(SnapshotIndex index);
  /// Null: unknown or forgotten.
  std::shared_ptr<const SnapshotIndex> find(const std::string& digest) const;

 private:
  using Entry = std::shared_ptr<const SnapshotIndex>;
  std::deque<Entry>::const_iterator place_of(const std::string& digest) const;

  mutable std::mutex mutex_;
  std::deque<Entry> entries_;  // the latest last
  size_t parts_ = 0;
};

}  // namespace datavault
