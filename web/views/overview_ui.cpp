#include "generated/icons.h"
#include "web/platform/intl.h"
#include "web/views/pages_ui.h"
#include "web/widgets/ui.h"

namespace datavault {
namespace {

constexpr float kSideWidth = 340;

std::vector<ui::ChartPart> parts_of(const FleetRow& row) {
  return {{"Current", static_cast<double>(row.current), Tone::success},
          {"Behind", static_cast<double>(row.behind), Tone::warning},
          {"Held", static_cast<double>(row.held), Tone::danger}};
}

void share_ui(const OverviewView& view) {
  const ui::Card card("share");
  ui::heading(2, "All copies");
  const std::vector<ui::ChartPart> parts = parts_of(view.all);
  ui::donut("Copies of all frameworks", parts, view.share, "current");
  ui::chart_legend(parts);
  ui::divider();
  const ui::ChartPart more[] = {
      {"Customised", static_cast<double>(view.all.customised), Tone::accent},
      {"Without a copy", static_cast<double>(view.all.without), Tone::neutral}};
  ui::chart_legend(more);
}

void fleet_table_ui(const OverviewView& view, Commands& commands) {
  const ui::Column columns[] = {
      {.title = "Framework", .weight = 5, .stacked = ui::Stacked::heading},
      {.title = "State", .weight = 3, .hide_below = 620},
      {.title = "Current", .width = 88, .align = ui::Align::end},
      {.title = "Behind", .width = 84, .align = ui::Align::end},
      {.title = "Held", .width = 72, .align = ui::Align::end},
      {.title = "Customised", .width = 112, .align = ui::Align::end, .hide_below = 560}};
  const auto draw = [&view](int index, int column, ui::TableCell& cell) {
    const FleetRow& row = view.fleet[static_cast<size_t>(index)];
    const auto figure = [&cell](int64_t count, ui::TextColor color) {
      cell.text(platform::format_count(count), count > 0 ? color : ui::TextColor::muted, count > 0);
    };
    switch (column) {
      case 0:
        return cell.two_lines(row.name, row.version);
      case 1:
        return ui::stacked_bar(row.name + ": " + row.sentence() + "##bar", parts_of(row));
      case 2:
        return figure(row.current, ui::TextColor::success);
      case 3:
        return figure(row.behind, ui::TextColor::warning);
      case 4:
        return figure(row.held, ui::TextColor::danger);
      default:
        return figure(row.customised, ui::TextColor::accent);
    }
  };
  const auto result =
      ui::table("Frameworks and how tenants stand", columns, static_cast<int>(view.fleet.size()),
                draw, {.row_height = 56, .clickable_rows = true, .stacks = true});
  if (!result.clicked_row) return;
  const FleetRow& row = view.fleet[static_cast<size_t>(*result.clicked_row)];
  commands.push_back(Go{row.href.substr(1)});
}

/// On a phone: the bar, and its figures as a sentence.
void fleet_cards_ui(const OverviewView& view) {
  ui::Grid grid("fleet", {.min_width = 280, .max_columns = 2});
  for (const FleetRow& row : view.fleet) {
    grid.next();
    ui::SelectCardOptions options;
    options.kind = ui::SelectKind::link;
    options.description = row.sentence();
    options.href = row.href;
    options.min_height = grid.row_height();
    const ui::SelectCard card(row.name, false, options);
    ui::space(8);
    ui::stacked_bar(row.name + "##bar", parts_of(row));
    ui::space(8);
    ui::text(row.sentence(),
             {.style = TextStyle::small, .color = ui::TextColor::muted, .decorative = true});
  }
}

void fleet_ui(const OverviewView& view, Commands& commands) {
  ui::heading(2, "Frameworks");
  if (!loaded_ui(view.fleet_load, commands)) return;
  if (view.fleet.empty()) {
    ui::empty_state(icons::library_books, "No frameworks yet",
                    "Import one with \"datavault framework import\"; then it can be distributed.");
    return;
  }
  if (ui::is_narrow()) return fleet_cards_ui(view);
  fleet_table_ui(view, commands);
}

void concern_ui(const Concern& concern, Commands& commands) {
  const ui::IdScope scope(concern.title + concern.detail);
  const ui::Card card(concern.title, {.padding = 16, .tone = concern.tone});
  ui::text(concern.title, {.style = TextStyle::body_strong});
  ui::text(concern.detail, {.style = TextStyle::small});
  const std::string label = concern.action + "##" + concern.title;
  if (!ui::button(label, {.icon = icons::arrow_forward, .small = true})) return;
  if (concern.kind == Concern::Kind::held)
    commands.push_back(ReviewTenants{concern.framework, concern.version, concern.tenants});
  else
    commands.push_back(Go{concern.href.substr(1)});
}

void concerns_ui(const OverviewView& view, Commands& commands) {
  ui::heading(2, "Needs you");
  if (!view.fleet_load.has_value) return ui::skeleton(2);
  for (const Concern& concern : view.concerns) concern_ui(concern, commands);
  if (!view.concerns.empty()) return;
  const ui::Card card("nothing", {.padding = 16, .tone = Tone::success});
  const ui::Row row;
  ui::icon(icons::check_circle, ui::TextColor::success);
  ui::text("Nothing is held and no job failed.");
}

void running_job_ui(const RunningJob& job) {
  const ui::IdScope scope(static_cast<int>(job.id));
  const ui::Card card(job.title, {.padding = 16});
  {
    ui::Row row;
    ui::link(job.title, job.href, TextStyle::body_strong);
    if (job.pace.size() > 1) {
      row.push_right();
      ui::sparkline("Tenants a second over the last minutes", job.pace);
    }
  }
  ui::progress(job.title, static_cast<float>(job.fraction), job.detail);
}

void running_ui(const OverviewView& view, Commands& commands) {
  if (!view.jobs_load.has_value) {
    ui::heading(2, "Running jobs");
    loaded_ui(view.jobs_load, commands, 2);
    return;
  }
  if (view.running.empty()) return;
  ui::heading(2, "Running jobs");
  for (const RunningJob& job : view.running) running_job_ui(job);
}

void changes_ui(const OverviewView& view, Commands& commands) {
  ui::heading(2, "Recent changes");
  if (!loaded_ui(view.changes_load, commands, 5)) return;
  const ui::Card card("changes");
  if (view.changes.empty()) {
    ui::muted("What is published, distributed or edited shows here.");
    return;
  }
  std::vector<ui::TimelineEntry> entries;
  for (const ChangeLine& change : view.changes) {
    entries.push_back({change.what, change.who + " · " + change.when, change.href, change.tone});
  }
  ui::timeline("Recent changes", entries);
}

}  // namespace

void overview_ui(const OverviewView& view, Commands& commands) {
  {
    const ui::PageHeader header("Overview", view.subtitle);
    if (ui::button("Distribute a framework",
                   {.kind = ui::ButtonKind::primary, .icon = icons::send})) {
      commands.push_back(Go{"/distribute"});
    }
  }
  if (ui::is_narrow()) {
    concerns_ui(view, commands);
    running_ui(view, commands);
    fleet_ui(view, commands);
    return changes_ui(view, commands);
  }
  ui::Split split("overview", kSideWidth);
  fleet_ui(view, commands);
  ui::space(metrics::kSpace5);
  running_ui(view, commands);
  changes_ui(view, commands);
  split.next();
  if (view.fleet_load.has_value) share_ui(view);
  concerns_ui(view, commands);
}

}  // namespace datavault
