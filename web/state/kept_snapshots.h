#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>

#include "core/plan/snapshot.h"

namespace datavault {

/// Framework and version; version 0 where only the server knows the latest.
using SnapshotKey = std::pair<int64_t, int64_t>;

/// A snapshot that the browser keeps; its text is in IndexedDB alone.
struct KeptSnapshot {
  std::string digest;
  int64_t taken_at_ms = 0;
  int64_t bytes = 0;
};

/// A snapshot that the server was asked for.
struct SnapshotFetch {
  int64_t base = 0;  // the version of the kept one that the answer may be a difference to; 0: none
  std::string difference;  // the answer, while that one is being read
  int64_t taken_at_ms = 0;
};

/// What is kept of every framework, so that it can be previewed without the server.
struct KeptSnapshots {
  bool known = false;  // the browser has told what it has
  std::map<SnapshotKey, KeptSnapshot> all;
  std::map<SnapshotKey, SnapshotFetch> fetches;
  std::set<int64_t> wanted;                 // frameworks whose turn in the background comes
  std::map<int64_t, std::string> problems;  // why a framework's is not kept

  int64_t bytes() const;
};

/// More than these are not kept: browsers share the disk among all pages.
inline constexpr int64_t kMostSnapshotBytes = int64_t{24} << 20;
inline constexpr int64_t kMostKeptBytes = int64_t{192} << 20;
/// Younger ones are not asked for again without a reason.
inline constexpr int64_t kFreshMs = 5 * 60 * 1000;

/// A kept snapshot and what changed since, put together: work that takes a moment.
struct MergeSnapshot {
  SnapshotKey key;
  std::string kept;        // the blob
  std::string difference;  // the server's reply
  bool reads = false;      // somebody waits to plan with it
};
struct SnapshotMerged {
  SnapshotKey key;
  std::string text;  // the whole one as JSON; empty: they do not fit
  std::string digest;
  std::shared_ptr<const Snapshot> snapshot;  // where it was to be read
};
SnapshotMerged merged_snapshot(const MergeSnapshot& request);

}  // namespace datavault
