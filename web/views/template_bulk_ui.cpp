#include "generated/icons.h"
#include "web/platform/environment.h"
#include "web/platform/intl.h"
#include "web/views/company_ui.h"
#include "web/views/pages_ui.h"
#include "web/views/template_parts_ui.h"
#include "web/widgets/ui.h"

namespace datavault {
namespace {

void open_row(const BulkView& view, const Templates& templates, size_t index, BulkUi& ui) {
  ui.opened = index;
  ui.form = index < view.total ? templates.bulk.rows[index].form : CompanyForm{};
}

void bulk_entry_ui(const BulkView& view, BulkUi& ui, Commands& commands) {
  const ui::Card card("table to read");
  ui::heading(2, view.total == 0 ? "A table of companies" : "Another table");
  ui::text("Paste it from a spreadsheet, drop a CSV file onto the page, or choose one. Columns: " +
           view.columns + ". Only the name is needed.");
  ui::text_input("Table", ui.text,
                 {.kind = ui::InputKind::multiline,
                  .placeholder = "Company name, Slug, Admin e-mail",
                  .error = view.table_problem,
                  .rows = 7,
                  .width = ui::available_width()});
  const ui::Row row;
  if (ui::button("Read the table", {.kind = ui::ButtonKind::primary,
                                    .icon = icons::table_chart,
                                    .disabled = ui.text.empty()})) {
    commands.push_back(ReadCompanies{ui.text});
  }
  if (ui::button("Choose a file", {.icon = icons::file_upload})) {
    commands.push_back(PickFile{".csv,.tsv,.txt,text/csv"});
  }
  if (view.total == 0 && ui::button("Type them in", {.icon = icons::edit})) {
    ui.opened = 0;
    ui.form = {};
  }
}

void company_rows_ui(const BulkView& view, const Templates& templates, BulkUi& ui) {
  {
    const ui::Row row;
    ui::search_box("Search companies", ui.search, "Name, slug or e-mail",
                   ui::is_narrow() ? 0 : 300);
    if (view.wrong > 0 || ui.only_problems) ui::filter_chip("Only wrong ones", ui.only_problems);
  }
  enum class Part { name, slug, email, industry, parameters, state };
  std::vector<Part> parts{Part::name, Part::slug, Part::email};
  std::vector<ui::Column> columns{
      {.title = "Company", .weight = 3, .stacked = ui::Stacked::heading},
      {.title = "Slug", .weight = 2},
      {.title = "Admin e-mail", .weight = 2, .hide_below = 620}};
  if (view.has_industry) {
    parts.push_back(Part::industry);
    columns.push_back({.title = "Industry", .weight = 2, .hide_below = 900});
  }
  if (view.has_parameters) {
    parts.push_back(Part::parameters);
    columns.push_back({.title = "Parameters", .weight = 2, .hide_below = 900});
  }
  parts.push_back(Part::state);
  columns.push_back({.title = "State", .weight = 4, .stacked = ui::Stacked::paragraph});
  const auto draw = [&view, &parts](int index, int column, ui::TableCell& cell) {
    const CompanyRow& row = view.rows[static_cast<size_t>(index)];
    const auto or_dash = [&cell](const std::string& text) {
      cell.text(text.empty() ? std::string_view("–") : text, ui::TextColor::muted);
    };
    switch (parts[static_cast<size_t>(column)]) {
      case Part::name:
        return cell.text(row.name.empty() ? std::string_view("No name") : row.name);
      case Part::slug:
        return or_dash(row.slug);
      case Part::email:
        return or_dash(row.email);
      case Part::industry:
        return or_dash(row.industry);
      case Part::parameters:
        return or_dash(row.parameters);
      case Part::state:
        break;
    }
    if (!row.problem.empty()) return cell.text(row.problem, ui::TextColor::danger);
    cell.badge(view.is_checked ? "Can be made" : "Not checked yet",
               view.is_checked ? Tone::success : Tone::neutral);
  };
  const auto result = ui::table(
      "Companies", columns, static_cast<int>(view.rows.size()), draw,
      {.row_height = 56, .clickable_rows = true, .stacks = true, .empty = "No company matches."});
  if (result.clicked_row) {
    open_row(view, templates, view.rows[static_cast<size_t>(*result.clicked_row)].index, ui);
  }
}

void bulk_actions_ui(const BulkView& view, BulkUi& ui, Commands& commands) {
  {
    ui::Row row;
    ui::text(view.status, {.style = TextStyle::body_strong, .wrap = false});
    row.push_right();
    if (ui::button("Add a company", {.icon = icons::add})) {
      ui.opened = view.total;
      ui.form = {};
    }
    if (ui::button("Empty the table", {.kind = ui::ButtonKind::ghost, .icon = icons::close})) {
      ui.text.clear();
      commands.push_back(DropCompanies{});
    }
    if (view.can_make) {
      if (ui::button(view.make_label, {.kind = ui::ButtonKind::primary,
                                       .icon = icons::rocket_launch,
                                       .busy = view.sends})) {
        commands.push_back(ProvisionCompanies{});
      }
    } else if (ui::button("Check all",
                          {.kind = ui::ButtonKind::primary,
                           .icon = icons::fact_check,
                           .disabled = !view.can_check,
                           .busy = view.checks,
                           .tooltip = view.can_check ? "" : "Correct what is wrong."})) {
      commands.push_back(CheckCompanies{});
    }
  }
  for (const std::string& remark : view.remarks) ui::alert(Tone::neutral, remark);
  problem_ui("The table could not be checked", view.problem);
  if (unanswered_post_ui(view.is_unanswered, view.post_problem)) {
    commands.push_back(ProvisionCompanies{});
  }
  if (!view.is_unanswered) problem_ui("Nothing was queued", view.post_problem);
}

void bulk_row_ui(const BulkView& view, BulkUi& ui, Commands& commands) {
  if (!ui.opened) return;
  const bool is_new = *ui.opened >= view.total;
  ui::Dialog dialog(is_new ? "Add a company" : "Row " + std::to_string(*ui.opened + 1),
                    {.width = 520});
  bool submitted = false;
  company_form_ui(view.fields, ui.form, submitted);
  dialog.actions();
  if (!is_new &&
      ui::button("Remove", {.kind = ui::ButtonKind::ghost, .icon = icons::delete_item})) {
    commands.push_back(DropCompany{*ui.opened});
    ui.opened.reset();
    return;
  }
  if (ui::button("Cancel") || dialog.dismissed()) {
    ui.opened.reset();
    return;
  }
  if (ui::button(is_new ? "Add" : "Save", {.kind = ui::ButtonKind::primary}) || submitted) {
    commands.push_back(SetCompany{*ui.opened, ui.form});
    ui.opened.reset();
  }
}

void bulk_links_ui(const BulkView& view, const Templates& templates, Commands& commands) {
  if (view.links == 0) return;
  const ui::Card card("links", {.tone = Tone::warning});
  ui::heading(2, counted(static_cast<int64_t>(view.links), "one-time link"));
  ui::text(
      "They are shown here only. Whoever opens one chooses the password of that company's first "
      "admin: send each to nobody else.");
  const ui::Row row;
  if (ui::button("Save as CSV", {.kind = ui::ButtonKind::primary, .icon = icons::file_download})) {
    commands.push_back(SaveText{"admin-links.csv", "text/csv",
                                links_csv(templates.bulk.links, platform::page_origin())});
  }
  if (ui::button("Copy all", {.icon = icons::content_copy})) {
    commands.push_back(
        CopyText{links_csv(templates.bulk.links, platform::page_origin()), "The links are"});
  }
}

}  // namespace

void template_bulk_ui(const BulkView& view, const Templates& templates, BulkUi& ui,
                      Commands& commands) {
  {
    const ui::Crumb crumbs[] = {{"Templates", "#/templates"}, {view.crumb, view.crumb_href}};
    const ui::PageHeader header(view.title, view.subtitle, crumbs);
    if (view.is_done && ui::button("Show the job", {.icon = icons::history})) {
      commands.push_back(Go{view.job_href.substr(1)});
    }
  }
  if (needs_server_ui(view.server) || !loaded_ui(view.load, commands)) return;
  if (view.is_done) {
    bulk_links_ui(view, templates, commands);
    return job_ui(view.job, ui.job, commands);
  }
  if (view.total == 0) {
    bulk_entry_ui(view, ui, commands);
  } else {
    bulk_actions_ui(view, ui, commands);
    company_rows_ui(view, templates, ui);
  }
  bulk_row_ui(view, ui, commands);
}

}  // namespace datavault
