#include "generated/icons.h"
#include "web/views/pages_ui.h"
#include "web/widgets/ui.h"

namespace datavault {
namespace {

const char* icon_of(PaletteEntry::Kind kind) {
  switch (kind) {
    case PaletteEntry::Kind::page:
      return icons::article;
    case PaletteEntry::Kind::framework:
      return icons::library_books;
    case PaletteEntry::Kind::tenant:
      return icons::business;
    case PaletteEntry::Kind::tenant_template:
      return icons::layers;
    case PaletteEntry::Kind::job:
      return icons::history;
    case PaletteEntry::Kind::action:
      return icons::bolt;
  }
  return nullptr;
}

void do_entry(const PaletteEntry& entry, Commands& commands) {
  switch (entry.action) {
    case PaletteAction::go:
      commands.push_back(Go{entry.path});
      return;
    case PaletteAction::reload:
      commands.push_back(Reload{});
      return;
    case PaletteAction::undo:
      commands.push_back(UndoEdit{});
      return;
    case PaletteAction::redo:
      commands.push_back(RedoEdit{});
      return;
    case PaletteAction::theme_system:
      return ui::set_theme_choice(ThemeChoice::system);
    case PaletteAction::theme_light:
      return ui::set_theme_choice(ThemeChoice::light);
    case PaletteAction::theme_dark:
      return ui::set_theme_choice(ThemeChoice::dark);
    case PaletteAction::theme_contrast:
      return ui::set_theme_choice(ThemeChoice::high_contrast);
    case PaletteAction::sign_out:
      return;  // the caller's
  }
}

}  // namespace

bool palette_ui(const AppState& state, PaletteUi& ui, Commands& commands) {
  if (!ui.open) return false;
  const std::vector<PaletteEntry> entries = build_palette(state, ui.query);
  std::vector<ui::PaletteItem> items;
  for (const PaletteEntry& entry : entries) {
    items.push_back({icon_of(entry.kind), entry.title, entry.detail});
  }
  const ui::PaletteResult result = ui::palette(ui.query, ui.active, items);
  if (result.chosen) do_entry(entries[static_cast<size_t>(*result.chosen)], commands);
  const bool signs_out = result.chosen && entries[static_cast<size_t>(*result.chosen)].action ==
                                              PaletteAction::sign_out;
  if (result.chosen || result.dismissed) ui = {};
  return signs_out;
}

}  // namespace datavault
