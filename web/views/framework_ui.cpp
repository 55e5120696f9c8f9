#include "generated/icons.h"
#include "web/platform/intl.h"
#include "web/views/field_tree_ui.h"
#include "web/views/pages_ui.h"
#include "web/widgets/ui.h"

namespace datavault {
namespace {

void framework_fields_ui(const FrameworkView& view, FrameworkUi& ui, Commands& commands) {
  const auto uid = field_tree_ui(view.tree, ui.tree);
  if (!uid) return;
  commands.push_back(Go{framework_path(view.id.value, view.version_number, *uid)});
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
    if (!version.changes_href.empty()) {
      ui::link("What version " + std::to_string(version.number) + " changed", version.changes_href);
    }
  }
  if (!version.detail.empty()) ui::muted(version.detail);
  if (!version.notes.empty()) ui::text(version.notes);
  for (const std::string& line : version.lineage) {
    const ui::Row row;
    ui::icon(icons::call_split, ui::TextColor::muted, {}, 16);
    ui::text(line, {.style = TextStyle::small});
  }
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
  if (!view.changes_href.empty() && ui::button("Compare", {.icon = icons::compare_arrows})) {
    commands.push_back(Go{view.changes_href.substr(1)});
  }
  if (!view.edit_href.empty() && ui::button("Edit", {.icon = icons::edit})) {
    commands.push_back(Go{view.edit_href.substr(1)});
  }
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
  const std::string_view labels[] = {"Fields", "Versions", "Remembered"};
  ui::tabs("Parts of the framework", labels, ui.tab);
  if (ui.tab == 0)
    framework_fields_ui(view, ui, commands);
  else if (ui.tab == 1)
    versions_ui(view);
  else
    remembered_ui(view.remembered, view.id.value, ui.remembered, commands);
  if (view.field) field_ui(*view.field, commands);
}

}  // namespace datavault
