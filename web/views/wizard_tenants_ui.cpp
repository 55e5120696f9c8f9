#include <algorithm>

#include "generated/icons.h"
#include "web/platform/intl.h"
#include "web/views/pages_ui.h"
#include "web/widgets/ui.h"

namespace datavault {
namespace {

/// A thousand cards would be neither drawn nor read in one go.
constexpr int kCardsAPage = 48;

void industries_ui(const WizardTenantsView& view, Commands& commands) {
  std::vector<ui::MenuItem> items;
  for (const IndustryChoice& industry : view.industries) {
    items.push_back(
        {.label = industry.name + " (" +
                  platform::format_count(static_cast<int64_t>(industry.tenants.size())) + ")",
         .checked = industry.all_selected});
  }
  const auto chosen = ui::menu_button("By industry", items, {.icon = icons::category});
  if (!chosen) return;
  const IndustryChoice& industry = view.industries[static_cast<size_t>(*chosen)];
  commands.push_back(SelectTenants{industry.tenants, !industry.all_selected});
}

void filters_ui(const WizardTenantsView& view, WizardTenantsUi& ui) {
  const ui::Row row;
  if (ui::search_box("Search tenants", ui.search, "Name or industry", ui::is_narrow() ? 0 : 300))
    ui.first = 0;
  std::vector<ui::ComboItem> items;
  int selected = 0;
  for (const StateChoice& state : view.states) {
    if (state.value == ui.state) selected = static_cast<int>(items.size());
    items.push_back({state.label, {}});
  }
  if (ui::combo(
          "State", items, selected,
          {.searchable = false, .hide_label = true, .width = ui::is_narrow() ? 0.0f : 200.0f})) {
    ui.state = view.states[static_cast<size_t>(selected)].value;
    ui.first = 0;
  }
}

void selection_ui(const WizardTenantsView& view, Commands& commands) {
  ui::Row row;
  const std::string all = view.filtered ? "Select all shown" : "Select all";
  if (ui::button(all, {.icon = icons::done_all,
                       .disabled = view.all_shown_selected || view.shown.empty()})) {
    commands.push_back(SelectTenants{view.shown, true});
  }
  if (ui::button("Select none", {.icon = icons::close, .disabled = view.none_selected})) {
    commands.push_back(SelectTenants{view.everyone, false});
  }
  industries_ui(view, commands);
  row.push_right();
  const ui::Group status(ui::GroupRole::group, "Selection");
  ui::text(view.selection, {.style = TextStyle::body_strong, .wrap = false});
}

void hover_ui(const TenantCard& tenant) {
  const ui::HoverDetail detail(280);
  if (!detail.open()) return;
  ui::text(tenant.name, {.style = TextStyle::body_strong});
  if (!tenant.industry.empty()) ui::caption(tenant.industry);
  for (const std::string& line : tenant.details) ui::text(line, {.style = TextStyle::small});
}

void card_ui(ui::Grid& grid, const TenantCard& tenant, Commands& commands) {
  grid.next();
  const ui::IdScope id(static_cast<int>(tenant.id.value));
  {
    ui::SelectCardOptions options;
    options.description = tenant.description;
    options.min_height = grid.row_height();
    const ui::SelectCard card(tenant.name, tenant.selected, options);
    if (card.pressed()) commands.push_back(SelectTenants{{tenant.id}, !tenant.selected});
    ui::text(tenant.industry, {.style = TextStyle::small, .color = ui::TextColor::muted});
    const ui::Row row({.gap = 6});
    ui::badge(tenant.badge, tenant.state.tone);
    if (!tenant.edits.empty()) ui::badge(tenant.edits, Tone::accent, icons::edit);
  }
  hover_ui(tenant);
}

void cards_ui(const WizardTenantsView& view, WizardTenantsUi& ui, Commands& commands) {
  const int total = static_cast<int>(view.cards.size());
  ui.first = std::clamp(ui.first, 0, std::max(0, total - 1)) / kCardsAPage * kCardsAPage;
  const int end = std::min(total, ui.first + kCardsAPage);
  {
    const ui::Group list(ui::GroupRole::group, "Tenants");
    ui::Grid grid("tenants", {.min_width = 250, .max_columns = 4, .gap = 12});
    for (int i = ui.first; i < end; ++i)
      card_ui(grid, view.cards[static_cast<size_t>(i)], commands);
  }
  if (total > kCardsAPage) ui::pagination("Tenants", total, kCardsAPage, ui.first);
}

}  // namespace

void wizard_tenants_ui(const WizardTenantsView& view, WizardTenantsUi& ui, Commands& commands) {
  if (!view.ready) return;
  filters_ui(view, ui);
  selection_ui(view, commands);
  if (!view.cards.empty()) return cards_ui(view, ui, commands);
  if (ui::empty_state(icons::business, "No tenant matches", "Try other words or another state.",
                      "Show all tenants")) {
    ui = {};
  }
}

}  // namespace datavault
