#pragma once

#include <cstddef>
#include <cstdint>

#include "core/plan/plan.h"

namespace datavault::test {

/// Bytes read as choices, one after another; zeros when they have run out.
class Choices {
 public:
  Choices(const uint8_t* data, size_t size) : at_(data), end_(data + size) {}

  size_t below(size_t count) { return next() % count; }
  bool one_in(size_t count) { return below(count) == 0; }
  bool is_over() const { return at_ == end_; }

 private:
  uint8_t next() { return at_ == end_ ? uint8_t{0} : *at_++; }

  const uint8_t* at_;
  const uint8_t* end_;
};

/// A snapshot of a few fields in two versions and up to three tenants. Codes, names, units,
/// formulas and places are of small sets, so that everything meets everything; overlays are in
/// normal form, as every copy that is stored.
Snapshot snapshot_from(Choices& choices);

/// Any strategy and policy.
PlanRequest request_from(Choices& choices, const Snapshot& snapshot);

/// An answer to a conflict, which may be one that it does not take.
Decision decision_from(Choices& choices, const Conflict& conflict);

}  // namespace datavault::test
