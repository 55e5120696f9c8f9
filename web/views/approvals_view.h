#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "web/state/app_state.h"
#include "web/views/load_view.h"
#include "web/views/words.h"

namespace datavault {

enum class ApprovalFilter { all, waiting, approved, rejected };

struct ApprovalsUi {
  ApprovalFilter filter = ApprovalFilter::all;
};

struct ApprovalRow {
  int64_t id = 0;
  std::string title;   // "Distribute "ESRS" version 2 to 12 companies"
  std::string by, at;  // who asked, and when
  std::string state;
  Tone tone = Tone::neutral;
};

struct ApprovalsView {
  LoadView load;
  std::vector<ApprovalRow> rows;
  bool is_filtered = false;
  bool is_wanted = false;  // here plans need a second super admin
};

ApprovalsView build_approvals_view(const AppState& state, const ApprovalsUi& ui);

/// What is typed before it is decided.
struct ApprovalUi {
  int64_t approval = 0;         // the rest belongs to this one
  std::optional<bool> decides;  // asks for the remark: true to approve, false to reject
  std::string remark, search;
};

struct ApprovalTarget {
  std::string tenant;
  Label outcome;
};

/// One plan that was put before a second super admin.
struct ApprovalView {
  LoadView load;
  ApprovalRow row;
  std::string digest, decided_by, decided_at, remark;
  std::string subject, subject_href;  // the framework or the job
  struct Outcome {
    std::string text;  // "12 Updated"
    Tone tone = Tone::neutral;
  };
  std::vector<Outcome> outcomes;
  std::vector<ApprovalTarget> targets;  // those that match the search
  bool can_decide = false;
  std::string why_not;  // why not, while it waits
  bool busy = false;
  std::string problem;  // of the decision
  bool can_carry_out = false, carries_out = false;
  std::string carry_out;  // "Distribute now"
  std::string no_longer;  // why it could not be carried out
};

ApprovalView build_approval_view(const AppState& state, const ApprovalUi& ui);

}  // namespace datavault
