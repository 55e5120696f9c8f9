#include "generated/icons.h"
#include "web/views/pages_ui.h"
#include "web/widgets/ui.h"

namespace datavault {
namespace {

void card_ui(ui::Grid& grid, const FrameworkCard& framework) {
  grid.next();
  ui::SelectCardOptions options;
  options.kind = ui::SelectKind::link;
  options.description = framework.description;
  options.href = framework.href;
  options.min_height = grid.row_height();
  options.icon = icons::library_books;
  const ui::SelectCard card(framework.name, false, options);
  if (!framework.description.empty()) {
    ui::text(framework.description, {.style = TextStyle::small, .color = ui::TextColor::muted});
  }
  const ui::Row row;
  ui::badge(framework.version, Tone::accent);
  ui::badge(framework.fields);
  if (framework.own) ui::badge("A tenant's own", Tone::warning);
}

}  // namespace

void frameworks_ui(const FrameworksView& view, FrameworksUi& ui, Commands& commands) {
  ui::page_header("Frameworks", view.subtitle);
  if (!loaded_ui(view.load, commands)) return;
  ui::search_box("Search frameworks", ui.search, "Name or description", 360);
  if (view.cards.empty()) {
    const bool clear = ui::empty_state(
        icons::library_books, view.searching ? "No framework matches" : "No frameworks yet",
        view.searching ? "Try other words." : "Import one with \"datavault framework import\".",
        view.searching ? "Clear the search" : "");
    if (clear) ui.search.clear();
    return;
  }
  ui::Grid grid("frameworks", {.min_width = 320, .max_columns = 3});
  for (const FrameworkCard& card : view.cards) card_ui(grid, card);
}

}  // namespace datavault
