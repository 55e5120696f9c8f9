// One company made from a template.
#include "core/base/text.h"
#include "web/state/json_get.h"
#include "web/state/template_parts.h"

namespace datavault {
namespace {

Json provision_body(const AppState& state, bool is_dry_run) {
  const Provisioning& provisioning = state.templates.provisioning;
  Json body = company_to_json(provisioning.form);
  const TemplateDetail* detail = find_template_detail(state.templates, provisioning.template_id);
  // The version that was shown, not one that was made meanwhile.
  if (detail != nullptr) body["version"] = detail->version.number;
  body["dry_run"] = is_dry_run;
  return body;
}

CompanyPreview company_preview_from(const Json& body) {
  CompanyPreview preview;
  const Json& company = member_at(body, "company");
  preview.slug = text_at(company, "company_slug");
  preview.industry = text_at(company, "industry");
  const Json& json = member_at(body, "preview");
  preview.contents = template_contents_from(json, Json());
  const Json& parameters = member_at(json, "parameters");
  if (!parameters.is_object()) return preview;
  for (const auto& [name, value] : parameters.items()) {
    if (value.is_string()) preview.parameters[name] = value.get<std::string>();
  }
  return preview;
}

void company_checked(Step& step, const Replied& command) {
  auto& preview = step.state.templates.provisioning.preview;
  if (!preview.loading()) return;  // edited meanwhile
  Body body = body_of(command.reply);
  if (body.ok) {
    preview.arrive(company_preview_from(body.json), command.at_ms);
    step.requests.push_back(Announce{"The company can be made."});
    return;
  }
  step.requests.push_back(Announce{body.failure.message});
  preview.fail(std::move(body.failure));
}

void company_queued(Step& step, const Replied& command) {
  Provisioning& provisioning = step.state.templates.provisioning;
  if (provisioning.post.phase != OneTimePost::Phase::sending) return;
  const Body body = body_of(command.reply);
  if (!post_is_done(step, provisioning.post, body)) return;
  const int64_t id = provisioning.template_id;
  const std::string name(trim(provisioning.form.name));
  provisioning = {};
  provisioning.template_id = id;
  provisioning.company = name;
  provisioning.job = integer_at(body.json, "sync_operation_id");
  provisioning.counts = template_counts_from(member_at(body.json, "summary"));
  const Json& company = member_at(body.json, "company");
  provisioning.tenant = {integer_at(company, "company_id")};
  provisioning.link = admin_link_from(company);
  store_template_draft(step);
  show_result(step, Page::template_provision, id, provisioning.job);
  step.requests.push_back(Announce{name + " is being made."});
}

}  // namespace

void show_result(Step& step, Page page, int64_t id, int64_t job) {
  Route route;
  route.page = page;
  route.id = id;
  route.query["job"] = std::to_string(job);
  const bool is_shown = step.state.route.page == page && step.state.route.id == id;
  // At once: what is loaded again before the address changes must not begin a new form.
  if (is_shown) step.state.route = route;
  step.requests.push_back(Navigate{path_of(route), is_shown});
}

std::optional<AdminLink> admin_link_from(const Json& company) {
  const Json& link = member_at(company, "admin_link");
  if (!link.is_object()) return std::nullopt;
  return AdminLink{text_at(company, "company_name"), text_at(link, "email"), text_at(link, "path"),
                   text_at(link, "expires_at")};
}

TakenByOthers taken_by_companies(const AppState& state) {
  TakenByOthers taken;
  for (const Tenant& tenant : state.catalogue.companies.value) taken.slugs.insert(tenant.slug);
  return taken;
}

void enter_provisioning(Step& step) {
  Provisioning& provisioning = step.state.templates.provisioning;
  const int64_t id = step.state.route.id;
  const int64_t job = step.state.route.query_integer("job");
  if (provisioning.template_id != id || (job == 0 && provisioning.job != 0)) {
    provisioning = {};
    provisioning.template_id = id;
  }
  enter_template_work(step);
  if (job != 0) load_job(step, job);
}

void apply(Step& step, const EditCompany& command) {
  Provisioning& provisioning = step.state.templates.provisioning;
  if (provisioning.post.under_way()) return;
  provisioning.form =
      with_suggested_slug(provisioning.form, command.form, taken_by_companies(step.state).slugs);
  provisioning.preview = {};
  provisioning.post = {};
  store_template_draft(step);
}

void apply(Step& step, const CheckCompany&) {
  Templates& templates = step.state.templates;
  Provisioning& provisioning = templates.provisioning;
  const TemplateDetail* detail = find_template_detail(templates, provisioning.template_id);
  if (detail == nullptr || provisioning.preview.loading()) return;
  provisioning.shows_missing = true;
  const FormProblems problems =
      check_company(provisioning.form, detail->contents.needs(), taken_by_companies(step.state));
  if (!problems.empty()) {
    step.requests.push_back(Announce{problems.begin()->second});
    return;
  }
  provisioning.preview = {};
  provisioning.preview.start();
  send_post(step, {Call::check_company, provisioning.template_id},
            template_url(provisioning.template_id) + "/provision",
            provision_body(step.state, true).dump());
}

void apply(Step& step, const ProvisionCompany&) {
  Provisioning& provisioning = step.state.templates.provisioning;
  if (provisioning.post.phase == OneTimePost::Phase::unanswered) return send_company(step);
  if (provisioning.post.under_way() || provisioning.preview.status != LoadStatus::ready) return;
  prepare_post(step, provisioning.post, provision_body(step.state, false));
}

void send_company(Step& step) {
  Provisioning& provisioning = step.state.templates.provisioning;
  provisioning.post.phase = OneTimePost::Phase::sending;
  send_post(step, {Call::provision_company, provisioning.template_id},
            template_url(provisioning.template_id) + "/provision", provisioning.post.body,
            {{"Idempotency-Key", provisioning.post.key}});
}

void forget_links(Step& step) {
  Templates& templates = step.state.templates;
  if (step.state.route.page == Page::template_provision) templates.provisioning.link.reset();
  if (step.state.route.page == Page::template_bulk) templates.bulk.links.clear();
}

void provisioning_replied(Step& step, const Replied& command) {
  if (command.tag.id != step.state.templates.provisioning.template_id) return;
  if (command.tag.call == Call::check_company) return company_checked(step, command);
  company_queued(step, command);
}

}  // namespace datavault
