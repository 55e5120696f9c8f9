#include "generated/icons.h"
#include "web/platform/intl.h"
#include "web/views/pages_ui.h"
#include "web/views/template_parts_ui.h"
#include "web/widgets/ui.h"

namespace datavault {
namespace {

enum class TemplateChoice { update, edit, save_document, remove };

void template_menu_ui(const TemplateView& view, Commands& commands) {
  std::vector<ui::MenuItem> items;
  std::vector<TemplateChoice> choices;
  const auto add = [&](TemplateChoice choice, const char* label, const char* icon, bool danger) {
    items.push_back({.label = label, .icon = icon, .danger = danger, .separator_before = danger});
    choices.push_back(choice);
  };
  if (!view.is_builtin) {
    add(TemplateChoice::update, "New version from a tenant…", icons::sync, false);
    add(TemplateChoice::edit, "Edit name and visibility…", icons::edit, false);
  }
  add(TemplateChoice::save_document, "Export", icons::file_download, false);
  if (!view.is_builtin) add(TemplateChoice::remove, "Delete…", icons::delete_item, true);
  const auto picked =
      ui::menu_button("More", items, {.icon = icons::more_vert, .busy = view.exports});
  if (!picked) return;
  switch (choices[static_cast<size_t>(*picked)]) {
    case TemplateChoice::update:
      return commands.push_back(Go{template_path(view.id, "/update")});
    case TemplateChoice::edit:
      return commands.push_back(ShowTemplateForm{TemplateForm::edit});
    case TemplateChoice::save_document:
      return commands.push_back(ExportTemplate{
          view.id, view.shown_version == view.latest_version ? 0 : view.shown_version});
    case TemplateChoice::remove:
      return commands.push_back(ShowTemplateForm{TemplateForm::remove});
  }
}

void provision_button_ui(const TemplateView& view, Commands& commands) {
  if (ui::button("Provision", {.kind = ui::ButtonKind::primary, .icon = icons::add})) {
    commands.push_back(Go{template_path(view.id, "/provision")});
  }
}

void template_header_ui(const TemplateView& view, Commands& commands) {
  const ui::Crumb crumbs[] = {{"Templates", "#/templates"}};
  const ui::PageHeader header(view.name.empty() ? std::string_view("Template") : view.name,
                              view.description, crumbs);
  if (!view.load.ready() || !view.server.is_reachable) return;
  // The main one last, where rows end at the right; on a phone first.
  const bool is_first = ui::is_narrow();
  if (is_first) provision_button_ui(view, commands);
  if (!is_first) template_menu_ui(view, commands);
  if (ui::button("Provision many", {.icon = icons::table_chart})) {
    commands.push_back(Go{template_path(view.id, "/bulk")});
  }
  if (is_first) return template_menu_ui(view, commands);
  provision_button_ui(view, commands);
}

void template_badges_ui(const TemplateView& view) {
  const ui::Row row({.gap = 6, .height = 28});
  ui::badge(view.industry, Tone::accent);
  ui::badge("Version " + std::to_string(view.shown_version));
  ui::badge(view.origin);
  if (view.usage > 0) ui::badge(counted(view.usage, "tenant"), Tone::neutral, icons::business);
  ui::badge(view.is_public ? "Public" : "Private", Tone::neutral,
            view.is_public ? icons::globe : icons::lock);
}

void template_notes_ui(const TemplateView& view, Commands& commands) {
  if (view.shown_version != view.latest_version && view.latest_version != 0) {
    if (ui::alert_with_action(
            Tone::neutral, "This is version " + std::to_string(view.shown_version),
            "The latest is version " + std::to_string(view.latest_version) + ".", "Show it")) {
      commands.push_back(Go{template_path(view.id)});
    }
  }
  if (view.behind == 0 || !view.server.is_reachable) return;
  if (ui::alert_with_action(
          Tone::warning, counted(view.behind, "tenant is", "tenants are") + " on an older version",
          "Look at what version " + std::to_string(view.latest_version) + " would change there.",
          "Preview the upgrade")) {
    commands.push_back(Go{template_path(view.id, "/upgrade")});
  }
}

void template_version_ui(const TemplateVersionLine& version) {
  const ui::Card card(version.title, {.tone = version.is_shown ? Tone::accent : Tone::neutral});
  {
    const ui::Row row;
    ui::text(version.title, {.style = TextStyle::title, .wrap = false});
    if (version.is_latest) ui::badge("Latest", Tone::success);
    if (version.is_shown)
      ui::badge("Shown here", Tone::accent);
    else
      ui::link("Show " + version.title, version.href);
  }
  ui::muted(version.detail);
  if (!version.notes.empty()) ui::text(version.notes);
  ui::caption(version.contents);
}

void template_tenants_ui(const TemplateView& view, TemplateUi& ui, Commands& commands) {
  if (!loaded_ui(view.tenants_load, commands)) return;
  if (view.usage == 0 && view.tenants.empty() && ui.search.empty()) {
    if (ui::empty_state(icons::business, "No tenant comes from it yet",
                        "Provision one, or many from a table.", "Provision")) {
      commands.push_back(Go{template_path(view.id, "/provision")});
    }
    return;
  }
  ui::search_box("Search tenants", ui.search, "Name", ui::is_narrow() ? 0 : 300);
  const ui::Column columns[] = {
      {.title = "Tenant", .weight = 3, .stacked = ui::Stacked::heading},
      {.title = "Version", .width = 120},
      {.title = "State", .width = 120},
      {.title = "Provisioned", .weight = 2, .hide_below = 700, .stacked = ui::Stacked::two_lines}};
  const auto draw = [&view](int index, int column, ui::TableCell& cell) {
    const TemplateTenantRow& row = view.tenants[static_cast<size_t>(index)];
    if (column == 0) return cell.two_lines(row.name, row.slug);
    if (column == 1) return cell.text(row.version);
    if (column == 3) return cell.two_lines(row.at, row.by);
    cell.badge(row.is_behind ? "Behind" : "Current", row.is_behind ? Tone::warning : Tone::success);
  };
  const auto result = ui::table(
      "Tenants of the template", columns, static_cast<int>(view.tenants.size()), draw,
      {.row_height = 56, .clickable_rows = true, .stacks = true, .empty = "No tenant matches."});
  if (!result.clicked_row) return;
  commands.push_back(Go{view.tenants[static_cast<size_t>(*result.clicked_row)].href.substr(1)});
}

void edit_template_ui(const TemplateView& view, TemplateUi& ui, Commands& commands) {
  if (!ui.is_filled) {
    ui.name = view.name;
    ui.description = view.description;
    ui.industry = view.industry == "Any industry" ? std::string() : view.industry;
    ui.is_public = view.is_public;
    ui.is_filled = true;
  }
  ui::Dialog dialog("Edit the template", {.width = 520});
  ui::text_input(
      "Name", ui.name,
      {.error = view.name_error, .required = true, .autofocus = true, .max_length = 200});
  ui::text_input("Description", ui.description,
                 {.kind = ui::InputKind::multiline, .error = view.description_error, .rows = 4});
  industry_ui("Any industry", ui.industry, view.industry_error);
  ui::toggle("Public", ui.is_public, {.description = "Off: marked as private in the gallery."});
  problem_ui("It was not changed", view.problem);
  dialog.actions();
  if (ui::button("Cancel") || dialog.dismissed()) commands.push_back(ShowTemplateForm{});
  if (ui::button(
          "Save",
          {.kind = ui::ButtonKind::primary, .disabled = !view.can_send, .busy = view.busy})) {
    commands.push_back(ChangeTemplate{view.id, ui.name, ui.description, ui.industry, ui.is_public});
  }
}

void remove_template_ui(const TemplateView& view, Commands& commands) {
  ui::Dialog dialog("Delete " + view.name + "?");
  if (view.why_kept.empty())
    ui::text(view.loss);
  else
    ui::alert(Tone::warning, "It cannot be deleted", view.why_kept);
  problem_ui("It was not deleted", view.problem);
  dialog.actions();
  if (ui::button(view.why_kept.empty() ? "Cancel" : "Close") || dialog.dismissed()) {
    commands.push_back(ShowTemplateForm{});
  }
  if (!view.why_kept.empty()) return;
  if (ui::button("Delete the template",
                 {.kind = ui::ButtonKind::danger, .icon = icons::delete_item, .busy = view.busy})) {
    commands.push_back(DeleteTemplate{view.id});
  }
}

void template_form_ui(const TemplateView& view, TemplateUi& ui, Commands& commands) {
  if (view.form == TemplateForm::edit) return edit_template_ui(view, ui, commands);
  ui.is_filled = false;
  if (view.form == TemplateForm::remove) remove_template_ui(view, commands);
}

}  // namespace

void template_ui(const TemplateView& view, TemplateUi& ui, Commands& commands) {
  template_header_ui(view, commands);
  if (needs_server_ui(view.server)) return;
  if (!view.is_found) {
    if (ui::empty_state(icons::layers, "There is no such template",
                        "It may have been deleted, or the address is mistyped.",
                        "Show all templates")) {
      commands.push_back(Go{"/templates"});
    }
    return;
  }
  if (!loaded_ui(view.load, commands)) return;
  template_badges_ui(view);
  template_notes_ui(view, commands);
  template_figures_ui(view.figures);
  ui::space(metrics::kSpace4);
  const std::string tenants = "Tenants (" + platform::format_count(view.usage) + ")";
  const std::string_view labels[] = {"Contents", "Versions", tenants};
  if (ui::tabs("Parts of the template", labels, ui.tab)) ui.search.clear();
  if (ui.tab == 0)
    template_contents_ui(view.contents);
  else if (ui.tab == 1)
    for (const TemplateVersionLine& version : view.versions) template_version_ui(version);
  else
    template_tenants_ui(view, ui, commands);
  template_form_ui(view, ui, commands);
}

}  // namespace datavault
