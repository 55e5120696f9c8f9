#include "generated/icons.h"
#include "web/views/pages_ui.h"
#include "web/widgets/ui.h"

namespace datavault {
namespace {

void confirmation_ui(const RememberedView& view, RememberedUi& ui, Commands& commands) {
  if (view.asks_about.empty()) return;
  ui::Dialog dialog("Withdraw this answer?", {.width = 480});
  ui::text(view.asks_about);
  ui::muted("Nothing changes now. With the next version that touches it, it is asked again.");
  dialog.actions();
  if (ui::button("Cancel") || dialog.dismissed()) {
    ui.asks = 0;
    return;
  }
  if (ui::button("Withdraw", {.kind = ui::ButtonKind::danger, .icon = icons::undo})) {
    commands.push_back(WithdrawRemembered{ui.asks});
    ui.asks = 0;
  }
}

void rows_ui(const RememberedView& view, RememberedUi& ui) {
  const ui::Column columns[] = {
      {.title = "Tenant", .weight = 3, .stacked = ui::Stacked::heading},
      {.title = "Field", .weight = 2, .stacked = ui::Stacked::two_lines},
      {.title = "Keeps", .weight = 3, .hide_below = 640, .stacked = ui::Stacked::paragraph},
      {.title = "Decided", .weight = 2, .hide_below = 900, .stacked = ui::Stacked::two_lines},
      {.title = "", .width = 120, .stacked = ui::Stacked::action}};
  const auto draw = [&view, &ui](int index, int column, ui::TableCell& cell) {
    const RememberedRow& row = view.rows[static_cast<size_t>(index)];
    switch (column) {
      case 0:
        return cell.text(row.tenant);
      case 1:
        return cell.two_lines(row.field, row.attribute);
      case 2:
        return cell.text(row.value);
      case 3:
        return cell.two_lines(row.by, row.when);
      default:
        break;
    }
    if (row.withdrawing) return cell.text("Withdrawing…", ui::TextColor::muted);
    if (cell.button("Withdraw##" + std::to_string(row.id))) ui.asks = row.id;
  };
  ui::table("Remembered answers", columns, static_cast<int>(view.rows.size()), draw,
            {.row_height = 56, .stacks = true, .empty = "No remembered answer matches."});
}

}  // namespace

void remembered_ui(const RememberedView& view, int64_t framework, RememberedUi& ui,
                   Commands& commands) {
  if (!view.asked) commands.push_back(LoadRemembered{framework});
  if (!view.load.problem.empty() && ui::alert_with_action(Tone::danger, "This could not be loaded",
                                                          view.load.problem, "Try again")) {
    commands.push_back(LoadRemembered{framework});
  }
  if (!view.load.has_value) {
    if (view.load.waiting) ui::skeleton(4);
    return;
  }
  if (view.total == 0) {
    ui::empty_state(
        icons::rule, "No answer is remembered",
        "Tick \"Remember for later versions\" when you answer a conflict in a preview.");
    return;
  }
  ui::muted("While a tenant has the value that was kept, it is not asked again.");
  ui::search_box("Search remembered answers", ui.search, "Tenant, field or value",
                 ui::is_narrow() ? 0 : 320);
  rows_ui(view, ui);
  confirmation_ui(view, ui, commands);
}

}  // namespace datavault
