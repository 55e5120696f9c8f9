#include "generated/icons.h"
#include "web/views/pages_ui.h"
#include "web/widgets/ui.h"

namespace datavault {
namespace {

void actions_ui(const QueuedRow& row, Commands& commands) {
  const ui::Row buttons({.gap = 8});
  const auto kind = row.changed.empty() ? ui::ButtonKind::secondary : ui::ButtonKind::primary;
  if (ui::button(
          "Look at it again",
          {.kind = kind, .icon = icons::visibility, .disabled = !row.can_review, .small = true})) {
    commands.push_back(ReviewQueued{row.key});
  }
  if (row.can_send && ui::button("Send it again", {.icon = icons::refresh, .small = true})) {
    commands.push_back(SendQueued{row.key});
  }
  if (ui::button("Withdraw", {.kind = ui::ButtonKind::ghost,
                              .icon = icons::undo,
                              .disabled = !row.can_withdraw,
                              .small = true})) {
    commands.push_back(WithdrawQueued{row.key});
  }
}

void changes_ui(const QueuedRow& row) {
  constexpr size_t kShown = 5;
  const ui::Group list(ui::GroupRole::list, "Changed tenants");
  const ui::Stack stack(2);
  for (size_t i = 0; i < row.changed.size() && i < kShown; ++i) {
    const ui::Group item(ui::GroupRole::list_item);
    ui::text(row.changed[i], {.style = TextStyle::small});
  }
  if (row.changed.size() > kShown) {
    ui::caption("and " + std::to_string(row.changed.size() - kShown) + " more");
  }
}

/// On a phone the name wraps, with the status below it.
void title_ui(const QueuedRow& row) {
  if (ui::is_narrow()) {
    ui::text(row.title, {.style = TextStyle::body_strong});
    return ui::badge(row.status.name, row.status.tone);
  }
  const ui::Row line({.gap = 10, .height = 28});
  ui::text(row.title, {.style = TextStyle::body_strong, .wrap = false});
  ui::badge(row.status.name, row.status.tone);
}

void queued_ui(const QueuedRow& row, Commands& commands) {
  const ui::IdScope scope(row.key);
  const ui::Group article(ui::GroupRole::article, row.title);
  const ui::Card card("queued");
  title_ui(row);
  {
    const ui::Stack stack(4);
    ui::text(row.detail);
    ui::text(row.age, {.style = TextStyle::small, .color = ui::TextColor::muted});
    if (!row.reason.empty()) ui::text(row.reason, {.style = TextStyle::small});
    if (!row.changed.empty()) changes_ui(row);
  }
  actions_ui(row, commands);
}

void queue_ui(const OfflineView& view, Commands& commands) {
  ui::heading(2, "Waiting to be sent");
  if (view.queue.empty()) {
    ui::muted(
        "Nothing. What you submit without a server waits here, in this order, and can be "
        "withdrawn.");
    return;
  }
  for (const QueuedRow& row : view.queue) queued_ui(row, commands);
}

void kept_ui(const OfflineView& view) {
  ui::space(metrics::kSpace5);
  ui::heading(2, "Frameworks that can be previewed offline");
  const ui::Column columns[] = {
      {.title = "Framework", .weight = 3, .stacked = ui::Stacked::heading},
      {.title = "State of", .weight = 2, .stacked = ui::Stacked::two_lines},
      {.title = "Size", .width = 110, .align = ui::Align::end}};
  const auto draw = [&view](int index, int column, ui::TableCell& cell) {
    const KeptRow& row = view.kept[static_cast<size_t>(index)];
    switch (column) {
      case 0:
        return cell.two_lines(row.name, row.version);
      case 1:
        if (!row.problem.empty()) return cell.text(row.problem, ui::TextColor::muted);
        return cell.two_lines(row.age, row.taken);
      default:
        return cell.text(row.size, ui::TextColor::muted);
    }
  };
  ui::table("Kept frameworks", columns, static_cast<int>(view.kept.size()), draw,
            {.row_height = 56, .stacks = true, .empty = "No list of frameworks is kept yet."});
  ui::text(view.total, {.style = TextStyle::small, .color = ui::TextColor::muted});
  ui::text(view.owner, {.style = TextStyle::small, .color = ui::TextColor::muted});
}

}  // namespace

void offline_ui(const OfflineView& view, Commands& commands) {
  {
    const ui::PageHeader header("Offline",
                                "What waits for the server, and what there is without it.");
    if (ui::button("Fetch what changed",
                   {.icon = icons::refresh,
                    .disabled = view.offline,
                    .busy = view.fetching && !view.offline,
                    .tooltip = view.offline ? "The server cannot be reached." : ""})) {
      commands.push_back(KeepSnapshots{});
    }
  }
  queue_ui(view, commands);
  kept_ui(view);
}

void offline_notice_ui(const OfflineNotice& notice, Commands& commands) {
  if (!notice.shown) return;
  if (notice.action.empty()) return ui::alert(Tone::warning, notice.title, notice.detail);
  if (ui::alert_with_action(Tone::warning, notice.title, notice.detail, notice.action)) {
    commands.push_back(Go{"/offline"});
  }
}

void sign_out_ui(const std::optional<Loss>& lost, bool& asking, Commands& commands) {
  asking = asking && lost;  // it may have been sent meanwhile
  if (!asking) return;
  ui::Dialog dialog("Sign out?", {.width = 480});
  ui::alert(Tone::warning, lost->title, lost->detail);
  dialog.actions();
  if (ui::button("Stay signed in") || dialog.dismissed()) asking = false;
  if (ui::button("Sign out and delete", {.kind = ui::ButtonKind::danger, .icon = icons::logout})) {
    asking = false;
    commands.push_back(SignOut{});
  }
}

}  // namespace datavault
