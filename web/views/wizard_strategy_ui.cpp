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

}  // namespace

void wizard_strategy_ui(const WizardStrategyView& view, Commands& commands) {
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

}  // namespace datavault
