#include <algorithm>

#include "generated/icons.h"
#include "web/views/pages_ui.h"
#include "web/views/template_parts_ui.h"
#include "web/widgets/ui.h"

namespace datavault {
namespace {

constexpr int kTenantsAPage = 48;

void creation_header_ui(const TemplateCreationView& view, Commands& commands) {
  const ui::Crumb crumbs[] = {{"Templates", "#/templates"}, {view.crumb, view.crumb_href}};
  const ui::PageHeader header(view.title, view.subtitle,
                              std::span<const ui::Crumb>(crumbs, view.is_update ? 2 : 1));
  if (!view.server.is_here) return;
  if (!view.back_path.empty() && ui::button("Back", {.icon = icons::arrow_back})) {
    commands.push_back(Go{view.back_path});
  }
  const bool pressed = ui::button(view.next_label, {.kind = ui::ButtonKind::primary,
                                                    .disabled = !view.can_continue,
                                                    .busy = view.busy,
                                                    .tooltip = view.why_not});
  if (!pressed) return;
  if (view.next_path.empty())
    commands.push_back(CreateTemplate{});
  else
    commands.push_back(Go{view.next_path});
}

void creation_tenant_ui(const TemplateCreationView& view, TemplateCreationUi& ui,
                        Commands& commands) {
  if (!loaded_ui(view.tenants_load, commands)) return;
  if (ui::search_box("Search tenants", ui.search, "Name or industry", ui::is_narrow() ? 0 : 320)) {
    ui.first = 0;
  }
  const int total = static_cast<int>(view.tenants.size());
  if (total == 0) {
    if (ui::empty_state(icons::business, "No tenant matches", "Try other words.",
                        "Show all tenants")) {
      ui = {};
    }
    return;
  }
  ui.first = std::clamp(ui.first, 0, total - 1) / kTenantsAPage * kTenantsAPage;
  {
    const ui::Group group(ui::GroupRole::radio_group, "Tenant");
    ui::Grid grid("tenants", {.min_width = 250, .max_columns = 4, .gap = 12});
    for (int i = ui.first; i < std::min(total, ui.first + kTenantsAPage); ++i) {
      const CreationTenant& tenant = view.tenants[static_cast<size_t>(i)];
      grid.next();
      const ui::IdScope scope(static_cast<int>(tenant.id.value));
      ui::SelectCardOptions options;
      options.kind = ui::SelectKind::radio;
      options.description = tenant.industry;
      options.min_height = grid.row_height();
      const ui::SelectCard card(tenant.name, tenant.is_chosen, options);
      ui::text(tenant.industry, {.style = TextStyle::small, .color = ui::TextColor::muted});
      if (!card.pressed() || tenant.is_chosen) continue;
      TemplateDraft draft = view.draft;
      draft.tenant = tenant.id;
      draft.left_out.clear();
      commands.push_back(EditTemplateDraft{std::move(draft)});
    }
  }
  if (total > kTenantsAPage) ui::pagination("Tenants", total, kTenantsAPage, ui.first);
}

void creation_frameworks_ui(const TemplateCreationView& view, TemplateDraft& draft, bool& changed,
                            Commands& commands) {
  if (!draft.frameworks || !loaded_ui(view.frameworks_load, commands, 2)) return;
  const ui::Group group(ui::GroupRole::group, "Frameworks that are taken");
  const ui::Card card("frameworks", {.padding = 16});
  for (const CreationFramework& framework : view.frameworks) {
    const ui::IdScope scope(static_cast<int>(framework.id));
    bool is_taken = framework.is_taken;
    if (!ui::checkbox(framework.name, is_taken, {.description = framework.detail})) continue;
    if (is_taken)
      draft.left_out.erase(framework.id);
    else
      draft.left_out.insert(framework.id);
    changed = true;
  }
  if (view.frameworks.empty()) ui::muted("This tenant has none.");
}

void creation_parts_ui(const TemplateCreationView& view, Commands& commands) {
  TemplateDraft draft = view.draft;
  bool changed = false;
  const ui::MaxWidth width(metrics::kReadWidth);
  ui::heading(2, "What the template takes of " + view.tenant_name);
  changed |=
      ui::checkbox("Frameworks", draft.frameworks,
                   {.description = "With the tenant's own edits, and frameworks of its own."});
  creation_frameworks_ui(view, draft, changed, commands);
  changed |= ui::checkbox("Entities", draft.entities,
                          {.description = "The tree of companies, sites and departments."});
  const bool can_assign = draft.frameworks && draft.entities;
  bool assigns = draft.assignments && can_assign;
  if (ui::checkbox("Assignments", assigns,
                   {.description = "Which entity reports which field, how often and in which unit.",
                    .disabled = !can_assign})) {
    draft.assignments = assigns;
    changed = true;
  }
  changed |= ui::checkbox("Roles", draft.users,
                          {.description = "How many admins and users; never who they are."});
  changed |= ui::checkbox("Settings", draft.settings,
                          {.description = "Fiscal year, due days, currency and the like."});
  ui::divider();
  changed |= ui::toggle("Leave the company's name open", draft.uses_company_name,
                        {.description = "Its name in names of entities becomes {{company_name}}."});
  if (changed) commands.push_back(EditTemplateDraft{std::move(draft)});
}

void creation_preview_ui(const TemplateCreationView& view, Commands& commands) {
  if (!view.unchanged.empty()) {
    ui::alert(Tone::neutral, "Nothing is new",
              view.unchanged + " Choose other parts or another tenant.");
  }
  if (!loaded_ui(view.preview_load, commands)) return;
  template_figures_ui(view.figures);
  ui::space(metrics::kSpace4);
  template_contents_ui(view.contents);
}

void creation_details_ui(const TemplateCreationView& view, Commands& commands) {
  TemplateDraft draft = view.draft;
  bool changed = false;
  const ui::Group form(ui::GroupRole::form, "Details");
  if (!view.is_update) {
    changed |=
        ui::text_input(
            "Name", draft.name,
            {.error = view.name_error, .required = true, .autofocus = true, .max_length = 200})
            .changed;
    changed |= ui::text_input("Description", draft.description,
                              {.kind = ui::InputKind::multiline,
                               .placeholder = "Whom it is for, and what it brings",
                               .error = view.description_error,
                               .rows = 4})
                   .changed;
    changed |= industry_ui("Any industry", draft.industry, view.industry_error);
    changed |= ui::toggle("Public", draft.is_public,
                          {.description = "Off: marked as private in the gallery."});
  }
  changed |= ui::text_input("Notes on this version", draft.notes,
                            {.kind = ui::InputKind::multiline, .rows = 3})
                 .changed;
  problem_ui(view.is_update ? "No version was made" : "The template was not made", view.problem);
  if (changed) commands.push_back(EditTemplateDraft{std::move(draft)});
}

}  // namespace

void template_creation_ui(const TemplateCreationView& view, TemplateCreationUi& ui,
                          Commands& commands) {
  constexpr std::string_view kSteps[] = {"Tenant", "Parts", "Preview", "Details"};
  if (const auto step = ui::stepper(kSteps, static_cast<int>(view.step))) {
    commands.push_back(Go{view.step_paths[static_cast<size_t>(*step)]});
  }
  ui::space(metrics::kSpace4);
  creation_header_ui(view, commands);
  if (needs_server_ui(view.server)) return;
  switch (view.step) {
    case CreationStep::tenant:
      return creation_tenant_ui(view, ui, commands);
    case CreationStep::parts:
      return creation_parts_ui(view, commands);
    case CreationStep::preview:
      return creation_preview_ui(view, commands);
    case CreationStep::details:
      return creation_details_ui(view, commands);
  }
}

}  // namespace datavault
