#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "web/state/app_state.h"
#include "web/views/difference_view.h"
#include "web/views/field_form.h"
#include "web/views/field_tree_view.h"
#include "web/views/load_view.h"
#include "web/views/overlay_view.h"

namespace datavault {

/// What is shared by the page that edits the next version of a framework and the one that edits a
/// tenant's copy: fields as a tree, edits against the base, undo, the form of one field.
struct EditUi {
  int tab = 0;  // fields, edits
  FieldTreeUi tree;
  std::string search;  // among the edits
  int opened = -1;     // the edit that is shown in full
  FieldForm form;
  std::string form_error, form_error_at;
  bool asks_to_discard = false;
};

struct EditView {
  OverlayOf whose = OverlayOf::version;
  FieldTreeView tree;
  std::vector<OverlayLine> lines;  // those that match the search
  int64_t line_count = 0;
  bool can_undo = false, can_redo = false, busy = false;
  int64_t edits = 0;    // that are not saved
  std::string problem;  // why the last edit was refused
  uint64_t accepted = 0;
  const FrameworkContent* content = nullptr;  // of the draft; lives as long as the state
  const FrameworkContent* base = nullptr;     // may be null
  std::vector<std::string> topics;            // names, for the form
};

EditView build_edit_view(const EditDraft& draft, OverlayOf whose, const EditUi& ui);

/// "Remove" of a field that the draft has: of an own one for good, else it is hidden.
Json remove_edit(const EditView& view, const std::string& uid);

struct FrameworkEditUi {
  int64_t framework = 0;
  EditUi edit;
  std::string notes;
};
struct FrameworkEditView {
  LoadView load;
  FrameworkId framework;
  std::string name, title, subtitle;
  int64_t base_version = 0;
  EditView edit;
  std::string moved_to;            // a sentence: somebody published meanwhile
  std::vector<std::string> unfit;  // own edits that fit it no more
  bool reviewing = false, sending = false;
  std::vector<DifferenceLine> changes;
  std::vector<DifferenceCount> counts;
  std::vector<std::string> mistakes;
  std::string failure;
};
FrameworkEditView build_framework_edit_view(const AppState& state, const FrameworkEditUi& ui);

struct CopyUi {
  int64_t tenant = 0, framework = 0;
  EditUi edit;
};
struct CopyView {
  LoadView load;
  TenantId tenant;
  FrameworkId framework;
  std::string tenant_name, name, subtitle;
  Label standing;
  EditView edit;
  bool changed_meanwhile = false;
  std::vector<DifferenceLine> meanwhile;  // what somebody else changed
  std::vector<std::string> unfit;
  std::string failure;
  std::string update_href;  // the wizard for this tenant; empty: nothing to bring
};
CopyView build_copy_view(const AppState& state, const CopyUi& ui);

}  // namespace datavault
