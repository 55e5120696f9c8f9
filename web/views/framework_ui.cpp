#include "generated/icons.h"
#include "web/platform/intl.h"
#include "web/views/pages_ui.h"
#include "web/views/words.h"
#include "web/widgets/ui.h"

namespace datavault {
namespace {

std::string_view or_dash(std::string_view text) { return text.empty() ? "–" : text; }

void filters_ui(const FrameworkView& view, FrameworkUi& ui) {
  const ui::Row row;
  ui::search_box("Search fields", ui.search, "Code or name", ui::is_narrow() ? 0 : 300);
  std::vector<ui::ComboItem> items;
  for (const TopicLine& topic : view.topics) {
    items.push_back({std::string(static_cast<size_t>(topic.depth) * 2, ' ') + topic.name,
                     counted(topic.fields, "field")});
  }
  ui::combo("Topic", items, ui.topic,
            {.hide_label = true, .width = ui::is_narrow() ? 0.0f : 300.0f});
}

void fields_ui(const FrameworkView& view, FrameworkUi& ui, Commands& commands) {
  filters_ui(view, ui);
  const ui::Column columns[] = {{.title = "Field", .weight = 3},
                                {.title = "Topic", .weight = 2, .hide_below = 900},
                                {.title = "Type", .width = 130, .hide_below = 480},
                                {.title = "Unit", .width = 130, .hide_below = 640},
                                {.title = "", .width = 130, .hide_below = 640}};
  const auto draw = [&view](int row, int column, ui::TableCell& cell) {
    const FieldLine& field = view.fields[static_cast<size_t>(row)];
    switch (column) {
      case 0:
        return cell.two_lines(field.name, field.code);
      case 1:
        return cell.text(or_dash(field.topic), ui::TextColor::muted);
      case 2:
        return cell.text(field.type);
      case 3:
        return cell.text(or_dash(field.unit));
      default:
        break;
    }
    if (field.computed)
      cell.badge("Computed", Tone::accent);
    else if (field.required)
      cell.badge("Required", Tone::neutral);
    else
      cell.text("");
  };
  const auto result = ui::table("Fields", columns, static_cast<int>(view.fields.size()), draw,
                                {.row_height = 56,
                                 .clickable_rows = true,
                                 .empty = view.filtered ? "No field matches." : "No fields."});
  if (!result.clicked_row) return;
  const FieldLine& field = view.fields[static_cast<size_t>(*result.clicked_row)];
  commands.push_back(Go{framework_path(view.id.value, view.version_number, field.uid)});
}

void topics_ui(const FrameworkView& view, FrameworkUi& ui) {
  const ui::Column columns[] = {{.title = "Topic", .weight = 3},
                                {.title = "Fields", .width = 110, .align = ui::Align::end}};
  const auto draw = [&view](int row, int column, ui::TableCell& cell) {
    const TopicLine& topic = view.topics[static_cast<size_t>(row)];
    if (column == 1) return cell.text(counted(topic.fields, "field"), ui::TextColor::muted);
    const std::string indent(static_cast<size_t>(topic.depth) * 6, ' ');
    cell.text(indent + topic.name, ui::TextColor::normal, topic.depth == 0);
  };
  const auto result = ui::table("Topics", columns, static_cast<int>(view.topics.size()), draw,
                                {.clickable_rows = true});
  if (!result.clicked_row) return;
  ui.topic = *result.clicked_row;
  ui.tab = 0;
}

void version_ui(const VersionLine& version) {
  const ui::Card card(version.title, {.tone = version.shown ? Tone::accent : Tone::neutral});
  {
    const ui::Row row;
    ui::text(version.title, {.style = TextStyle::title, .wrap = false});
    if (version.latest) ui::badge("Latest", Tone::success);
    if (version.shown)
      ui::badge("Shown here", Tone::accent);
    else
      ui::link("Show " + version.title, version.href);
  }
  if (!version.detail.empty()) ui::muted(version.detail);
  if (!version.notes.empty()) ui::text(version.notes);
  ui::caption(version.digest);
}

void versions_ui(const FrameworkView& view) {
  if (view.versions.empty()) ui::skeleton(3);
  for (const VersionLine& version : view.versions) version_ui(version);
}

void header_ui(const FrameworkView& view, Commands& commands) {
  const ui::Crumb crumbs[] = {{"Frameworks", "#/frameworks"}};
  const ui::PageHeader header(view.name.empty() ? std::string_view("Framework") : view.name,
                              view.description, crumbs);
  if (!view.load.ready()) return;
  const std::string label = "Distribute " + std::string(view.version);
  if (ui::button(label, {.kind = ui::ButtonKind::primary, .icon = icons::send})) {
    commands.push_back(Go{view.distribute_href.substr(1)});
  }
}

void figures_ui(const FrameworkView& view) {
  ui::Grid grid("figures", {.min_width = 140, .max_columns = 4});
  const auto figure = [&grid](std::string_view name, int64_t value) {
    grid.next();
    const ui::Card card(name, {.padding = 16});
    ui::stat(name, platform::format_count(value));
  };
  figure("Version", view.version_number);
  figure("Fields", view.field_count);
  figure("Computed", view.computed_count);
  figure("Topics", view.topic_count);
}

}  // namespace

void framework_ui(const FrameworkView& view, FrameworkUi& ui, Commands& commands) {
  header_ui(view, commands);
  if (!loaded_ui(view.load, commands)) return;
  figures_ui(view);
  ui::space(metrics::kSpace4);
  const std::string_view labels[] = {"Fields", "Topics", "Versions", "Remembered"};
  ui::tabs("Parts of the framework", labels, ui.tab);
  if (ui.tab == 0)
    fields_ui(view, ui, commands);
  else if (ui.tab == 1)
    topics_ui(view, ui);
  else if (ui.tab == 2)
    versions_ui(view);
  else
    remembered_ui(view.remembered, view.id.value, ui.remembered, commands);
  if (view.field) field_ui(*view.field, commands);
}

}  // namespace datavault
