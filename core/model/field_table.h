#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/framework.h"

namespace datavault {

/// Finds the fields of a content by one of their texts. Flat, with open addressing and the texts
/// side by side: plans and checks make one for each version and ask it many times for each tenant,
/// and what took their time was waiting for the nodes of an unordered_map and for whole fields.
///
/// Shape: the content must outlive it and not change. Of two fields with one text (no valid content
///        has them) the first counts.
template <std::string_view (*text_of)(const Field&)>
class FieldTable {
 public:
  static constexpr uint32_t kNone = UINT32_MAX;

  explicit FieldTable(const FrameworkContent& content) : fields_(&content.fields) {
    size_t capacity = 8;
    while (capacity < fields_->size() * 2) capacity *= 2;
    slots_.resize(capacity);
    for (uint32_t i = 0; i < fields_->size(); ++i) add(text_of((*fields_)[i]), i);
  }

  /// The index of the field in the content, or kNone.
  uint32_t find(std::string_view text) const {
    return slots_[find_slot(text, hash_of(text))].field;
  }
  /// Null when there is none.
  const Field* find_field(std::string_view text) const {
    const uint32_t at = find(text);
    return at == kNone ? nullptr : &(*fields_)[at];
  }

 private:
  struct Slot {
    uint32_t hash = 0;
    uint32_t field = kNone;
    uint32_t begin = 0;  // of its text in texts_
    uint32_t size = 0;
  };

  void add(std::string_view text, uint32_t field) {
    const uint32_t hash = hash_of(text);
    Slot& slot = slots_[find_slot(text, hash)];
    if (slot.field != kNone) return;
    slot = {hash, field, static_cast<uint32_t>(texts_.size()), static_cast<uint32_t>(text.size())};
    texts_ += text;
  }

  static uint32_t hash_of(std::string_view text) {
    return static_cast<uint32_t>(std::hash<std::string_view>{}(text));
  }

  size_t find_slot(std::string_view text, uint32_t hash) const {
    const size_t mask = slots_.size() - 1;
    size_t at = hash & mask;
    while (slots_[at].field != kNone && (slots_[at].hash != hash || text_in(slots_[at]) != text)) {
      at = (at + 1) & mask;
    }
    return at;
  }

  std::string_view text_in(const Slot& slot) const {
    return std::string_view(texts_).substr(slot.begin, slot.size);
  }

  const std::vector<Field>* fields_;
  std::vector<Slot> slots_;
  std::string texts_;
};

inline std::string_view uid_text(const Field& field) { return field.uid.value; }
inline std::string_view code_text(const Field& field) { return field.code; }

using UidTable = FieldTable<uid_text>;
using CodeTable = FieldTable<code_text>;

}  // namespace datavault
