#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "web/state/app_state.h"
#include "web/views/load_view.h"
#include "web/views/users_view.h"

namespace datavault {

/// What is typed about a value before it is saved.
struct OwnValuesUi {
  int field = -1;   // index into OwnValuesView::fields
  int entity = -1;  // index into OwnValuesView::entities
  std::string period, value, unit;
  int choice = -1;  // of a field that is answered by choosing
};

struct OwnValueRow {
  std::string field, code, entity, period, value, status, by, at;
  Tone tone = Tone::neutral;
};

struct OwnValueField {
  std::string code, name, unit, help;
  std::vector<FilterChoice> choices;  // empty: it is typed
  bool is_list = false;               // several options, by commas
};

struct OwnValuesView {
  LoadView load;
  std::string shown, period;
  FilterView framework, entity, field;
  std::vector<OwnValueRow> rows;
  bool has_more = false, loads_more = false, is_filtered = false;
  std::string why_not;  // why no value can be entered yet
  bool is_entering = false, busy = false, can_save = false;
  std::string problem;
  std::vector<OwnValueField> fields;  // that values can be entered for
  std::vector<OwnEntity> entities;
  Json body;  // what saving would send
};

OwnValuesView build_own_values_view(const AppState& state, const OwnValuesUi& ui);

}  // namespace datavault
