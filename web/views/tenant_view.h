#pragma once

#include <string>
#include <vector>

#include "web/state/app_state.h"
#include "web/views/load_view.h"
#include "web/views/words.h"

namespace datavault {

struct TenantUi {
  int64_t tenant = 0;
  int tab = 0;  // frameworks, entities, assignments, values
  std::string search;
  int entity = 0;  // of the values; 0: all, else TenantView::entity_names
};

struct CopyRow {
  FrameworkId framework;
  std::string name, version, edits, updated;
  Label standing;
  std::string href;
};

struct EntityRow {
  std::string name, kind;
  int depth = 0;
};

struct AssignmentRow {
  std::string field, entity, frequency, unit;
};

struct ValueRow {
  std::string field, entity, period, value, by, when;
  Label status;
  bool archived = false;
};

/// Rows first+1 to first+rows of total.
struct PageOfRows {
  int64_t first = 0, total = 0;
};

struct TenantView {
  LoadView load;  // of the tenant itself
  TenantId tenant;
  std::string name, subtitle;
  bool found = true;
  bool active = true;
  LoadView copies_load, entities_load, assignments_load, values_load;
  std::vector<CopyRow> copies;
  std::vector<EntityRow> entities;  // as a tree
  std::vector<std::string> entity_names;
  std::vector<int64_t> entity_ids;
  std::vector<AssignmentRow> assignments;
  std::vector<ValueRow> values;
  PageOfRows assignment_page, value_page;
  bool wants_part = false;  // the tab's part was not asked for yet
  int64_t behind = 0;       // frameworks of which there is something newer
};

TenantView build_tenant_view(const AppState& state, const TenantUi& ui);

}  // namespace datavault
