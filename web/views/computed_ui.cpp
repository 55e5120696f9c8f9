#include "generated/icons.h"
#include "web/views/pages_ui.h"
#include "web/widgets/ui.h"

namespace datavault {
namespace {

void side_ui(ui::TableCell& cell, const std::string& number, const std::string& unit) {
  if (unit.empty()) return cell.text(number);
  cell.two_lines(number, unit);
}

void rows_ui(const ComputedView& view) {
  const ui::Column columns[] = {
      {.title = "Field", .weight = 2, .stacked = ui::Stacked::heading},
      {.title = "Before", .weight = 3, .stacked = ui::Stacked::two_lines},
      {.title = "Afterwards", .weight = 3, .stacked = ui::Stacked::two_lines},
      {.title = "Remark", .width = 200, .hide_below = 640}};
  const auto draw = [&view](int index, int column, ui::TableCell& cell) {
    const ComputedRow& row = view.rows[static_cast<size_t>(index)];
    switch (column) {
      case 0:
        return cell.two_lines(row.code, row.entity);
      case 1:
        return side_ui(cell, row.before, row.unit_before);
      case 2:
        return side_ui(cell, row.after, row.unit_after);
      default:
        return cell.text(row.reason.empty() ? std::string_view("–") : row.reason,
                         ui::TextColor::muted);
    }
  };
  ui::table("Computed values", columns, static_cast<int>(view.rows.size()), draw,
            {.row_height = 56, .stacks = true});
}

}  // namespace

void computed_ui(const ComputedView& view, TenantId tenant, Commands& commands) {
  if (!view.asked) {
    if (ui::button("Show computed values", {.icon = icons::functions,
                                            .tooltip = "Before and after, of the latest period"})) {
      commands.push_back(ShowComputed{tenant});
    }
    return;
  }
  if (!view.load.problem.empty()) {
    if (ui::alert_with_action(Tone::danger, "The computed values could not be loaded",
                              view.load.problem, "Try again")) {
      commands.push_back(ShowComputed{tenant});
    }
    return;
  }
  if (view.load.waiting) return ui::spinner("The server computes the values…");
  ui::text(view.summary, {.style = TextStyle::body_strong});
  if (!view.rows.empty()) rows_ui(view);
}

}  // namespace datavault
