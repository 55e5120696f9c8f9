#include "generated/icons.h"
#include "web/platform/intl.h"
#include "web/views/pages_ui.h"
#include "web/views/words.h"
#include "web/widgets/ui.h"

namespace datavault {
namespace {

/// The orders by the columns of the table; the last one has none.
constexpr TenantOrder kColumnOrders[] = {TenantOrder::name, TenantOrder::industry,
                                         TenantOrder::behind, TenantOrder::customised};

void tenant_filters_ui(const TenantsView& view, TenantsUi& ui) {
  const ui::Row row;
  ui::search_box("Search tenants", ui.search, "Name or industry", ui::is_narrow() ? 0 : 300);
  std::vector<ui::ComboItem> industries{{"All industries", {}}};
  for (const std::string& industry : view.industries) industries.push_back({industry, {}});
  ui::combo("Industry", industries, ui.industry,
            {.hide_label = true, .width = ui::is_narrow() ? 0.0f : 220.0f});
  ui::filter_chip("Active", ui.active);
  if (!view.has_fleet) return;
  ui::filter_chip("Behind", ui.behind);
  ui::filter_chip("Customised", ui.customised);
}

ui::TableSort sort_of(const TenantsUi& ui) {
  ui::TableSort sort;
  sort.column = static_cast<int>(ui.order);
  sort.order = ui.descending ? ui::SortOrder::descending : ui::SortOrder::ascending;
  return sort;
}

std::string of_copies(int64_t count, int64_t copies) {
  if (count == 0) return "–";
  return platform::format_count(count) + " of " + counted(copies, "framework");
}

void tenant_cell(const TenantRow& tenant, int column, ui::TableCell& cell) {
  switch (column) {
    case 0:
      return cell.two_lines(tenant.name, tenant.slug);
    case 1:
      return cell.text(tenant.industry, ui::TextColor::muted);
    case 2:
      return cell.text(of_copies(tenant.behind, tenant.copies),
                       tenant.behind > 0 ? ui::TextColor::warning : ui::TextColor::muted);
    case 3:
      return cell.text(of_copies(tenant.customised, tenant.copies),
                       tenant.customised > 0 ? ui::TextColor::accent : ui::TextColor::muted);
    default:
      return cell.badge(tenant.active ? "Active" : "Inactive",
                        tenant.active ? Tone::success : Tone::neutral);
  }
}

}  // namespace

void tenants_ui(const TenantsView& view, TenantsUi& ui, Commands& commands) {
  ui::page_header("Tenants", view.subtitle);
  if (!loaded_ui(view.load, commands)) return;
  tenant_filters_ui(view, ui);
  if (view.searching) {
    const ui::Row row;
    ui::text(platform::format_count(static_cast<int64_t>(view.rows.size())) + " of " +
                 counted(view.total, "tenant"),
             {.style = TextStyle::small, .color = ui::TextColor::muted, .wrap = false});
    if (ui::link("Show all", {}, TextStyle::small)) ui = {};
  }
  const ui::Column columns[] = {
      {.title = "Name", .weight = 3, .sortable = true, .stacked = ui::Stacked::heading},
      {.title = "Industry", .weight = 2, .sortable = true, .hide_below = 480},
      {.title = "Behind", .weight = 2, .sortable = true, .hide_below = 760},
      {.title = "Customised", .weight = 2, .sortable = true, .hide_below = 760},
      {.title = "Status", .width = 120}};
  const auto draw = [&view](int row, int column, ui::TableCell& cell) {
    tenant_cell(view.rows[static_cast<size_t>(row)], column, cell);
  };
  const auto result = ui::table("Tenants", columns, static_cast<int>(view.rows.size()), draw,
                                {.row_height = 56,
                                 .clickable_rows = true,
                                 .stacks = true,
                                 .empty = view.searching ? "No tenant matches." : "No tenants yet.",
                                 .sort = sort_of(ui)});
  if (result.sort) {
    ui.order = kColumnOrders[result.sort->column];
    ui.descending = result.sort->order == ui::SortOrder::descending;
  }
  if (!result.clicked_row) return;
  const std::string& target = view.rows[static_cast<size_t>(*result.clicked_row)].href;
  commands.push_back(Go{target.substr(1)});
}

}  // namespace datavault
