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

void add_presets(const Wizard& wizard, WizardStrategyView& view) {
  if (wizard.strategy != Strategy::merge) return;
  for (const Preset preset : kPresets) {
    view.presets.push_back({preset, label_of(preset), preset == wizard.preset});
  }
  if (wizard.preset == Preset::mirror) return;
  for (const Attribute attribute : kAttributes) {
    const auto it = wizard.exceptions.find(attribute);
    const int choice = it == wizard.exceptions.end() ? 0 : static_cast<int>(it->second) + 1;
    view.exceptions.push_back({attribute, name_of(attribute), choice});
  }
  for (const auto& [attribute, take] : wizard.exceptions) {
    view.exceptions_summary += view.exceptions_summary.empty() ? "Except " : ", ";
    view.exceptions_summary += std::string(name_of(attribute)) + ": " + std::string(name_of(take));
  }
}

std::string name_of_approach(Approach approach) {
  const std::string strategy(label_of(approach.strategy).name);
  if (approach.strategy != Strategy::merge) return strategy;
  return strategy + ", " + std::string(label_of(approach.preset).name);
}

void add_figures(const Plan& plan, WhatIfRow& row) {
  const Impact impact = impact_of(plan);
  row.outcomes = impact.outcomes;
  row.open = counted(impact.open_questions, "open question");
  row.dropped = counted(impact.dropped_edits, "change") + " of tenants dropped";
  row.archived = counted(impact.archived_values, "stored value") + " archived or failing";
  row.holds = impact.open_questions > 0;
  row.loses_edits = impact.dropped_edits > 0;
  row.loses_values = impact.archived_values > 0;
  for (const OutcomeCount& count : impact.outcomes) {
    row.summary +=
        platform::format_count(count.tenants) + " " + std::string(count.label.name) + ", ";
  }
  row.summary += row.open + ", " + row.dropped + ", " + row.archived;
}

void add_what_if(const Wizard& wizard, WhatIf& what_if) {
  for (const Approach approach : kCompared) {
    WhatIfRow row;
    row.approach = approach;
    row.name = name_of_approach(approach);
    row.chosen = approach == wizard.approach();
    const Planned* planned = wizard.planned(approach);
    row.planning = planned == nullptr;
    what_if.made += row.planning ? 0 : 1;
    if (planned != nullptr && planned->plan) add_figures(*planned->plan, row);
    if (planned != nullptr && !planned->plan) row.problem = planned->refusal.message;
    what_if.rows.push_back(std::move(row));
  }
  what_if.fraction = static_cast<float>(what_if.made) / static_cast<float>(kCompared.size());
  what_if.progress =
      std::to_string(what_if.made) + " of " + std::to_string(kCompared.size()) + " planned";
  what_if.note = "Each is planned here with what is known now; nothing is written.";
  if (!wizard.decisions.empty()) {
    what_if.note += " The " + counted(static_cast<int64_t>(wizard.decisions.size()), "answer") +
                    " that you gave count in each.";
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
    const Planned* planned = wizard.planned(approach_of(strategy, wizard.preset));
    card.planning = planned == nullptr;
    if (planned != nullptr && planned->plan) add_impact(*planned->plan, card);
    if (planned != nullptr && !planned->plan) card.problem = planned->refusal.message;
    view.cards.push_back(std::move(card));
  }
  add_presets(wizard, view);
  add_what_if(wizard, view.what_if);
  return view;
}

}  // namespace datavault
