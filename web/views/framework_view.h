#pragma once

#include <optional>
#include <string>
#include <vector>

#include "web/state/app_state.h"
#include "web/views/load_view.h"
#include "web/views/remembered_view.h"

namespace datavault {

struct FrameworkUi {
  int64_t framework = 0;  // the rest belongs to this one
  int tab = 0;            // fields, topics, versions, remembered answers
  RememberedUi remembered;
  std::string search;
  int topic = 0;  // index into FrameworkView::topics; 0: all
};

struct TopicLine {
  std::string code;
  std::string name;
  int depth = 0;
  int64_t fields = 0;  // of it and of the topics below it
};

struct FieldLine {
  std::string uid, code, name, topic, type, unit;
  bool computed = false;
  bool required = false;
};

struct VersionLine {
  int64_t number = 0;
  std::string title;  // "Version 2"
  std::string notes;
  std::string detail;  // fields, date
  std::string digest;
  bool latest = false;
  bool shown = false;
  std::string href;
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
  std::vector<TopicLine> topics;  // the first stands for all
  std::vector<FieldLine> fields;  // those that match search and topic
  bool filtered = false;
  std::optional<FieldView> field;  // opened by the address
  RememberedView remembered;
  std::string distribute_href;
};

FrameworkView build_framework_view(const AppState& state, const FrameworkUi& ui);

}  // namespace datavault
