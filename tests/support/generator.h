#pragma once

#include <cstdint>
#include <string>

#include "core/plan/snapshot.h"

namespace datavault::test {

/// A small generator of equal sequences on every machine (PCG-XSH-RR 32).
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed * 2862933555777941757u + 3037000493u) { next(); }

  uint32_t next();
  /// 0 to count - 1.
  size_t below(size_t count) { return next() % count; }
  bool one_in(size_t count) { return below(count) == 0; }

 private:
  uint64_t state_;
};

/// A valid content of `fields` fields: topics, units, options, translations, about a tenth
/// computed.
FrameworkContent random_content(Random& random, size_t fields);

/// The next version of a content: about one field in `one_in` is changed, some are added, removed,
/// moved.
FrameworkContent random_successor(Random& random, const FrameworkContent& content, size_t one_in);

/// A tenant's changes, about `edits` of them, in normal form; some made on what `successor` changes
/// too.
Overlay random_overlay(Random& random, const FrameworkContent& content,
                       const FrameworkContent& successor, size_t edits);

struct SnapshotSize {
  size_t fields = 30;
  size_t tenants = 12;
  size_t edits = 4;  // per tenant that has any
};

/// Two versions, tenants on either, without a copy, with a framework of their own, or inactive;
/// values, references from and to other frameworks.
Snapshot random_snapshot(uint64_t seed, const SnapshotSize& size);

}  // namespace datavault::test
