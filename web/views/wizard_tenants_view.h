#pragma once

#include <optional>
#include <string>
#include <vector>

#include "web/state/app_state.h"
#include "web/views/load_view.h"
#include "web/views/words.h"

namespace datavault {

struct WizardTenantsUi {
  std::string search;
  int state = 0;  // 0: all, else TenantState + 1
  int first = 0;  // of the page of cards
};

struct TenantCard {
  TenantId id;
  std::string name, industry;
  Label state;
  std::string badge;                 // "Behind (v1)"
  std::string edits;                 // "3 changes of its own"; empty: none
  std::string description;           // all of it in one line, for screen readers
  std::vector<std::string> details;  // for the hover card
  bool selected = false;
};

struct IndustryChoice {
  std::string name;
  std::vector<TenantId> tenants;
  bool all_selected = false;
};

struct StateChoice {
  std::string label;  // "Behind (12)"
  int value = 0;      // for WizardTenantsUi::state
};

/// The second step: which tenants.
struct WizardTenantsView {
  bool ready = false;
  std::vector<TenantCard> cards;  // those that match
  std::vector<TenantId> shown;    // their ids
  std::vector<TenantId> everyone;
  std::vector<IndustryChoice> industries;
  std::vector<StateChoice> states;  // all, then those that occur
  std::string selection;            // "12 of 24 tenants selected"
  bool filtered = false;
  bool all_shown_selected = false;
  bool none_selected = true;
};

WizardTenantsView build_wizard_tenants_view(const AppState& state, const WizardTenantsUi& ui);

}  // namespace datavault
