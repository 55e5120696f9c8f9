#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "core/model/field_index.h"
#include "core/model/framework.h"
#include "core/plan/formula_conflicts.h"
#include "server/store/frameworks.h"

namespace datavault {

/// A version as it was stored, read once, with what services look up in it.
class LoadedVersion {
 public:
  explicit LoadedVersion(FrameworkVersion from)
      : version(std::move(from)),
        index(version.content),
        outbound(outbound_references(version.content)) {}

  const FrameworkVersion version;
  const FieldIndex index;
  const std::vector<OutboundReference> outbound;
};

using VersionPtr = std::shared_ptr<const LoadedVersion>;

/// Versions never change, so what was read once stays right. Safe for use by many threads.
class VersionCache {
 public:
  /// Errors: not_found; storage when what is stored does not fit its digest.
  Result<VersionPtr> get(store::ReadTransaction& tx, FrameworkId framework, int64_t number);

 private:
  using Key = std::pair<FrameworkId, int64_t>;
  std::mutex mutex_;
  std::map<Key, VersionPtr> versions_;
};

}  // namespace datavault
