#pragma once

#include <string>
#include <vector>

#include "web/state/app_state.h"
#include "web/views/load_view.h"
#include "web/views/words.h"

namespace datavault {

struct RollbackUi {
  int64_t job = 0;  // the rest belongs to this one
  std::string search;
};

struct RollbackRow {
  TenantId id;
  std::string name;
  bool included = true;
  Label outcome;
  std::string edits;  // "2 kept"; empty: none
  std::string remark;
  bool open = false;  // a question holds it
};

/// A question of the rollback, for all tenants that ask it.
struct RollbackQuestion {
  std::string cluster;
  Label kind;
  std::string title;  // "E1-1, Name"
  std::string message;
  std::string tenants;  // "Acme, Borealis"
  std::string state;    // "Open", "Goes back", "Stays"
  Tone tone = Tone::neutral;
  bool open = false;  // holds tenants
  bool can_go_back = false, can_stay = false;
};

/// What taking a job back would do.
struct RollbackView {
  enum class Dialog { none, confirmation, sending, unanswered, refused };
  LoadView load;
  int64_t job = 0;
  std::string title, subtitle;
  std::vector<std::string> outcomes;  // "21 Updated"
  std::vector<Tone> outcome_tones;
  std::vector<RollbackRow> rows;  // those that match the search
  std::vector<TenantId> everyone;
  int64_t included = 0, written = 0, removed = 0, open = 0;
  std::vector<RollbackQuestion> questions;
  std::string kept;     // what stays in any case
  std::string why_not;  // why it cannot be carried out; empty: it can
  Dialog dialog = Dialog::none;
  std::vector<std::string> losses;  // of the confirmation: what goes
  std::string problem;              // of the last attempt
  bool asks_approval = false;       // of a second super admin, instead of rolling back
  std::string action, confirm;      // "Roll back 21 tenants", "Roll back now"
  std::string approval_path;        // where the approval that is missing stands; empty: nowhere
};

RollbackView build_rollback_view(const AppState& state, const RollbackUi& ui);

}  // namespace datavault
