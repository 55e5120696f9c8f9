#include "web/views/template_creation_view.h"

#include "core/base/text.h"
#include "web/platform/intl.h"
#include "web/views/words.h"

namespace datavault {
namespace {

constexpr std::array<std::string_view, kCreationStepCount> kStepNames{"", "parts", "preview",
                                                                      "details"};

CreationStep creation_step(const Route& route) {
  const std::string wanted = route.query_text("step");
  for (size_t i = 1; i < kStepNames.size(); ++i) {
    if (wanted == kStepNames[i]) return static_cast<CreationStep>(i);
  }
  return CreationStep::tenant;
}

void add_creation_frameworks(const AppState& state, const TemplateDraft& draft,
                             TemplateCreationView& view) {
  const auto page = state.tenants.find(draft.tenant.value);
  view.frameworks_load.waiting = page == state.tenants.end();
  if (page == state.tenants.end()) return;
  view.frameworks_load = load_view(page->second.copies);
  for (const CopySummary& copy : page->second.copies.value) {
    CreationFramework line;
    line.id = copy.framework.value;
    line.name = copy.name;
    line.detail =
        copy.base_version == 0 ? "Its own" : "Version " + std::to_string(copy.base_version);
    if (copy.edits > 0) line.detail += ", " + counted(copy.edits, "edit");
    line.is_taken = !draft.left_out.contains(line.id);
    view.frameworks.push_back(std::move(line));
  }
}

void add_creation_problem(const Failure& failure, TemplateCreationView& view) {
  if (failure.where == "name")
    view.name_error = failure.message;
  else if (failure.where == "description")
    view.description_error = failure.message;
  else if (failure.where == "industry")
    view.industry_error = failure.message;
  else
    view.problem = failure.message;
}

std::string creation_path(const AppState& state, CreationStep step) {
  Route route = state.route;
  route.query.clear();
  const int64_t tenant = state.templates.creation.draft.tenant.value;
  if (tenant != 0) route.query["tenant"] = std::to_string(tenant);
  if (step != CreationStep::tenant) route.query["step"] = kStepNames[static_cast<size_t>(step)];
  return path_of(route);
}

void add_creation_way(const AppState& state, TemplateCreationView& view) {
  const auto step = static_cast<size_t>(view.step);
  for (size_t i = 0; i < view.step_paths.size(); ++i) {
    view.step_paths[i] = creation_path(state, static_cast<CreationStep>(i));
  }
  if (step > 0) view.back_path = view.step_paths[step - 1];
  constexpr std::array<const char*, kCreationStepCount> kNext{"Choose parts", "Preview", "Details",
                                                              "Create template"};
  view.next_label = kNext[step];
  view.can_continue = true;
  if (view.step == CreationStep::details) {
    view.can_continue = view.is_update || !trim(view.draft.name).empty();
    if (!view.can_continue) view.why_not = "Give it a name.";
    if (view.is_update) view.next_label = "Make the version";
    return;
  }
  view.next_path = view.step_paths[step + 1];
  if (view.step == CreationStep::tenant && view.draft.tenant.value == 0) {
    view.can_continue = false;
    view.why_not = "Choose a tenant.";
  }
  if (view.step == CreationStep::preview && !view.preview_load.ready()) {
    view.can_continue = false;
    view.why_not = "There is no preview yet.";
  }
  if (!view.unchanged.empty()) {
    view.can_continue = false;
    view.why_not = view.unchanged;
  }
}

void add_creation_preview(const AppState& state, TemplateCreationView& view) {
  const TemplateCreation& creation = state.templates.creation;
  view.preview_load = load_view(creation.preview);
  if (!creation.preview.has_value) return;
  view.figures = figures_of(creation.preview.value.counts);
  view.contents = build_contents_view(state, creation.preview.value.contents);
  if (creation.preview.value.is_unchanged && view.step == CreationStep::preview) {
    view.unchanged = "The latest version says exactly this.";
  }
}

}  // namespace

TemplateCreationView build_template_creation_view(const AppState& state,
                                                  const TemplateCreationUi& ui) {
  const TemplateCreation& creation = state.templates.creation;
  TemplateCreationView view;
  view.draft = creation.draft;
  view.is_update = state.route.page == Page::template_update;
  view.step = view.draft.tenant.value == 0 ? CreationStep::tenant : creation_step(state.route);
  view.title = "New template";
  view.subtitle = "A tenant that is set up well becomes what others are made of.";
  view.crumb = "Templates";
  view.crumb_href = "#/templates";
  if (view.is_update) {
    const TemplateSummary* summary = find_template(state.templates, state.route.id);
    view.title = "New version";
    view.subtitle = "What a tenant has now becomes the template's next version.";
    if (summary != nullptr) view.crumb = summary->name;
    view.crumb_href = href(template_path(state.route.id));
  }
  view.tenants_load = load_view(state.catalogue.companies);
  view.server = template_server(state, view.tenants_load.has_value);
  for (const Tenant& tenant : state.catalogue.companies.value) {
    const bool is_chosen = tenant.id == view.draft.tenant;
    if (is_chosen) view.tenant_name = tenant.name;
    if (!matches(tenant.name + " " + tenant.slug + " " + tenant.industry, ui.search)) continue;
    view.tenants.push_back({tenant.id, tenant.name, tenant.industry, is_chosen});
  }
  add_creation_frameworks(state, view.draft, view);
  add_creation_preview(state, view);
  view.busy = creation.task.sending();
  add_creation_problem(creation.task.failure, view);
  add_creation_way(state, view);
  return view;
}

}  // namespace datavault
