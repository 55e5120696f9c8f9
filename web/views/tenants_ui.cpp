#include "generated/icons.h"
#include "web/views/pages_ui.h"
#include "web/widgets/ui.h"

namespace datavault {

void tenants_ui(const TenantsView& view, TenantsUi& ui, Commands& commands) {
  ui::page_header("Tenants", view.subtitle);
  if (!loaded_ui(view.load, commands)) return;
  ui::search_box("Search tenants", ui.search, "Name or industry", 360);
  const ui::Column columns[] = {{.title = "Name", .weight = 3, .stacked = ui::Stacked::heading},
                                {.title = "Industry", .weight = 2, .hide_below = 480},
                                {.title = "Status", .width = 120}};
  const auto draw = [&view](int row, int column, ui::TableCell& cell) {
    const TenantRow& tenant = view.rows[static_cast<size_t>(row)];
    if (column == 0)
      cell.two_lines(tenant.name, tenant.slug);
    else if (column == 1)
      cell.text(tenant.industry, ui::TextColor::muted);
    else
      cell.badge(tenant.active ? "Active" : "Inactive",
                 tenant.active ? Tone::success : Tone::neutral);
  };
  ui::table("Tenants", columns, static_cast<int>(view.rows.size()), draw,
            {.row_height = 56,
             .stacks = true,
             .empty = view.searching ? "No tenant matches." : "No tenants yet."});
}

}  // namespace datavault
