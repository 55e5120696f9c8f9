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
/// to: a merge takes most edits over as they are. Safe like a map: copies are of their own. Which
/// attributes it has stands beside the map: for most edits of a plan nothing else is asked, and
/// looking into each map would mean to wait for memory a dozen times for each tenant.
class FieldEdits {
 public:
  using Map = boost::container::flat_map<Attribute, AttributeEdit>;
  using const_iterator = Map::const_iterator;

  FieldEdits() = default;
  FieldEdits(Map edits) : edits_(std::make_shared<Map>(std::move(edits))) {
    for (const auto& [attribute, edit] : *edits_) attributes_.set(bit_of(attribute));
  }

  const AttributeSet& attributes() const { return attributes_; }

  const Map& map() const {
    static const Map kNone;
    return edits_ ? *edits_ : kNone;
  }
  const_iterator begin() const { return map().begin(); }
  const_iterator end() const { return map().end(); }
  const_iterator find(Attribute attribute) const { return map().find(attribute); }
  bool contains(Attribute attribute) const { return attributes_[bit_of(attribute)]; }
  const AttributeEdit& at(Attribute attribute) const { return map().at(attribute); }
  size_t size() const { return attributes_.count(); }
  bool empty() const { return attributes_.none(); }
  bool operator==(const FieldEdits& other) const {
    return edits_ == other.edits_ || map() == other.map();
  }

  /// Iterators end with the next copy or write.
  AttributeEdit& operator[](Attribute attribute) {
    attributes_.set(bit_of(attribute));
    return write()[attribute];
  }
  size_t erase(Attribute attribute) {
    if (!contains(attribute)) return 0;
    attributes_.reset(bit_of(attribute));
    if (empty()) return edits_.reset(), 1;  // others may share it: nothing to copy first
    return write().erase(attribute);
  }
  /// Calls `change` with each edit; which there are stays as it is.
  template <typename Change>
  void change_each(Change change) {
    if (empty()) return;
    for (auto& [attribute, edit] : write()) change(edit);
  }

 private:
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

  AttributeSet attributes_;     // those that the map has
  std::shared_ptr<Map> edits_;  // null: none
};

}  // namespace datavault
