#include <algorithm>
#include <span>

#include "generated/icons.h"
#include "web/views/pages_ui.h"
#include "web/widgets/ui.h"

namespace datavault {
namespace {

Tone progress_tone(const JobView& view) {
  if (!view.finished) return Tone::accent;
  // What was left out is said below; the bar says that the job is through.
  return view.status.tone == Tone::warning ? Tone::success : view.status.tone;
}

void progress_ui(const JobView& view) {
  const ui::Card card("progress");
  {
    ui::Row row;
    ui::badge(view.status.name, view.status.tone);
    ui::text(view.status.explanation, {.color = ui::TextColor::muted, .wrap = false});
    row.push_right();
    if (!view.duration.empty()) ui::text(view.duration, {.style = TextStyle::body_strong});
  }
  ui::progress("Progress", view.fraction, view.progress, progress_tone(view));
  for (const std::string* line : {&view.wave, &view.pace}) {
    if (!line->empty()) {
      ui::text(*line, {.style = TextStyle::small, .color = ui::TextColor::muted});
    }
  }
  if (!view.waits.empty()) ui::alert(view.status.tone, view.status.name, view.waits);
  if (!view.error.empty()) ui::alert(Tone::danger, "The job has failed", view.error);
}

const char* icon_of(JobAction action) {
  switch (action) {
    case JobAction::cancel:
      return icons::cancel;
    case JobAction::pause:
      return icons::pause;
    case JobAction::resume:
      return icons::play_arrow;
    case JobAction::retry:
      return icons::refresh;
  }
  return nullptr;
}

void cancel_ui(const JobView& view, JobUi& ui, Commands& commands) {
  if (!ui.asks_cancel) return;
  ui::Dialog dialog("Cancel this job?", {.width = 480});
  ui::text(view.cancel_detail);
  dialog.actions();
  if (ui::button("Let it go on") || dialog.dismissed()) ui.asks_cancel = false;
  if (ui::button("Cancel the job", {.kind = ui::ButtonKind::danger, .icon = icons::cancel})) {
    ui.asks_cancel = false;
    commands.push_back(ActOnJob{view.id, JobAction::cancel});
  }
}

void buttons_ui(const JobView& view, JobUi& ui, Commands& commands) {
  if (view.buttons.empty()) return;
  {
    const ui::Row row;
    for (const JobButton& button : view.buttons) {
      const bool pressed =
          ui::button(button.label, {.icon = icon_of(button.action), .busy = button.busy});
      if (!pressed) continue;
      if (button.action == JobAction::cancel)
        ui.asks_cancel = true;
      else
        commands.push_back(ActOnJob{view.id, button.action});
    }
  }
  cancel_ui(view, ui, commands);
}

/// In the wizard, or where the template is upgraded.
void review_tenants(const JobView& view, const std::vector<TenantId>& tenants, Commands& commands) {
  if (view.upgrade_path.empty())
    commands.push_back(ReviewTenants{view.framework, view.version, tenants});
  else
    commands.push_back(Go{view.upgrade_path});
}

void next_ui(const JobView& view, Commands& commands) {
  if (!view.finished) return;
  if (!view.verdict.empty()) ui::alert(view.verdict_tone, view.verdict);
  if (!view.held.empty() &&
      ui::alert_with_action(
          Tone::warning,
          counted(static_cast<int64_t>(view.held.size()), "tenant is", "tenants are") +
              " held by conflicts",
          "Nothing was written there. Look at what is in the way; it comes up again "
          "with the next distribution.",
          "Show the conflicts")) {
    review_tenants(view, view.held, commands);
  }
  if (!view.stale.empty() &&
      ui::alert_with_action(
          Tone::warning,
          counted(static_cast<int64_t>(view.stale.size()), "tenant was", "tenants were") +
              " changed after the preview",
          "Nothing was written there. Preview and distribute to them again.",
          "Preview them again")) {
    review_tenants(view, view.stale, commands);
  }
}

void tiles_ui(const JobView& view, JobUi& ui) {
  const ui::Group group(ui::GroupRole::group, "Tenants by status");
  ui::Grid grid("statuses", {.min_width = 150, .max_columns = 6, .gap = 12});
  for (const JobTile& tile : view.tiles) {
    grid.next();
    ui::TileOptions options;
    options.tone = tile.label.tone;
    options.pressed = tile.chosen;
    options.min_height = grid.row_height();
    if (ui::tile(tile.label.name, tile.count, options)) {
      ui.status = tile.chosen ? std::string() : tile.status;
    }
  }
}

void targets_ui(const JobView& view, JobUi& ui) {
  tiles_ui(view, ui);
  ui::search_box("Search tenants", ui.search, "Name", 300);
  const ui::Column all[] = {
      {.title = "Tenant", .weight = 3, .stacked = ui::Stacked::heading},
      {.title = "Outcome", .width = 140},
      {.title = "Status", .width = 140, .hide_below = 460},
      {.title = "Remark", .weight = 3, .hide_below = 800, .stacked = ui::Stacked::paragraph}};
  // Mostly there is nothing to remark.
  const bool has_remarks = std::any_of(view.rows.begin(), view.rows.end(),
                                       [](const JobTargetRow& row) { return !row.error.empty(); });
  const auto columns = std::span(all).first(has_remarks ? 4 : 3);
  const auto draw = [&view](int index, int column, ui::TableCell& cell) {
    const JobTargetRow& row = view.rows[static_cast<size_t>(index)];
    switch (column) {
      case 0:
        return cell.text(row.name);
      case 1:
        return cell.badge(row.outcome.name, row.outcome.tone);
      case 2:
        return cell.badge(row.status.name, row.status.tone);
      default:
        return cell.text(row.error, ui::TextColor::muted);
    }
  };
  ui::table("Tenants of the job", columns, static_cast<int>(view.rows.size()), draw,
            {.stacks = true, .empty = "No tenant matches."});
}

void log_ui(const JobView& view) {
  const ui::Column columns[] = {
      {.title = "Time", .width = 120},
      {.title = "Level", .width = 110, .hide_below = 480},
      {.title = "Message", .weight = 1, .stacked = ui::Stacked::paragraph}};
  const auto draw = [&view](int index, int column, ui::TableCell& cell) {
    const JobLogLine& line = view.log[static_cast<size_t>(index)];
    if (column == 0)
      cell.text(line.time, ui::TextColor::muted);
    else if (column == 1)
      cell.badge(line.level, line.tone);
    else
      cell.text(line.message);
  };
  ui::table("Log", columns, static_cast<int>(view.log.size()), draw,
            {.stacks = true, .empty = "The log is empty."});
}

void result_buttons_ui(const JobView& view, Commands& commands) {
  if (!view.finished) return;
  const ui::Row row;
  if (!view.template_path.empty()) {
    if (ui::button("Open the template", {.icon = icons::layers})) {
      commands.push_back(Go{view.template_path});
    }
  } else if (ui::button("Distribute something else", {.icon = icons::send})) {
    commands.push_back(StartOver{});
  }
  if (ui::button("All jobs", {.kind = ui::ButtonKind::ghost, .icon = icons::history})) {
    commands.push_back(Go{"/jobs"});
  }
  if (!view.rollback_path.empty() && ui::button("Roll back…", {.icon = icons::undo})) {
    commands.push_back(Go{view.rollback_path});
  }
}

}  // namespace

void job_ui(const JobView& view, JobUi& ui, Commands& commands) {
  if (view.interrupted) {
    ui::alert(Tone::warning, "Connection lost",
              "The job goes on at the server. This page catches up when it can be reached again.");
  } else if (!loaded_ui(view.load, commands)) {
    return;
  }
  progress_ui(view);
  buttons_ui(view, ui, commands);
  next_ui(view, commands);
  result_buttons_ui(view, commands);
  const std::string_view labels[] = {"Tenants", "Log"};
  ui::tabs("Parts of the job", labels, ui.tab);
  if (ui.tab == 0)
    targets_ui(view, ui);
  else
    log_ui(view);
}

void job_page_ui(const JobView& view, JobUi& ui, Commands& commands) {
  const ui::Crumb crumbs[] = {{"Jobs", "#/jobs"}};
  ui::page_header(view.title, view.subtitle, crumbs);
  job_ui(view, ui, commands);
}

}  // namespace datavault
