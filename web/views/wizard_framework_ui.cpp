#include "generated/icons.h"
#include "web/views/pages_ui.h"
#include "web/widgets/ui.h"

namespace datavault {
namespace {

void card_ui(ui::Grid& grid, const WizardFrameworkCard& item, Commands& commands) {
  grid.next();
  ui::SelectCardOptions options;
  options.kind = ui::SelectKind::radio;
  options.description = item.card.description;
  options.min_height = grid.row_height();
  const ui::SelectCard card(item.card.name, item.chosen, options);
  if (card.pressed() && !item.chosen) commands.push_back(ChooseFramework{item.card.id, 0});
  if (!item.card.description.empty()) {
    ui::text(item.card.description, {.style = TextStyle::small, .color = ui::TextColor::muted});
  }
  const ui::Row row;
  ui::badge(item.card.version, Tone::accent);
  ui::badge(item.card.fields);
  if (!item.kept.empty()) {
    ui::badge(item.kept, item.is_kept ? Tone::neutral : Tone::warning, icons::cloud_off);
  }
}

void version_ui(const WizardFrameworkView& view, Commands& commands) {
  ui::space(metrics::kSpace4);
  const ui::Card card("chosen framework");
  ui::heading(2, view.chosen_name);
  if (view.versions.empty()) return ui::skeleton(3);
  std::vector<ui::ComboItem> items;
  for (const VersionLine& version : view.versions) items.push_back({version.title, version.detail});
  int selected = view.chosen_version;
  if (ui::combo("Version to distribute", items, selected, {.searchable = false, .width = 300})) {
    commands.push_back(
        ChooseFramework{view.framework, view.versions[static_cast<size_t>(selected)].number});
  }
  if (view.chosen_version < 0) return;
  const VersionLine& version = view.versions[static_cast<size_t>(view.chosen_version)];
  if (!version.notes.empty()) {
    const ui::MaxWidth width(metrics::kReadWidth);
    ui::text(version.notes);
  }
  ui::link("Show its fields and formulas", view.details_href);
}

}  // namespace

void wizard_framework_ui(const WizardFrameworkView& view, WizardFrameworkUi& ui,
                         Commands& commands) {
  if (!loaded_ui(view.load, commands)) return;
  ui::search_box("Search frameworks", ui.search, "Name or description", 360);
  if (view.cards.empty()) {
    if (ui::empty_state(icons::library_books, "No framework matches", "Try other words.",
                        "Clear the search")) {
      ui.search.clear();
    }
  } else {
    const ui::Group group(ui::GroupRole::radio_group, "Framework");
    ui::Grid grid("frameworks", {.min_width = 320, .max_columns = 3});
    for (const WizardFrameworkCard& card : view.cards) card_ui(grid, card, commands);
  }
  if (!view.chosen_name.empty()) version_ui(view, commands);
}

}  // namespace datavault
