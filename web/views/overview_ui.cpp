#include "generated/icons.h"
#include "web/views/pages_ui.h"
#include "web/widgets/ui.h"

namespace datavault {
namespace {

struct Figure {
  std::string_view name;
  const LoadView& load;
  std::string_view value, detail, path;
  Tone tone = Tone::neutral;
};

void figure_ui(ui::Grid& grid, const Figure& figure, Commands& commands) {
  grid.next();
  ui::TileOptions options;
  options.tone = figure.tone;
  options.detail = figure.load.has_value ? figure.detail : std::string_view(figure.load.problem);
  options.min_height = grid.row_height();
  const std::string_view value = figure.load.has_value ? figure.value : "–";
  if (ui::tile(figure.name, value, options)) commands.push_back(Go{std::string(figure.path)});
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
                                {.title = "Status", .width = ui::is_narrow() ? 150.0f : 190.0f},
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
    figure_ui(grid,
              {"Frameworks", view.frameworks, view.framework_count, view.framework_detail,
               "/frameworks", Tone::accent},
              commands);
    figure_ui(
        grid,
        {"Tenants", view.tenants, view.tenant_count, view.tenant_detail, "/tenants", Tone::accent},
        commands);
    figure_ui(grid, {"Jobs", view.jobs, view.job_count, view.job_detail, "/jobs", view.job_tone},
              commands);
  }
  ui::space(metrics::kSpace5);
  recent_jobs_ui(view, commands);
}

}  // namespace datavault
