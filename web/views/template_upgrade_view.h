#pragma once

#include <optional>
#include <string>
#include <vector>

#include "web/state/app_state.h"
#include "web/views/load_view.h"
#include "web/views/rollback_view.h"
#include "web/views/template_changes.h"
#include "web/views/template_view.h"

namespace datavault {

struct UpgradeUi {
  int64_t template_id = 0;  // the rest belongs to this one
  std::string search;
  std::optional<TenantId> opened;
  int tab = 0;  // tenants, changes, conflicts
};

struct UpgradeRow {
  TenantId id;
  std::string name, from;  // "Version 1"
  bool included = true;
  Label outcome;
  std::string conflicts, remark;  // empty: none
};

/// What the newest version changes for those on one of the older ones.
struct UpgradeChanges {
  int64_t from = 0;
  std::string title;  // "From version 1 (12 tenants)"
  LoadView load;
  std::vector<TemplateChange> changes;
};

/// One of a tenant's conflicts.
struct UpgradeConflict {
  std::string title, message, state, tenant, master;
  Label kind;
  Tone tone = Tone::neutral;
};

struct UpgradeChoice {
  Approach approach;
  std::string_view name, explanation;
  bool is_chosen = false;
};

/// Tenants of a template brought to its newest version.
struct UpgradeView {
  LoadView load, plan_load;
  TemplateServer server;
  int64_t id = 0;
  std::string title, subtitle, crumb, crumb_href;
  bool has_behind = false;
  std::vector<UpgradeChoice> choices;
  std::vector<TemplateParameter> asked;  // parameters that some tenants were never given
  std::map<std::string, std::string> given;
  std::vector<std::string> outcomes;
  std::vector<Tone> outcome_tones;
  std::vector<UpgradeRow> rows;  // that match
  std::vector<TenantId> everyone;
  int64_t included = 0, written = 0, open = 0;
  std::vector<UpgradeChanges> changes;
  std::vector<RollbackQuestion> questions;
  std::string why_not;  // why it cannot be submitted; empty: it can
  RollbackView::Dialog dialog = RollbackView::Dialog::none;
  std::vector<std::string> losses;
  std::string problem, action, confirm, approval_path;
  // The tenant that is opened.
  std::string opened_name;
  std::vector<UpgradeConflict> opened_conflicts;
  std::vector<TemplateChange> opened_changes;
};

UpgradeView build_upgrade_view(const AppState& state, const UpgradeUi& ui);

}  // namespace datavault
