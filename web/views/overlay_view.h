#pragma once

#include <string>
#include <vector>

#include "core/model/adoption.h"
#include "web/views/field_tree_view.h"
#include "web/views/words.h"

namespace datavault {

/// Whose edits an overlay holds decides on the words: a tenant hides what a version removes.
enum class OverlayOf { tenant, version };

enum class OverlayKind { edited, added, hidden, moved };

/// One edit against the base.
struct OverlayLine {
  OverlayKind kind = OverlayKind::edited;
  Label label;
  std::string uid, code, name;
  std::string attribute;    // "Unit"
  std::string base, value;  // what the base says, and what is said instead
  std::string by, when;     // empty: not saved yet
  Json undo;                // the edit (core/edit/edits.h) that takes it back; null: none does
  std::string undo_word;    // "Reset", "Show again", "Remove"
};

/// By field as the content has them, then what is hidden.
std::vector<OverlayLine> overlay_lines(const FrameworkContent* base, const Overlay& overlay,
                                       const FrameworkContent& content, OverlayOf whose);

/// Marks for the tree: "Edited", "Own", "Moved".
FieldMarks overlay_marks(const Overlay& overlay, OverlayOf whose);

}  // namespace datavault
