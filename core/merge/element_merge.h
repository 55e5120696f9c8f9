#pragma once

#include "core/base/json.h"
#include "core/model/attribute.h"

namespace datavault {

/// Both ways in which one attribute can come out of a merge. Without a clash they are equal.
struct MergedAttribute {
  Json tenant_wins;
  Json master_wins;
  bool clash = false;
};

/// Whether an attribute has elements that merge each for itself: then both sides may change it
/// without a clash.
bool has_elements(Attribute attribute);

/// Merges one attribute three-way. Translations, references and variable mappings merge per key,
/// options per code: an element that one side alone changed, added or removed never clashes, and
/// each way of coming out of a clash keeps what the other side did to other elements.
///
/// Shape: the values are as attribute_of gives them.
/// Laws:  merge(b, x, b) = x, merge(b, b, m) = m, merge(b, x, x) = x; swapping tenant and master
///        swaps tenant_wins and master_wins.
MergedAttribute merge_attribute(Attribute attribute, const Json& base, const Json& tenant,
                                const Json& master);

}  // namespace datavault
