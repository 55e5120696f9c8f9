#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "core/model/framework.h"

namespace datavault {

/// Finds the fields of a content by uid. One flat allocation with open addressing: checking
/// formulas is called for every tenant of a plan, and an unordered_map took half of that time.
///
/// Shape: the content must outlive it. Of two fields with one uid (no valid content has them) the
///        first counts.
class UidTable {
 public:
  static constexpr uint32_t kNone = UINT32_MAX;

  explicit UidTable(const FrameworkContent& content) : fields_(content.fields) {
    size_t capacity = 8;
    while (capacity < fields_.size() * 2) capacity *= 2;
    slots_.resize(capacity);
    for (uint32_t i = 0; i < fields_.size(); ++i) {
      const uint32_t hash = hash_of(fields_[i].uid.value);
      Slot& slot = slots_[find_slot(fields_[i].uid.value, hash)];
      if (slot.field == kNone) slot = {hash, i};
    }
  }

  /// The index of the field in the content, or kNone.
  uint32_t find(std::string_view uid) const { return slots_[find_slot(uid, hash_of(uid))].field; }

 private:
  struct Slot {
    uint32_t hash = 0;
    uint32_t field = kNone;
  };

  static uint32_t hash_of(std::string_view uid) {
    return static_cast<uint32_t>(std::hash<std::string_view>{}(uid));
  }

  size_t find_slot(std::string_view uid, uint32_t hash) const {
    const size_t mask = slots_.size() - 1;
    size_t at = hash & mask;
    while (slots_[at].field != kNone &&
           (slots_[at].hash != hash || fields_[slots_[at].field].uid.value != uid)) {
      at = (at + 1) & mask;
    }
    return at;
  }

  const std::vector<Field>& fields_;
  std::vector<Slot> slots_;
};

}  // namespace datavault
