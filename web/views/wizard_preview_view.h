#pragma once

#include <optional>
#include <string>
#include <vector>

#include "web/state/app_state.h"
#include "web/views/clusters_view.h"
#include "web/views/computed_view.h"
#include "web/views/conflict_view.h"
#include "web/views/impact.h"
#include "web/views/matrix_view.h"
#include "web/views/submit_view.h"

namespace datavault {

struct WizardPreviewUi {
  int tab = 0;  // tenants, conflicts, matrix
  ClustersUi clusters;
  MatrixUi matrix;
  std::string search;
  std::optional<Outcome> outcome;    // only tenants with this one
  std::optional<ConflictType> kind;  // only tenants with such a conflict
  TenantId opened;                   // whose conflicts are shown; 0: nobody's
  SubmitUi submit;
  bool unchanged_too = false;  // of a submission that is looked at again
};

struct PreviewTile {
  Outcome outcome = Outcome::skip;
  Label label;
  std::string count;
  bool chosen = false;  // filters the list
};

struct KindChoice {
  ConflictType kind = ConflictType::edit_edit;
  std::string label;  // "Both changed (3)"
};

struct PreviewRow {
  TenantId id;
  std::string name, industry;
  Label outcome;
  std::string edits;      // "3 kept", "2 dropped"
  std::string conflicts;  // "2 blocking", "1 warning"; empty: none
  Tone conflict_tone = Tone::neutral;
  std::string digest;  // of the state afterwards, short
};

/// One tenant, opened: what happens to it and every conflict.
struct PreviewDetail {
  TenantId id;
  std::string name;
  Label outcome;
  std::string before, after, evidence;
  std::vector<ConflictView> conflicts;
  ComputedView computed;
};

/// What became of a submission that was not accepted as it was.
struct ReviewView {
  bool shown = false;
  std::string title;  // "3 of 24 tenants changed since you submitted this"
  std::string detail;
  std::string action;  // shows the others as well, or only these; empty: there is one kind only
};

/// The fourth step: the plan, made here by core.
struct WizardPreviewView {
  bool planning = false;
  std::string refusal;              // why there is no plan
  std::vector<TenantId> leave_out;  // tenants beyond the version, that the refusal is about
  std::vector<PreviewTile> tiles;
  std::vector<Loss> warnings;     // what is dropped and archived
  std::vector<KindChoice> kinds;  // those that occur
  std::vector<PreviewRow> rows;   // those that match
  int64_t total = 0;
  std::string made;  // "24 tenants planned in 3.2 ms in this browser"
  std::string digest;
  double milliseconds = 0;
  std::optional<PreviewDetail> detail;
  ClustersView clusters;
  std::string conflicts_tab;  // "Conflicts (3 open)"
  ReviewView review;
  bool remaking = false;  // an answer was given: the plan is being made again
};

WizardPreviewView build_wizard_preview_view(const AppState& state, const WizardPreviewUi& ui);

}  // namespace datavault
