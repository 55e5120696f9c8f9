#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "web/state/app_state.h"
#include "web/views/load_view.h"
#include "web/views/words.h"

namespace datavault {

/// What is typed about a field before it is saved.
struct OwnFieldUi {
  std::string uid;  // the rest belongs to this one
  std::string name, description, unit, decimals;
  bool required = false;
  int frequency = 0;
};

struct OwnFrameworkUi {
  int64_t framework = 0;  // the rest belongs to this one
  int tab = 0;            // fields, own changes, what is coming
  std::string search;
  std::string incoming;  // the field whose coming changes are shown in full, by its code
  OwnFieldUi field;
};

struct OwnFieldRow {
  std::string uid, code, name, type, unit;
  bool is_computed = false, is_changed = false, is_own = false;
};

/// Something that the company changed, and how it is taken back.
struct OwnChangeRow {
  std::string code, name;  // of the field
  std::string what;        // "Name, Unit", "Hidden", "Added", "Moved"
  std::string by, at;
  std::string undo;  // "Undo", "Show again"
  Json edits;        // that take it back
};

/// A field that is opened.
struct OwnFieldDetail {
  Field field;
  std::string type, topic, references;
  std::string changed;  // "Name, Unit: a@acme.test, 3 May"
  bool is_own = false;
  bool can_save = false;
  Json edits;  // what saving would send
  std::string values_href;
};

struct IncomingRow {
  std::string code, name;
  Label kind;
  std::string summary;  // "Unit: t becomes kg", of several: "Name, Unit"
  struct Value {
    std::string name, before, after;
  };
  std::vector<Value> values;
};

struct IncomingView {
  LoadView load;
  bool is_there = false;  // something would change
  std::string title, detail;
  Tone tone = Tone::neutral;
  std::vector<IncomingRow> rows;
  std::vector<std::string> questions;  // "E1-1, Unit: yours is kg, the new version has t"
};

struct OwnFrameworkView {
  LoadView load;
  int64_t id = 0;
  std::string name, description;
  Label standing;
  std::string version;
  int64_t field_count = 0;
  std::vector<OwnFieldRow> fields;  // those that match
  bool is_filtered = false;
  std::vector<OwnChangeRow> changes;
  IncomingView incoming;
  std::optional<OwnFieldDetail> field;
  std::string close_path;
  bool busy = false;
  std::string problem, name_error;
};

OwnFrameworkView build_own_framework_view(const AppState& state, const OwnFrameworkUi& ui);

/// What the form shows at first.
OwnFieldUi field_form_of(const Field& field);

}  // namespace datavault
