#pragma once

#include <string>
#include <vector>

#include "web/state/app_state.h"
#include "web/views/load_view.h"

namespace datavault {

struct RememberedUi {
  std::string search;
  int64_t asks = 0;  // the answer whose withdrawal waits for its confirmation
};

struct RememberedRow {
  int64_t id = 0;
  std::string tenant, field, attribute, value;  // attribute: "Whole field" where none
  std::string by, when;
  bool withdrawing = false;
};

/// Answers that are kept for later versions of a framework.
struct RememberedView {
  LoadView load;
  bool asked = false;               // they were asked for at all
  std::vector<RememberedRow> rows;  // those that match
  int64_t total = 0;
  std::string asks_about;  // of the confirmation: "F-a, Name of Acme"; empty: none
};

RememberedView build_remembered_view(const AppState& state, int64_t framework,
                                     const RememberedUi& ui);

}  // namespace datavault
