#include "generated/icons.h"
#include "web/platform/intl.h"
#include "web/views/pages_ui.h"
#include "web/widgets/ui.h"

namespace datavault {
namespace {

void impact_ui(const StrategyCard& strategy) {
  if (strategy.planning) return ui::spinner("Working out the effect…");
  if (!strategy.problem.empty()) {
    ui::text(strategy.problem, {.style = TextStyle::small, .color = ui::TextColor::danger});
    return;
  }
  {
    const ui::Row row({.gap = 6});
    for (const OutcomeCount& count : strategy.impact.outcomes) {
      ui::badge(platform::format_count(count.tenants) + " " + std::string(count.label.name),
                count.label.tone);
    }
  }
  for (const Loss& loss : strategy.losses) {
    const ui::Row row({.gap = 6, .wrap = false});
    ui::icon(icons::warning, ui::TextColor::warning, {}, 18);
    ui::text(loss.title + ".", {.style = TextStyle::small, .color = ui::TextColor::warning});
  }
  if (!strategy.held.empty()) {
    const ui::Row row({.gap = 6, .wrap = false});
    ui::icon(icons::pause, ui::TextColor::danger, {}, 18);
    ui::text(strategy.held, {.style = TextStyle::small, .color = ui::TextColor::danger});
  }
}

void cards_ui(const WizardStrategyView& view, Commands& commands) {
  const ui::Group group(ui::GroupRole::radio_group, "Strategy");
  ui::Grid grid("strategies", {.min_width = 380, .max_columns = 2});
  for (const StrategyCard& strategy : view.cards) {
    grid.next();
    ui::SelectCardOptions options;
    options.kind = ui::SelectKind::radio;
    options.description = strategy.summary;
    options.min_height = grid.row_height();
    const ui::SelectCard card(strategy.label.name, strategy.chosen, options);
    if (card.pressed() && !strategy.chosen) commands.push_back(ChooseStrategy{strategy.strategy});
    ui::text(strategy.label.explanation,
             {.style = TextStyle::small, .color = ui::TextColor::muted});
    impact_ui(strategy);
  }
}

void exception_ui(const ExceptionLine& line, Commands& commands) {
  const std::string_view labels[] = {"As above", "Ask", "New version", "Tenant's"};
  int choice = line.choice;
  const ui::IdScope id(line.name);
  const bool is_narrow = ui::is_narrow();
  const ui::Stack stack(metrics::kSpace1);
  if (is_narrow) ui::text(line.name, {.wrap = false, .decorative = true});
  ui::Row row({.gap = 8});
  if (!is_narrow) {
    ui::text(line.name, {.wrap = false, .decorative = true});
    row.push_right();
  }
  if (!ui::segmented(line.name, labels, choice)) return;
  std::optional<PolicyTake> take;
  if (choice > 0) take = static_cast<PolicyTake>(choice - 1);
  commands.push_back(ChooseException{line.attribute, take});
}

void exceptions_ui(const WizardStrategyView& view, Commands& commands) {
  if (view.exceptions.empty()) return;
  if (!view.exceptions_summary.empty()) ui::caption(view.exceptions_summary);
  const ui::Disclosure exceptions("Exceptions for attributes");
  if (!exceptions.open()) return;
  const ui::MaxWidth width(metrics::kReadWidth);
  const ui::Stack stack(ui::is_narrow() ? metrics::kSpace3 : metrics::kSpace1);
  for (const ExceptionLine& line : view.exceptions) exception_ui(line, commands);
}

void presets_ui(const WizardStrategyView& view, Commands& commands) {
  if (view.presets.empty()) return;
  ui::space(metrics::kSpace4);
  ui::heading(2, "Who wins a conflict that nobody decides?");
  {
    const ui::Group group(ui::GroupRole::radio_group, "Policy");
    ui::Grid grid("presets", {.min_width = 220, .max_columns = 4, .gap = 12});
    for (const PresetChoice& preset : view.presets) {
      grid.next();
      ui::SelectCardOptions options;
      options.kind = ui::SelectKind::radio;
      options.description = preset.label.explanation;
      options.min_height = grid.row_height();
      const ui::SelectCard card(preset.label.name, preset.chosen, options);
      if (card.pressed() && !preset.chosen) {
        commands.push_back(ChooseApproach{{Strategy::merge, preset.preset}});
      }
      ui::text(preset.label.explanation,
               {.style = TextStyle::small, .color = ui::TextColor::muted});
    }
  }
  exceptions_ui(view, commands);
}

}  // namespace

void wizard_strategy_ui(const WizardStrategyView& view, Commands& commands) {
  cards_ui(view, commands);
  presets_ui(view, commands);
  ui::space(metrics::kSpace4);
  what_if_ui(view.what_if, commands);
}

}  // namespace datavault
