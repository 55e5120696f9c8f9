// What was typed into the forms of templates, kept in the browser like the wizard's draft.
#include "web/state/json_get.h"
#include "web/state/template_parts.h"

namespace datavault {
namespace {

std::string templates_key(const AppState& state) { return own_key(state, "template-draft"); }

Json draft_to_json(const TemplateCreation& creation) {
  const TemplateDraft& draft = creation.draft;
  return {{"template", creation.template_id},
          {"tenant", draft.tenant.value},
          {"frameworks", draft.frameworks},
          {"entities", draft.entities},
          {"assignments", draft.assignments},
          {"users", draft.users},
          {"settings", draft.settings},
          {"uses_company_name", draft.uses_company_name},
          {"left_out", draft.left_out},
          {"name", draft.name},
          {"description", draft.description},
          {"industry", draft.industry},
          {"notes", draft.notes},
          {"is_public", draft.is_public}};
}

TemplateDraft draft_from_json(const Json& json) {
  TemplateDraft draft;
  draft.tenant = {integer_at(json, "tenant")};
  draft.frameworks = boolean_at(json, "frameworks", true);
  draft.entities = boolean_at(json, "entities", true);
  draft.assignments = boolean_at(json, "assignments", true);
  draft.users = boolean_at(json, "users", true);
  draft.settings = boolean_at(json, "settings", true);
  draft.uses_company_name = boolean_at(json, "uses_company_name", true);
  for (const Json& id : list_at(json, "left_out")) {
    if (id.is_number_integer()) draft.left_out.insert(id.get<int64_t>());
  }
  draft.name = text_at(json, "name");
  draft.description = text_at(json, "description");
  draft.industry = text_at(json, "industry");
  draft.notes = text_at(json, "notes");
  draft.is_public = boolean_at(json, "is_public", true);
  return draft;
}

/// What was typed since the page was opened is newer.
void take_draft(Templates& templates, const Json& json) {
  TemplateCreation& creation = templates.creation;
  const Json& creation_json = member_at(json, "creation");
  TemplateDraft untouched;
  untouched.tenant = creation.draft.tenant;
  if (creation.draft == untouched &&
      integer_at(creation_json, "template") == creation.template_id) {
    const TenantId tenant = creation.draft.tenant;
    TemplateDraft kept = draft_from_json(creation_json);
    // The address names another tenant than the draft is about.
    if (tenant.value == 0 || tenant == kept.tenant) creation.draft = std::move(kept);
  }
  Provisioning& provisioning = templates.provisioning;
  const Json& company = member_at(json, "company");
  const bool is_company = integer_at(company, "template") == provisioning.template_id;
  if (is_company && provisioning.form == CompanyForm{}) {
    provisioning.form = company_from_json(company);
  }
  BulkProvisioning& bulk = templates.bulk;
  const Json& rows = member_at(json, "bulk");
  if (integer_at(rows, "template") != bulk.template_id || !bulk.rows.empty()) return;
  for (const Json& row : list_at(rows, "companies")) {
    bulk.rows.push_back({company_from_json(row), {}, {}});
  }
}

}  // namespace

void load_template_draft(Step& step) {
  Templates& templates = step.state.templates;
  if (templates.draft != Templates::Draft::unknown) return;
  templates.draft = Templates::Draft::loading;
  step.requests.push_back(LoadBlob{templates_key(step.state)});
}

void store_template_draft(Step& step) {
  const Templates& templates = step.state.templates;
  Json company = company_to_json(templates.provisioning.form);
  company["template"] = templates.provisioning.template_id;
  Json rows = Json::array();
  for (const BulkRow& row : templates.bulk.rows) rows.push_back(company_to_json(row.form));
  const Json draft = {
      {"creation", draft_to_json(templates.creation)},
      {"company", std::move(company)},
      {"bulk", {{"template", templates.bulk.template_id}, {"companies", std::move(rows)}}}};
  step.requests.push_back(StoreBlob{templates_key(step.state), draft.dump()});
}

bool template_draft_arrived(Step& step, const BlobArrived& command) {
  Templates& templates = step.state.templates;
  const bool is_ours =
      command.key == templates_key(step.state) && templates.draft == Templates::Draft::loading;
  if (!is_ours) return false;
  templates.draft = Templates::Draft::known;
  const Result<Json> draft = parse_json(command.content.value_or("null"));
  if (!draft || !draft->is_object()) return true;
  take_draft(templates, *draft);
  enter_page(step);
  return true;
}

}  // namespace datavault
