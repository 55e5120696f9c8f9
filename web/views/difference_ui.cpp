#include "generated/icons.h"
#include "web/platform/intl.h"
#include "web/views/pages_ui.h"
#include "web/widgets/ui.h"

namespace datavault {
namespace {

void version_choice_ui(const ChangesView& view, Commands& commands) {
  std::vector<ui::ComboItem> items;
  int from = -1, to = -1;
  for (size_t i = 0; i < view.versions.size(); ++i) {
    items.push_back({"Version " + std::to_string(view.versions[i]), {}});
    if (view.versions[i] == view.from) from = static_cast<int>(i);
    if (view.versions[i] == view.to) to = static_cast<int>(i);
  }
  const float width = ui::is_narrow() ? 0.0f : 200.0f;
  const ui::Row row;
  const bool changed_from =
      ui::combo("From", items, from, {.placeholder = "From…", .searchable = false, .width = width});
  const bool changed_to =
      ui::combo("To", items, to, {.placeholder = "To…", .searchable = false, .width = width});
  if ((!changed_from && !changed_to) || from < 0 || to < 0) return;
  commands.push_back(
      Go{framework_changes_path(view.framework.value, view.versions[static_cast<size_t>(from)],
                                view.versions[static_cast<size_t>(to)])});
}

void change_filters_ui(const std::vector<DifferenceCount>& counts, DifferenceUi& ui) {
  const ui::Row row;
  ui::search_box("Search changes", ui.search, "Field or value", ui::is_narrow() ? 0 : 280);
  for (const DifferenceCount& count : counts) {
    if (count.fields == 0) continue;
    const std::string label =
        std::string(label_of(count.kind).name) + " " + platform::format_count(count.fields);
    ui::filter_chip(label, ui.kinds[static_cast<size_t>(count.kind)]);
  }
}

}  // namespace

std::optional<int> differences_ui(std::string_view name, const std::vector<DifferenceLine>& lines,
                                  std::string_view empty, float height) {
  const ui::Column columns[] = {{.title = "Field", .weight = 3, .stacked = ui::Stacked::heading},
                                {.title = "Change", .width = 120},
                                {.title = "What", .width = 150, .hide_below = 700},
                                {.title = "Before", .weight = 3, .hide_below = 560},
                                {.title = "After", .weight = 3, .hide_below = 560}};
  const auto draw = [&lines](int index, int column, ui::TableCell& cell) {
    const DifferenceLine& line = lines[static_cast<size_t>(index)];
    const Label label = label_of(line.kind);
    switch (column) {
      case 0:
        return cell.two_lines(line.name, line.code);
      case 1:
        return cell.badge(label.name, label.tone);
      case 2:
        return cell.text(line.attribute, ui::TextColor::muted);
      case 3:
        return cell.text(line.before.empty() ? "–" : line.before, ui::TextColor::muted);
      default:
        return cell.text(line.after.empty() ? "–" : line.after);
    }
  };
  return ui::table(name, columns, static_cast<int>(lines.size()), draw,
                   {.height = height,
                    .row_height = 64,
                    .clickable_rows = true,
                    .stacks = true,
                    .empty = empty})
      .clicked_row;
}

void difference_ui(const DifferenceLine& line, bool& dismissed) {
  const ui::Dialog dialog(line.name, {.width = 640});
  {
    const ui::Row row;
    const Label label = label_of(line.kind);
    ui::badge(label.name, label.tone);
    ui::code(line.code);
  }
  ui::heading(3, line.attribute);
  ui::description("Before", line.before);
  ui::description("After", line.after);
  dismissed = dialog.dismissed();
}

void difference_counts_ui(const std::vector<DifferenceCount>& counts) {
  const ui::Row row;
  for (const DifferenceCount& count : counts) {
    if (count.fields == 0) continue;
    const Label label = label_of(count.kind);
    ui::badge(platform::format_count(count.fields) + " " + std::string(label.name), label.tone);
  }
}

void framework_changes_ui(const ChangesView& view, ChangesUi& ui, Commands& commands) {
  const std::string framework = href(framework_path(view.framework.value));
  const ui::Crumb crumbs[] = {{"Frameworks", "#/frameworks"}, {view.name, framework}};
  ui::page_header("What changed", view.title, crumbs);
  version_choice_ui(view, commands);
  if (!loaded_ui(view.load, commands)) return;
  if (!view.notes.empty()) {
    const ui::Card card("notes", {.padding = 16});
    ui::text("Notes of version " + std::to_string(view.to), {.style = TextStyle::label});
    ui::text(view.notes);
  }
  if (view.total == 0) {
    ui::empty_state(icons::compare_arrows, "Nothing differs",
                    "Both versions have the same fields in the same order.");
    return;
  }
  change_filters_ui(view.counts, ui.filter);
  if (const auto pressed = differences_ui("Changes", view.lines, "No change matches.")) {
    ui.opened = *pressed;
  }
  if (ui.opened < 0 || ui.opened >= static_cast<int>(view.lines.size())) return;
  bool dismissed = false;
  difference_ui(view.lines[static_cast<size_t>(ui.opened)], dismissed);
  if (dismissed) ui.opened = -1;
}

}  // namespace datavault
