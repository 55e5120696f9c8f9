#pragma once

#include <vector>

#include "core/merge/conflict.h"
#include "core/model/adoption.h"
#include "core/model/field_index.h"

namespace datavault {

/// A version's content with its index; borrows the content.
struct VersionView {
  explicit VersionView(const FrameworkContent& version) : content(version), index(version) {}

  const FrameworkContent& content;
  FieldIndex index;
};

/// A tenant's changes on a new master, and the questions that came up.
struct MergeResult {
  Overlay
      overlay;  // in normal form on the master; where a question is open it keeps the tenant's side
  std::vector<Conflict> conflicts;  // tenant, id and cluster not set yet; by field uid, attribute
};

/// Carries a tenant's changes from the version they were made on to a new master, three-way for
/// each field and attribute: unchanged by the tenant -> master's; unchanged by the master -> the
/// tenant's; both the same -> converged; both differ -> a conflict. Translations, references and
/// variable mappings merge per element.
///
/// Shape: `base` is null for a framework that the tenant wrote itself: then fields meet by code,
/// equal
///        ones become the master's (recorded in `joined`), different ones are ADD_ADD.
/// Laws:  merge(b, b, o).overlay == o; merge(b, m, {}).overlay == {}; both without conflicts.
/// Source: docs/merge.md
MergeResult merge_overlay(const VersionView* base, const VersionView& master,
                          const Overlay& overlay);

}  // namespace datavault
