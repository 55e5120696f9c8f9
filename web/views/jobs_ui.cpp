#include <array>

#include "generated/icons.h"
#include "web/views/pages_ui.h"
#include "web/widgets/ui.h"

namespace datavault {
namespace {

void table_ui(const JobsView& view, Commands& commands) {
  const ui::Column columns[] = {
      {.title = "What", .weight = 3, .stacked = ui::Stacked::heading},
      {.title = "Status", .width = ui::is_narrow() ? 150.0f : 200.0f},
      {.title = "Started", .weight = 2, .hide_below = 760, .stacked = ui::Stacked::two_lines},
      {.title = "Duration", .width = 110, .align = ui::Align::end, .hide_below = 560}};
  const auto draw = [&view](int row, int column, ui::TableCell& cell) {
    const JobRow& job = view.rows[static_cast<size_t>(row)];
    switch (column) {
      case 0:
        return cell.two_lines(job.title, "Job " + std::to_string(job.id) + " · " + job.detail);
      case 1:
        return cell.badge(job.progress.empty() ? std::string(job.status.name)
                                               : std::string(job.status.name) + " " + job.progress,
                          job.status.tone);
      case 2:
        return cell.two_lines(job.started, job.by);
      default:
        return cell.text(job.duration, ui::TextColor::muted);
    }
  };
  const auto result = ui::table(
      "Jobs", columns, static_cast<int>(view.rows.size()), draw,
      {.row_height = 56, .clickable_rows = true, .stacks = true, .empty = "No job matches."});
  if (!result.clicked_row) return;
  commands.push_back(Go{job_path(view.rows[static_cast<size_t>(*result.clicked_row)].id)});
}

void filter_ui(JobsUi& ui) {
  constexpr std::array<std::string_view, 5> kLabels{"", "Active", "Paused", "Completed",
                                                    "With problems"};
  const ui::Group group(ui::GroupRole::group, "Status");
  const ui::Row row({.gap = 8});
  for (size_t i = 1; i < kLabels.size(); ++i) {
    const auto filter = static_cast<JobFilter>(i);
    bool chosen = ui.filter == filter;
    if (ui::filter_chip(kLabels[i], chosen)) ui.filter = chosen ? filter : JobFilter::all;
  }
}

}  // namespace

void jobs_ui(const JobsView& view, JobsUi& ui, Commands& commands) {
  {
    const ui::PageHeader header("Jobs", "What runs and what has run, newest first.");
    if (ui::button("Refresh", {.icon = icons::refresh, .busy = view.load.refreshing})) {
      commands.push_back(Reload{});
    }
  }
  if (!loaded_ui(view.load, commands)) return;
  if (view.rows.empty() && !view.searching) {
    if (ui::empty_state(icons::history, "No jobs yet",
                        "Distributions run as jobs and stay listed here.",
                        "Distribute a framework")) {
      commands.push_back(Go{"/distribute"});
    }
    return;
  }
  ui::search_box("Search jobs", ui.search, "Framework, person or status", 360);
  filter_ui(ui);
  table_ui(view, commands);
}

}  // namespace datavault
