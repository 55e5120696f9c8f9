#include "server/app/snapshot_memory.h"

#include <algorithm>
#include <utility>

namespace datavault {
namespace {

size_t parts_of(const SnapshotIndex& index) { return index.versions.size() + index.tenants.size(); }

}  // namespace

std::deque<SnapshotMemory::Entry>::const_iterator SnapshotMemory::place_of(
    const std::string& digest) const {
  return std::find_if(entries_.begin(), entries_.end(),
                      [&](const Entry& entry) { return entry->digest == digest; });
}

void SnapshotMemory::remember(SnapshotIndex index) {
  auto entry = std::make_shared<const SnapshotIndex>(std::move(index));
  const std::scoped_lock lock(mutex_);
  if (const auto known = place_of(entry->digest); known != entries_.end()) {
    parts_ -= parts_of(**known);
    entries_.erase(known);
  }
  parts_ += parts_of(*entry);
  entries_.push_back(std::move(entry));
  while (parts_ > kMostParts && entries_.size() > 1) {
    parts_ -= parts_of(*entries_.front());
    entries_.pop_front();
  }
}

std::shared_ptr<const SnapshotIndex> SnapshotMemory::find(const std::string& digest) const {
  const std::scoped_lock lock(mutex_);
  const auto found = place_of(digest);
  return found == entries_.end() ? nullptr : *found;
}

}  // namespace datavault
