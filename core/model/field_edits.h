#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>

#include <boost/container/flat_map.hpp>

#include "core/base/json.h"
#include "core/model/attribute.h"

namespace datavault {

/// Who changed something and when (ISO 8601, UTC). Kept for people; never part of a digest.
struct Stamp {
  std::string by;
  std::string at;
  bool operator==(const Stamp&) const = default;
};

/// One attribute that the tenant set to something else than its version says.
struct AttributeEdit {
  Json value;  // as attribute_of gives it
  Stamp stamp;
  bool operator==(const AttributeEdit&) const = default;
};

/// What a tenant set of one field, a map by attribute. Copies share it until one of them is written
/// to: a merge takes most edits over as they are. Safe like a map: copies are of their own.
class FieldEdits {
 public:
  using Map = boost::container::flat_map<Attribute, AttributeEdit>;
  using const_iterator = Map::const_iterator;

  FieldEdits() = default;
  FieldEdits(Map edits) : edits_(std::make_shared<Map>(std::move(edits))) {}

  const Map& map() const {
    static const Map kNone;
    return edits_ ? *edits_ : kNone;
  }
  const_iterator begin() const { return map().begin(); }
  const_iterator end() const { return map().end(); }
  const_iterator find(Attribute attribute) const { return map().find(attribute); }
  bool contains(Attribute attribute) const { return map().contains(attribute); }
  const AttributeEdit& at(Attribute attribute) const { return map().at(attribute); }
  size_t size() const { return map().size(); }
  bool empty() const { return map().empty(); }
  bool operator==(const FieldEdits& other) const {
    return edits_ == other.edits_ || map() == other.map();
  }

  AttributeEdit& operator[](Attribute attribute) { return write()[attribute]; }
  size_t erase(Attribute attribute) { return contains(attribute) ? write().erase(attribute) : 0; }

  /// The map to write to; its iterators and those above end with the next copy or write.
  Map& write() {
    if (!edits_) {
      edits_ = std::make_shared<Map>();
    } else if (edits_.use_count() > 1) {
      edits_ = std::make_shared<Map>(*edits_);
    } else {
      // What another thread read through a copy that is gone by now happened before this.
      std::atomic_thread_fence(std::memory_order_acquire);
    }
    return *edits_;
  }

 private:
  std::shared_ptr<Map> edits_;  // null: none
};

}  // namespace datavault
