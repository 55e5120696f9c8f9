#include "generated/icons.h"
#include "web/platform/intl.h"
#include "web/views/pages_ui.h"
#include "web/widgets/ui.h"

namespace datavault {
namespace {

void outcomes_ui(const WhatIfRow& row) {
  if (row.planning) return ui::muted("Planning…");
  if (!row.problem.empty()) {
    ui::text(row.problem, {.style = TextStyle::small, .color = ui::TextColor::danger});
    return;
  }
  const ui::Row badges({.gap = 4, .height = 26});
  for (const OutcomeCount& count : row.outcomes) {
    ui::badge(platform::format_count(count.tenants) + " " + std::string(count.label.name),
              count.label.tone);
  }
}

void choose_ui(const WhatIfRow& row, Commands& commands) {
  if (row.chosen) return ui::badge("Chosen", Tone::accent, icons::check);
  if (ui::button("Choose " + row.name, {.small = true})) {
    commands.push_back(ChooseApproach{row.approach});
  }
}

void card_ui(ui::Grid& grid, const WhatIfRow& row, Commands& commands) {
  grid.next();
  const ui::IdScope id(row.name);
  const ui::Group group(ui::GroupRole::article, row.name);
  const ui::Card card(row.name, {.min_height = grid.row_height(),
                                 .padding = 16,
                                 .tone = row.chosen ? Tone::accent : Tone::neutral});
  ui::heading(3, row.name);
  outcomes_ui(row);
  {
    const ui::Stack stack(2);
    const auto figure = [](const std::string& line, bool marked) {
      if (line.empty()) return;
      ui::text(line, {.style = TextStyle::small,
                      .color = marked ? ui::TextColor::warning : ui::TextColor::muted});
    };
    figure(row.open, row.holds);
    figure(row.dropped, row.loses_edits);
    figure(row.archived, row.loses_values);
  }
  choose_ui(row, commands);
}

}  // namespace

void what_if_ui(const WhatIf& view, Commands& commands) {
  const ui::Group region(ui::GroupRole::region, "What each choice would do");
  ui::heading(2, "What each choice would do");
  ui::muted(view.note);
  if (view.fraction < 1) ui::progress("Plans compared", view.fraction, view.progress);
  ui::Grid grid("what if", {.min_width = 300, .max_columns = 3, .gap = 12});
  for (const WhatIfRow& row : view.rows) card_ui(grid, row, commands);
}

}  // namespace datavault
