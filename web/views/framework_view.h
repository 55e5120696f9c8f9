#pragma once

#include <optional>
#include <string>
#include <vector>

#include "web/state/app_state.h"
#include "web/views/field_tree_view.h"
#include "web/views/load_view.h"
#include "web/views/remembered_view.h"

namespace datavault {

struct FrameworkUi {
  int64_t framework = 0;  // the rest belongs to this one
  int tab = 0;            // fields, versions, remembered answers
  RememberedUi remembered;
  FieldTreeUi tree;
};

struct VersionLine {
  int64_t number = 0;
  std::string title;  // "Version 2"
  std::string notes;
  std::string detail;  // fields, date, who
  std::string digest;
  std::vector<std::string> lineage;  // "E1-6 was split into E1-6a, E1-6b"; of the one that is shown
  bool latest = false;
  bool shown = false;
  std::string href;
  std::string changes_href;  // against the version before; empty: it is the first
};

struct VariableLine {
  std::string variable, code, name, coefficient, framework, href;
};

/// Everything about one field.
struct FieldView {
  std::string code, name, description, topic, type, unit, decimals, required;
  std::string entity_aggregation, time_aggregation, frequency;
  std::vector<std::string> options;       // "code – label"
  std::vector<std::string> references;    // "xbrl: esrs:..."
  std::vector<std::string> translations;  // "de: ..."
  bool computed = false;
  std::string expression, multiplier;
  std::vector<VariableLine> variables;
  std::vector<VariableLine> used_by;  // computed fields that read this one
  std::string close_href;
};

struct FrameworkView {
  LoadView load;
  FrameworkId id;
  std::string name, description, version, digest;
  int64_t version_number = 0;
  int64_t field_count = 0, computed_count = 0, topic_count = 0;
  std::vector<VersionLine> versions;
  FieldTreeView tree;
  std::optional<FieldView> field;  // opened by the address
  RememberedView remembered;
  std::string distribute_href, edit_href, changes_href;  // the last two may be empty
};

FrameworkView build_framework_view(const AppState& state, const FrameworkUi& ui);

}  // namespace datavault
