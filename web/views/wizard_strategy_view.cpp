#include "web/views/wizard_strategy_view.h"

#include <array>

#include "web/platform/intl.h"

namespace datavault {
namespace {

constexpr std::array kOrder{Strategy::merge, Strategy::skip, Strategy::overwrite, Strategy::manual};

void add_impact(const Plan& plan, StrategyCard& card) {
  card.impact = impact_of(plan);
  card.losses = losses_of(card.impact);
  if (card.impact.held > 0) {
    card.held = counted(card.impact.held, "tenant is", "tenants are") +
                " held: conflicts need an answer first.";
  }
  for (const OutcomeCount& count : card.impact.outcomes) {
    card.summary += (card.summary.empty() ? "" : ", ") + platform::format_count(count.tenants) +
                    " " + std::string(count.label.name);
  }
}

}  // namespace

WizardStrategyView build_wizard_strategy_view(const AppState& state) {
  const Wizard& wizard = state.wizard;
  WizardStrategyView view;
  for (const Strategy strategy : kOrder) {
    StrategyCard card;
    card.strategy = strategy;
    card.label = label_of(strategy);
    card.chosen = wizard.strategy == strategy;
    const Planned* planned = wizard.planned(strategy);
    card.planning = planned == nullptr;
    if (planned != nullptr && planned->plan) add_impact(*planned->plan, card);
    if (planned != nullptr && !planned->plan) card.problem = planned->refusal.message;
    view.cards.push_back(std::move(card));
  }
  return view;
}

}  // namespace datavault
