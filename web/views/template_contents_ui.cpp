// What the pages of templates have in common.
#include "generated/icons.h"
#include "web/views/template_parts_ui.h"
#include "web/widgets/ui.h"

namespace datavault {
namespace {

void contents_frameworks_ui(const TemplateContentsView& view) {
  if (view.frameworks.empty()) return;
  ui::heading(2, "Frameworks");
  const ui::Column all[] = {
      {.title = "Framework", .weight = 3, .stacked = ui::Stacked::heading},
      {.title = "Version", .width = 120},
      {.title = "Fields", .width = 90, .align = ui::Align::end, .hide_below = 520},
      {.title = "Edits", .width = 90, .align = ui::Align::end, .hide_below = 520}};
  const auto draw = [&view](int index, int column, ui::TableCell& cell) {
    const auto& line = view.frameworks[static_cast<size_t>(index)];
    if (column == 1) return cell.text(line.version, ui::TextColor::muted);
    if (column == 2) return cell.text(line.fields);
    if (column == 3) return cell.text(line.edits);
    if (line.href.empty()) return cell.text(line.name);
    cell.link(line.name, line.href);
  };
  const std::span<const ui::Column> columns(all, view.counts_fields ? 4 : 2);
  ui::table("Frameworks of the template", columns, static_cast<int>(view.frameworks.size()), draw,
            {.stacks = true});
}

void contents_entities_ui(const TemplateContentsView& view) {
  if (view.entities.empty()) return;
  ui::heading(2, "Entities");
  const ui::Column columns[] = {{.title = "Entity", .weight = 3}, {.title = "Kind", .width = 130}};
  const auto draw = [&view](int index, int column, ui::TableCell& cell) {
    const auto& line = view.entities[static_cast<size_t>(index)];
    if (column == 1) return cell.text(line.kind, ui::TextColor::muted);
    cell.indent(20 * static_cast<float>(line.depth));
    cell.text(line.name, ui::TextColor::normal, line.depth == 0);
  };
  ui::table("Entities of the template", columns, static_cast<int>(view.entities.size()), draw);
}

void contents_assignments_ui(const TemplateContentsView& view) {
  if (view.assignments.empty()) return;
  ui::heading(2, "Assignments");
  const ui::Column columns[] = {{.title = "Field", .weight = 3, .stacked = ui::Stacked::heading},
                                {.title = "Entity", .weight = 2},
                                {.title = "Reported", .width = 140}};
  const auto draw = [&view](int index, int column, ui::TableCell& cell) {
    const auto& line = view.assignments[static_cast<size_t>(index)];
    if (column == 0) return cell.text(line.field);
    cell.text(column == 1 ? line.entity : line.what, ui::TextColor::muted);
  };
  ui::table("Assignments of the template", columns, static_cast<int>(view.assignments.size()), draw,
            {.stacks = true});
}

void contents_card_ui(std::string_view title,
                      const std::vector<TemplateContentsView::Line>& lines) {
  if (lines.empty()) return;
  const ui::Card card(title, {.padding = 16});
  ui::heading(2, title);
  const ui::Stack stack(6);
  for (const auto& line : lines) ui::description(line.name, line.value);
}

}  // namespace

void template_contents_ui(const TemplateContentsView& view) {
  ui::Split split("contents", 380);
  contents_frameworks_ui(view);
  contents_entities_ui(view);
  contents_assignments_ui(view);
  split.next();
  contents_card_ui("Parameters", view.parameters);
  contents_card_ui("Settings", view.settings);
  contents_card_ui("Users", view.users);
}

void contents_column_ui(const TemplateContentsView& view) {
  contents_frameworks_ui(view);
  contents_entities_ui(view);
  contents_card_ui("Settings", view.settings);
}

void template_figures_ui(const std::vector<TemplateFigure>& figures) {
  ui::Grid grid("figures", {.min_width = 130, .max_columns = 6, .gap = 12});
  for (const TemplateFigure& figure : figures) {
    grid.next();
    const ui::Card card(figure.name, {.padding = 16});
    ui::stat(figure.name, figure.value);
  }
}

bool industry_ui(std::string_view none, std::string& industry, std::string_view error) {
  IndustryChoices choices = industry_choices(none, industry);
  std::vector<ui::ComboItem> items;
  for (const std::string& name : choices.names) items.push_back({name, {}});
  if (!ui::combo("Industry", items, choices.chosen, {.error = error})) return false;
  industry =
      choices.chosen == 0 ? std::string() : choices.names[static_cast<size_t>(choices.chosen)];
  return true;
}

bool needs_server_ui(const TemplateServer& server) {
  if (server.is_here) return false;
  ui::empty_state(icons::cloud_off, "Templates need the server",
                  "It cannot be reached at present. What you typed stays here.");
  return true;
}

void problem_ui(std::string_view title, const std::string& problem) {
  if (!problem.empty()) ui::alert(Tone::danger, title, problem);
}

bool unanswered_post_ui(bool is_unanswered, const std::string& problem) {
  if (!is_unanswered) return false;
  return ui::alert_with_action(Tone::warning, "The server did not confirm it",
                               problem + " Trying again is safe: it happens at most once.",
                               "Try again");
}

}  // namespace datavault
