#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "web/state/app_state.h"
#include "web/views/load_view.h"
#include "web/views/users_view.h"
#include "web/views/words.h"

namespace datavault {

struct AuditUi {
  int64_t opened = 0;    // the row that is shown in full
  int range = 0;         // index into AuditView::ranges
  std::string from, to;  // local times, of the last range
};

/// How far back; the last is chosen by two times.
struct AuditRange {
  std::string label;
  int64_t milliseconds = 0;  // 0: without an end
};

struct AuditLine {
  int64_t id = 0;
  std::string when, ago;
  std::string who, as_whom;  // "as user@acme.test"; empty: as oneself
  std::string what, action;  // in words, and as it is recorded
  std::string about;         // "user 12"
  std::string address;
  bool is_refused = false;
};

/// All that a row says.
struct AuditDetail {
  AuditLine line;
  std::string at;  // to the second, in UTC
  std::string device, request_id, hash;
  std::string payload;  // JSON over several lines
};

struct VerdictView {
  LoadView load;
  bool is_asked = false, is_busy = false;
  bool is_whole = false;
  std::string title, detail, key;
  std::vector<std::string> findings;  // "Row 17: ..."
};

struct AuditView {
  LoadView load;
  std::string shown, search;
  FilterView action, entity, user, refused;
  std::vector<AuditRange> ranges;
  bool has_range = false;  // by the address
  std::vector<AuditLine> rows;
  bool has_more = false, loads_more = false, is_filtered = false;
  std::optional<AuditDetail> detail;
  VerdictView verdict;
  std::string csv_path, lines_path;
};

AuditView build_audit_view(const AppState& state, const AuditUi& ui);

}  // namespace datavault
