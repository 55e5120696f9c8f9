#include "generated/icons.h"
#include "web/views/pages_ui.h"
#include "web/widgets/ui.h"

namespace datavault {
namespace {

void figure_ui(ui::Grid& grid, std::string_view name, const LoadView& load, std::string_view value,
               std::string_view detail, Tone tone, std::string_view path, Commands& commands) {
  grid.next();
  const ui::Card card(name, {.min_height = grid.row_height()});
  if (load.has_value)
    ui::stat(name, value, detail, tone);
  else
    ui::stat(name, load.problem.empty() ? "…" : "–", load.problem);
  const std::string label = "Show " + std::string(name);
  if (ui::button(label,
                 {.kind = ui::ButtonKind::ghost, .icon = icons::arrow_forward, .small = true})) {
    commands.push_back(Go{std::string(path)});
  }
}

void recent_jobs_ui(const OverviewView& view, Commands& commands) {
  ui::heading(2, "Recent jobs");
  if (!loaded_ui(view.jobs, commands, 3)) return;
  if (view.recent.empty()) {
    if (ui::empty_state(icons::history, "No jobs yet",
                        "Distributions run as jobs; the latest ones are listed here.",
                        "Distribute a framework")) {
      commands.push_back(Go{"/distribute"});
    }
    return;
  }
  const ui::Column columns[] = {{.title = "What", .weight = 2},
                                {.title = "Status", .width = 220},
                                {.title = "Started", .weight = 1, .hide_below = 640}};
  ui::table("Recent jobs", columns, static_cast<int>(view.recent.size()),
            [&view](int row, int column, ui::TableCell& cell) {
              const JobRow& job = view.recent[static_cast<size_t>(row)];
              if (column == 0)
                cell.link(job.title, job.href);
              else if (column == 1)
                cell.badge(job.status.name, job.status.tone);
              else
                cell.text(job.started, ui::TextColor::muted);
            });
}

}  // namespace

void overview_ui(const OverviewView& view, Commands& commands) {
  {
    const ui::PageHeader header("Overview",
                                "Keep every tenant current without losing what it changed.");
    if (ui::button("Distribute a framework",
                   {.kind = ui::ButtonKind::primary, .icon = icons::send})) {
      commands.push_back(Go{"/distribute"});
    }
  }
  {
    ui::Grid grid("figures", {.min_width = 220, .max_columns = 3});
    figure_ui(grid, "Frameworks", view.frameworks, view.framework_count, view.framework_detail,
              Tone::neutral, "/frameworks", commands);
    figure_ui(grid, "Tenants", view.tenants, view.tenant_count, view.tenant_detail, Tone::neutral,
              "/tenants", commands);
    figure_ui(grid, "Jobs", view.jobs, view.job_count, view.job_detail, view.job_tone, "/jobs",
              commands);
  }
  ui::space(metrics::kSpace5);
  recent_jobs_ui(view, commands);
}

}  // namespace datavault
