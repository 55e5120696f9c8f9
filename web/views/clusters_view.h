#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "web/state/app_state.h"
#include "web/views/answer_words.h"
#include "web/views/words.h"

namespace datavault {

struct ClustersUi {
  std::string search;
  std::optional<ConflictType> kind;
  bool open_only = false;
  std::optional<Take> asks_for_all;  // "answer all open of this kind" waits for its confirmation

  std::string opened;  // a cluster; the rest belongs to it
  bool remember = false;
  bool entering = false;  // another value is being entered...
  TenantId entering_for;  // ...for one tenant; 0: for all
  std::string text;
  int choice = -1;
  std::string problem;  // why what was entered cannot be read
  bool given = false;   // what was entered is being tried
  int first_tenant = 0;
};

/// One question, asked by any number of tenants.
struct ClusterRow {
  std::string id;
  Label kind;
  std::string field, code, attribute;  // attribute empty: the whole field
  std::string about;                   // "E1-1, Name"
  std::string tenants;                 // "3 tenants"
  std::string values, value_problems;  // "12 stored values", "3 cannot convert"; empty: none
  std::string state;                   // "Open", "New version", "Tenant's, by policy"
  Tone tone = Tone::neutral;
  bool open = false;  // holds tenants
};

struct ClusterKind {
  ConflictType kind = ConflictType::edit_edit;
  std::string label;  // "Both changed (3)"
};

/// "Answer all open of this kind."
struct AnswerAll {
  int64_t open = 0;                 // questions of the chosen kind; 0: not to be had
  std::string why_not;              // why
  std::vector<Take> takes;          // those that every one of them allows
  std::string title, detail;        // of the confirmation
  std::vector<Decision> decisions;  // with the take that was asked for
  std::map<std::string, std::string> questions;
};

struct AnswerChoice {
  Take take = Take::master;
  std::string_view label, effect;
  bool chosen = false;  // for all tenants of the cluster
};

struct ClusterSide {
  std::string_view title;  // "Before", "Tenant", "New version"
  std::vector<std::string> lines;
  bool differs = false;  // from what was before
};

struct ClusterTenant {
  TenantId id;
  std::string name;
  std::string state;
  Tone tone = Tone::neutral;
  bool apart = false;  // has an answer of its own
  bool open = false;   // is held by it
};

/// A cluster, opened.
struct ClusterDetail {
  ClusterRow row;
  Label severity;
  Conflict question;  // of one of the tenants
  std::string message, values;
  std::vector<ClusterSide> sides;
  std::vector<AnswerChoice> choices;  // empty: takes no answer
  bool can_remember = false;
  bool answered_here = false;  // there is an answer to undo
  ValueEntry entry;
  Json decided;              // the value that was given for all
  std::string decided_text;  // the same for people; empty: none was given
  bool waiting = false;
  std::string problem;  // why the last answer was refused
  std::vector<ClusterTenant> tenants;
};

/// The questions of a plan.
struct ClustersView {
  std::vector<ClusterKind> kinds;
  std::vector<ClusterRow> rows;  // those that match, open ones first
  int64_t total = 0, open = 0;
  std::string summary;  // "3 of 12 questions are open; they hold 5 tenants"
  AnswerAll all;
  std::vector<std::string> dropped;  // "E1-1, Name: nothing asks for it any more."
  std::optional<ClusterDetail> detail;
};

/// Asks about that cluster; what was entered for another one is forgotten.
void open_cluster(ClustersUi& ui, const std::string& cluster);

ClustersView build_clusters_view(const AppState& state, const ClustersUi& ui);

/// What became of the question: "Open", "New version, by policy".
struct AnswerState {
  std::string text;
  Tone tone = Tone::neutral;
};
AnswerState answer_state(const Conflict& conflict);

/// "12 stored values, 3 cannot convert"; empty where there are none.
std::string values_text(const ValueCounts& values);

}  // namespace datavault
