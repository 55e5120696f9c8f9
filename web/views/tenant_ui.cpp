#include "generated/icons.h"
#include "web/views/pages_ui.h"
#include "web/widgets/ui.h"

namespace datavault {
namespace {

void tenant_header_ui(const TenantView& view, Commands& commands) {
  const ui::Crumb crumbs[] = {{"Tenants", "#/tenants"}};
  const ui::PageHeader header(view.name, view.subtitle, crumbs);
  if (!view.found || !view.load.ready()) return;
  if (ui::button("Make a template", {.icon = icons::layers})) {
    commands.push_back(Go{"/templates/new?tenant=" + std::to_string(view.tenant.value)});
  }
}

void copies_ui(const TenantView& view, TenantUi& ui, Commands& commands) {
  if (!loaded_ui(view.copies_load, commands)) return;
  ui::search_box("Search frameworks", ui.search, "Name", ui::is_narrow() ? 0 : 320);
  const ui::Column columns[] = {
      {.title = "Framework", .weight = 3, .stacked = ui::Stacked::heading},
      {.title = "State", .width = 150},
      {.title = "Version", .width = 150},
      {.title = "Edits", .width = 100, .hide_below = 480},
      {.title = "Changed", .weight = 2, .hide_below = 760}};
  const auto draw = [&view](int index, int column, ui::TableCell& cell) {
    const CopyRow& row = view.copies[static_cast<size_t>(index)];
    switch (column) {
      case 0:
        cell.link(row.name, row.href);
        return;
      case 1:
        return cell.badge(row.standing.name, row.standing.tone);
      case 2:
        return cell.text(row.version.empty() ? "–" : row.version);
      case 3:
        return cell.text(row.edits);
      default:
        return cell.text(row.updated, ui::TextColor::muted);
    }
  };
  const auto result = ui::table(
      "Frameworks of the tenant", columns, static_cast<int>(view.copies.size()), draw,
      {.row_height = 56,
       .clickable_rows = true,
       .stacks = true,
       .empty = ui.search.empty() ? "This tenant has no framework yet." : "No framework matches."});
  if (!result.clicked_row) return;
  const std::string& target = view.copies[static_cast<size_t>(*result.clicked_row)].href;
  commands.push_back(Go{target.substr(1)});
}

void entities_ui(const TenantView& view, TenantUi& ui, Commands& commands) {
  if (!loaded_ui(view.entities_load, commands)) return;
  ui::search_box("Search entities", ui.search, "Name or kind", ui::is_narrow() ? 0 : 320);
  const ui::Column columns[] = {{.title = "Entity", .weight = 3}, {.title = "Kind", .width = 160}};
  const auto draw = [&view](int index, int column, ui::TableCell& cell) {
    const EntityRow& row = view.entities[static_cast<size_t>(index)];
    if (column == 1) return cell.text(row.kind, ui::TextColor::muted);
    cell.indent(20 * static_cast<float>(row.depth));
    cell.text(row.name, ui::TextColor::normal, row.depth == 0);
  };
  ui::table("Entities", columns, static_cast<int>(view.entities.size()), draw,
            {.empty = ui.search.empty() ? "No entities yet." : "No entity matches."});
}

/// The page's buttons below a table of rows that the server gives in pages.
void paging_ui(const TenantView& view, std::string_view name, const PageOfRows& page,
               TenantPart part, int64_t entity, Commands& commands) {
  if (page.total <= kTenantRowsPerPage) return;
  int first = static_cast<int>(page.first);
  if (ui::pagination(name, static_cast<int>(page.total), static_cast<int>(kTenantRowsPerPage),
                     first)) {
    commands.push_back(LoadTenantPart{view.tenant.value, part, first, entity});
  }
}

void assignments_ui(const TenantView& view, TenantUi& ui, Commands& commands) {
  if (!loaded_ui(view.assignments_load, commands)) return;
  ui::muted("Where the tenant deviates from a field's frequency or unit.");
  ui::search_box("Search assignments", ui.search, "Field or entity on this page",
                 ui::is_narrow() ? 0 : 320);
  const ui::Column columns[] = {{.title = "Field", .weight = 2, .stacked = ui::Stacked::heading},
                                {.title = "Entity", .weight = 3},
                                {.title = "Frequency", .width = 130},
                                {.title = "Unit", .width = 130}};
  const auto draw = [&view](int index, int column, ui::TableCell& cell) {
    const AssignmentRow& row = view.assignments[static_cast<size_t>(index)];
    const std::string* texts[] = {&row.field, &row.entity, &row.frequency, &row.unit};
    const std::string& text = *texts[column];
    if (text.empty()) return cell.text("the field's", ui::TextColor::muted);
    cell.text(text);
  };
  ui::table("Assignments", columns, static_cast<int>(view.assignments.size()), draw,
            {.stacks = true,
             .empty = ui.search.empty() ? "Every field is reported as the framework says."
                                        : "No assignment on this page matches."});
  paging_ui(view, "Pages of assignments", view.assignment_page, TenantPart::assignments, 0,
            commands);
}

int64_t chosen_entity(const TenantView& view, const TenantUi& ui) {
  const bool one = ui.entity > 0 && ui.entity <= static_cast<int>(view.entity_ids.size());
  return one ? view.entity_ids[static_cast<size_t>(ui.entity) - 1] : 0;
}

void value_filters_ui(const TenantView& view, TenantUi& ui, Commands& commands) {
  const ui::Row row;
  ui::search_box("Search values", ui.search, "Field or period on this page",
                 ui::is_narrow() ? 0 : 320);
  std::vector<ui::ComboItem> entities{{"All entities", {}}};
  for (const std::string& name : view.entity_names) entities.push_back({name, {}});
  if (ui::combo("Entity", entities, ui.entity,
                {.hide_label = true, .width = ui::is_narrow() ? 0.0f : 260.0f})) {
    commands.push_back(
        LoadTenantPart{view.tenant.value, TenantPart::values, 0, chosen_entity(view, ui)});
  }
}

void values_ui(const TenantView& view, TenantUi& ui, Commands& commands) {
  if (!loaded_ui(view.values_load, commands)) return;
  value_filters_ui(view, ui, commands);
  const ui::Column columns[] = {
      {.title = "Field", .weight = 2, .stacked = ui::Stacked::heading},
      {.title = "Entity", .weight = 2},
      {.title = "Period", .width = 100},
      {.title = "Value", .weight = 2},
      {.title = "Status", .width = 130, .hide_below = 700},
      {.title = "Entered", .weight = 2, .hide_below = 900, .stacked = ui::Stacked::two_lines}};
  const auto draw = [&view](int index, int column, ui::TableCell& cell) {
    const ValueRow& row = view.values[static_cast<size_t>(index)];
    switch (column) {
      case 0:
        return cell.text(row.field, row.archived ? ui::TextColor::muted : ui::TextColor::normal);
      case 1:
        return cell.text(row.entity);
      case 2:
        return cell.text(row.period);
      case 3:
        return cell.text(row.value);
      case 4:
        return cell.badge(row.status.name, row.status.tone);
      default:
        return cell.two_lines(row.by, row.when);
    }
  };
  ui::table("Values", columns, static_cast<int>(view.values.size()), draw,
            {.row_height = 52,
             .stacks = true,
             .empty = ui.search.empty() ? "No values yet." : "No value on this page matches."});
  paging_ui(view, "Pages of values", view.value_page, TenantPart::values, chosen_entity(view, ui),
            commands);
}

void load_part(const TenantView& view, int tab, Commands& commands) {
  if (!view.wants_part) return;
  constexpr TenantPart kParts[] = {TenantPart::entities, TenantPart::entities,
                                   TenantPart::assignments, TenantPart::values};
  commands.push_back(LoadTenantPart{view.tenant.value, kParts[tab], 0, 0});
}

}  // namespace

void tenant_ui(const TenantView& view, TenantUi& ui, Commands& commands) {
  tenant_header_ui(view, commands);
  if (!view.found) {
    if (ui::empty_state(icons::business, "There is no such tenant",
                        "It may have been removed, or the address is mistyped.",
                        "Show all tenants")) {
      commands.push_back(Go{"/tenants"});
    }
    return;
  }
  if (!loaded_ui(view.load, commands)) return;
  if (!view.active) {
    ui::alert(Tone::neutral, "This tenant is inactive", "Distributions leave it alone.");
  }
  const std::string_view labels[] = {"Frameworks", "Entities", "Assignments", "Values"};
  if (ui::tabs("Parts of the tenant", labels, ui.tab)) ui.search.clear();
  load_part(view, ui.tab, commands);
  if (ui.tab == 0)
    copies_ui(view, ui, commands);
  else if (ui.tab == 1)
    entities_ui(view, ui, commands);
  else if (ui.tab == 2)
    assignments_ui(view, ui, commands);
  else
    values_ui(view, ui, commands);
}

}  // namespace datavault
