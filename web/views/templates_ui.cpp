#include "generated/icons.h"
#include "web/views/filters_ui.h"
#include "web/views/pages_ui.h"
#include "web/views/template_parts_ui.h"
#include "web/widgets/ui.h"

namespace datavault {
namespace {

const char* industry_icon(std::string_view industry) {
  struct Line {
    std::string_view industry;
    const char* icon;
  };
  static const Line kLines[] = {{"Agriculture", icons::eco},
                                {"Banking", icons::account_balance},
                                {"Chemicals", icons::science},
                                {"Construction", icons::home},
                                {"Energy", icons::bolt},
                                {"Financial services", icons::account_balance},
                                {"Food", icons::restaurant},
                                {"Food and agriculture", icons::restaurant},
                                {"Healthcare", icons::science},
                                {"Insurance", icons::verified_user},
                                {"Manufacturing", icons::settings},
                                {"Public sector", icons::people},
                                {"Real estate", icons::domain},
                                {"Retail", icons::store},
                                {"Technology", icons::computer},
                                {"Transport", icons::local_shipping},
                                {"Transport and logistics", icons::local_shipping},
                                {"Utilities", icons::bolt}};
  for (const Line& line : kLines) {
    if (line.industry == industry) return line.icon;
  }
  return icons::category;
}

void template_card_ui(ui::Grid& grid, const TemplateCard& item) {
  grid.next();
  const ui::IdScope scope(static_cast<int>(item.id));
  ui::SelectCardOptions options;
  options.kind = ui::SelectKind::link;
  options.description = item.description;
  options.href = item.href;
  options.min_height = grid.row_height();
  options.icon = industry_icon(item.industry);
  const ui::SelectCard card(item.name, false, options);
  ui::text(item.industry, {.style = TextStyle::small, .color = ui::TextColor::accent});
  if (!item.description.empty()) {
    ui::text(item.description, {.style = TextStyle::small, .color = ui::TextColor::muted});
  }
  ui::text(item.contents, {.style = TextStyle::small});
  const ui::Row row({.gap = 6});
  ui::badge(item.usage, Tone::accent, icons::business);
  if (!item.behind.empty()) ui::badge(item.behind, Tone::warning);
  if (item.is_builtin) ui::badge("Built in");
  if (item.is_private) ui::badge("Private", Tone::neutral, icons::lock);
}

void gallery_header_ui(const TemplatesView& view, Commands& commands) {
  const ui::PageHeader header("Templates",
                              "Set-ups that make tenants: frameworks, entities, assignments, "
                              "roles and settings.");
  if (!view.server.is_reachable) return;
  if (ui::button("Import", {.icon = icons::file_upload}))
    commands.push_back(Go{"/templates/import"});
  if (ui::button("New template", {.kind = ui::ButtonKind::primary, .icon = icons::add})) {
    commands.push_back(Go{"/templates/new"});
  }
}

void nothing_ui(const TemplatesView& view, Commands& commands) {
  if (!view.is_filtered) {
    if (ui::empty_state(icons::layers, "No templates yet",
                        "Make one of a tenant that is set up well.", "New template")) {
      commands.push_back(Go{"/templates/new"});
    }
    return;
  }
  if (ui::empty_state(icons::layers, "No template matches", "Try other words or filters.",
                      "Show all templates")) {
    commands.push_back(Go{"/templates"});
  }
}

}  // namespace

void templates_ui(const TemplatesView& view, Commands& commands) {
  gallery_header_ui(view, commands);
  if (needs_server_ui(view.server) || !loaded_ui(view.load, commands)) return;
  filter_row_ui(
      [&] { search_filter_ui("Search templates", "Name or industry", view.search, commands); },
      [&] {
        choice_filter_ui("industry", view.industry, 200, commands);
        choice_filter_ui("origin", view.origin, 190, commands);
        choice_filter_ui("visibility", view.access, 200, commands);
      });
  if (!view.shown.empty()) {
    ui::text(view.shown, {.style = TextStyle::small, .color = ui::TextColor::muted});
  }
  if (view.cards.empty()) return nothing_ui(view, commands);
  ui::Grid grid("templates", {.min_width = 320, .max_columns = 3});
  for (const TemplateCard& card : view.cards) template_card_ui(grid, card);
}

}  // namespace datavault
