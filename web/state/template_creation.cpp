// A template, or the next version of one, made of a tenant.
#include "web/state/json_get.h"
#include "web/state/template_parts.h"

namespace datavault {
namespace {

std::string framework_key(const AppState& state, FrameworkId id) {
  const FrameworkSummary* framework = find_framework(state, id);
  return framework == nullptr ? std::string() : framework->key;
}

/// All, none, or the keys of those that are taken.
Json frameworks_part(const AppState& state, const TemplateDraft& draft) {
  const auto page = state.tenants.find(draft.tenant.value);
  if (!draft.frameworks || draft.left_out.empty() || page == state.tenants.end()) {
    return draft.frameworks;
  }
  Json keys = Json::array();
  for (const CopySummary& copy : page->second.copies.value) {
    const std::string key = framework_key(state, copy.framework);
    if (!draft.left_out.contains(copy.framework.value) && !key.empty()) keys.push_back(key);
  }
  return keys;
}

Json creation_body(const AppState& state, bool is_dry_run) {
  const TemplateCreation& creation = state.templates.creation;
  const TemplateDraft& draft = creation.draft;
  Json body = {{"notes", draft.notes},
               {"dry_run", is_dry_run},
               {"parts",
                {{"frameworks", frameworks_part(state, draft)},
                 {"entities", draft.entities},
                 {"assignments", draft.assignments && draft.frameworks && draft.entities},
                 {"users", draft.users},
                 {"settings", draft.settings},
                 {"uses_company_name", draft.uses_company_name}}}};
  if (creation.template_id != 0) {
    body["company_id"] = draft.tenant.value;
    return body;
  }
  // The name is asked for last.
  body["name"] =
      is_dry_run ? "Preview of company " + std::to_string(draft.tenant.value) : draft.name;
  body["description"] = draft.description;
  body["industry"] = draft.industry;
  body["is_public"] = draft.is_public;
  return body;
}

void send_creation(Step& step, Call call, const Json& body) {
  const TemplateCreation& creation = step.state.templates.creation;
  const int64_t tenant = creation.draft.tenant.value;
  const std::string path =
      creation.template_id == 0
          ? "/superadmin/api/templates/create-from-tenant/" + std::to_string(tenant)
          : template_url(creation.template_id) + "/versions";
  send_post(step, {call, tenant, creation.template_id}, path, body.dump());
}

void preview_creation(Step& step) {
  TemplateCreation& creation = step.state.templates.creation;
  if (creation.draft.tenant.value == 0) return;
  creation.is_outdated = creation.preview.loading();
  if (creation.is_outdated) return;
  creation.preview.start();
  send_creation(step, Call::preview_template, creation_body(step.state, true));
}

void creation_previewed(Step& step, const Replied& command) {
  TemplateCreation& creation = step.state.templates.creation;
  Body body = body_of(command.reply);
  if (creation.is_outdated) return preview_creation(step);
  if (!body.ok) return creation.preview.fail(std::move(body.failure));
  creation.preview.arrive(template_preview_from(body.json), command.at_ms);
}

void load_copies_of(Step& step, int64_t tenant) {
  auto& copies = step.state.tenants[tenant].copies;
  if (copies.loading() || copies.has_value) return;
  copies.start();
  send_get(step, {Call::tenant_copies, tenant},
           "/superadmin/api/companies/" + std::to_string(tenant) + "/frameworks");
}

std::string created_text(const Json& body, bool is_new) {
  const std::string name = text_at(member_at(body, "template"), "name");
  if (is_new) return name + " is made.";
  if (boolean_at(body, "unchanged")) return name + " says this already: no version was made.";
  return name + " has version " + std::to_string(integer_at(body, "version")) + " now.";
}

}  // namespace

TemplatePreview template_preview_from(const Json& body) {
  TemplatePreview preview;
  preview.version = integer_at(body, "version");
  preview.is_unchanged = boolean_at(body, "unchanged");
  preview.counts = template_counts_from(member_at(body, "summary"));
  preview.contents = template_contents_from(member_at(body, "content"), Json());
  return preview;
}

void enter_creation(Step& step) {
  const Route& route = step.state.route;
  TemplateCreation& creation = step.state.templates.creation;
  const int64_t template_id = route.page == Page::template_update ? route.id : 0;
  if (creation.template_id != template_id) {
    creation = {};
    creation.template_id = template_id;
  }
  load_template_draft(step);
  load_companies(step);
  load_frameworks(step);
  if (template_id != 0) load_template_detail(step, template_id, 0);
  const TenantId tenant{route.query_integer("tenant")};
  if (tenant.value != 0 && tenant != creation.draft.tenant) {
    creation.draft.tenant = tenant;
    creation.draft.left_out.clear();
    creation.preview = {};
  }
  if (creation.draft.tenant.value == 0) return;
  load_copies_of(step, creation.draft.tenant.value);
  const std::string shown = route.query_text("step");
  if (shown == "preview" || (shown == "details" && !creation.preview.has_value)) {
    preview_creation(step);
  }
}

void apply(Step& step, const EditTemplateDraft& command) {
  TemplateCreation& creation = step.state.templates.creation;
  if (creation.task.sending()) return;
  if (command.draft.tenant != creation.draft.tenant) creation.preview = {};
  creation.draft = command.draft;
  creation.task.end();
  store_template_draft(step);
}

void apply(Step& step, const CreateTemplate&) {
  TemplateCreation& creation = step.state.templates.creation;
  if (creation.task.sending() || creation.draft.tenant.value == 0) return;
  creation.task.start();
  send_creation(step, Call::create_template, creation_body(step.state, false));
}

void creation_replied(Step& step, const Replied& command) {
  TemplateCreation& creation = step.state.templates.creation;
  const bool is_ours = command.tag.version == creation.template_id;
  if (!is_ours) return;
  if (command.tag.call == Call::preview_template) return creation_previewed(step, command);
  if (!creation.task.sending()) return;
  const Body body = body_of(command.reply);
  if (!body.ok) {
    step.requests.push_back(Announce{body.failure.message});
    return creation.task.fail(body.failure);
  }
  const bool is_new = creation.template_id == 0;
  const int64_t id = integer_at(body.json, "template_id");
  creation = {};
  store_template_draft(step);
  step.state.templates.pages.erase(id);
  load_templates(step);
  step.requests.push_back(Navigate{template_path(id), false});
  step.requests.push_back(ShowToast{ShowToast::Kind::success, created_text(body.json, is_new)});
}

}  // namespace datavault
