#include "web/views/template_view.h"

#include "web/platform/intl.h"
#include "web/state/json_get.h"
#include "web/views/words.h"

namespace datavault {
namespace {

TemplateVersionLine template_version_line(int64_t id, const TemplateVersion& version,
                                          int64_t latest, int64_t shown) {
  TemplateVersionLine line;
  line.number = version.number;
  line.title = "Version " + std::to_string(version.number);
  line.detail = version.created_by + ", " + date_text(version.created_at);
  line.notes = version.notes;
  line.contents = counted(version.counts.frameworks, "framework") + " · " +
                  counted(version.counts.entities, "entity", "entities") + " · " +
                  counted(version.counts.assignments, "assignment") + " · " +
                  counted(version.counts.settings, "setting");
  line.is_latest = version.number == latest;
  line.is_shown = version.number == shown;
  line.href = href(template_path(id));
  if (!line.is_latest) line.href += "?version=" + std::to_string(version.number);
  return line;
}

void add_template_form(const Templates& templates, const TemplateUi& ui, TemplateView& view) {
  view.form = templates.form;
  view.busy = templates.task.sending();
  view.can_send = !ui.name.empty();
  const Failure& failure = templates.task.failure;
  if (failure.where == "name")
    view.name_error = failure.message;
  else if (failure.where == "description")
    view.description_error = failure.message;
  else if (failure.where == "industry")
    view.industry_error = failure.message;
  else
    view.problem = failure.message;
  view.loss = "Deletes the template with " +
              counted(static_cast<int64_t>(view.versions.size()), "version") +
              ", for good. Export it first if it may be needed again.";
  if (view.usage > 0) {
    view.why_kept = counted(view.usage, "tenant comes", "tenants come") +
                    " from it: it stays, so that they can be upgraded.";
  }
  const int64_t jobs = integer_at(failure.details, "jobs");
  if (failure.code == "template_in_use" && jobs > 0) {
    view.problem += " " + counted(jobs, "job is", "jobs are") + " under way.";
  }
}

void add_summary(const TemplateSummary& summary, TemplateView& view) {
  view.name = summary.name;
  view.description = summary.description;
  view.industry = summary.industry.empty() ? "Any industry" : summary.industry;
  view.origin = summary.is_builtin ? "Built in" : "Made by " + summary.created_by;
  view.is_public = summary.is_public;
  view.is_builtin = summary.is_builtin;
  view.usage = summary.usage;
  view.behind = summary.behind;
  view.latest_version = summary.latest_version;
}

}  // namespace

TemplateServer template_server(const AppState& state, bool has_value) {
  const bool is_reachable = !state.connection.offline();
  return {is_reachable, is_reachable || has_value};
}

TemplateView build_template_view(const AppState& state, const TemplateUi& ui) {
  TemplateView view;
  const Templates& templates = state.templates;
  view.id = state.route.id;
  view.load.waiting = true;
  const auto page = templates.pages.find(view.id);
  if (page == templates.pages.end()) {
    view.server = template_server(state, false);
    return view;
  }
  if (const TemplateSummary* summary = find_template(templates, view.id)) {
    add_summary(*summary, view);
  }
  const int64_t wanted = state.route.query_integer("version");
  const auto detail = page->second.details.find(wanted);
  if (detail != page->second.details.end()) {
    view.load = load_view(detail->second);
    const Failure& failure = detail->second.failure;
    view.is_found = !detail->second.failed() || failure.code != "template_not_found";
  }
  view.server = template_server(state, view.load.has_value);
  if (const TemplateDetail* shown = find_template_detail(templates, view.id, wanted)) {
    view.shown_version = shown->version.number;
    view.figures = figures_of(shown->counts);
    view.contents = build_contents_view(state, shown->contents);
    view.has_contents = true;
  }
  view.versions_load = load_view(page->second.versions);
  for (const TemplateVersion& version : page->second.versions.value) {
    view.versions.push_back(
        template_version_line(view.id, version, view.latest_version, view.shown_version));
  }
  view.tenants_load = load_view(page->second.tenants);
  for (const TemplateTenant& tenant : page->second.tenants.value) {
    if (!matches(tenant.name + " " + tenant.slug, ui.search)) continue;
    view.tenants.push_back({tenant.name, tenant.slug, "Version " + std::to_string(tenant.version),
                            tenant.provisioned_by, date_text(tenant.provisioned_at),
                            href(tenant_path(tenant.id.value)), tenant.is_behind});
  }
  view.exports = templates.exporting.sending();
  add_template_form(templates, ui, view);
  return view;
}

}  // namespace datavault
