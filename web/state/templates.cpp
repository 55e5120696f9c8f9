// The gallery of templates, and the page of one.
#include "web/state/templates.h"

#include <algorithm>

#include "web/state/json_get.h"
#include "web/state/template_parts.h"

namespace datavault {
namespace {

constexpr const char* kTemplates = "/superadmin/api/templates";

void load_template_versions(Step& step, int64_t id) {
  auto& remote = step.state.templates.pages[id].versions;
  if (remote.loading()) return;
  remote.start();
  send_get(step, {Call::template_versions, id}, template_url(id) + "/versions?limit=1000");
}

void ask_for_tenants(Step& step, int64_t id, int64_t first) {
  const std::string cursor = first == 0 ? "" : "&cursor=" + std::to_string(first);
  send_get(step, {Call::template_tenants, id, first},
           template_url(id) + "/tenants?limit=1000" + cursor);
}

void load_template_tenants(Step& step, int64_t id) {
  auto& remote = step.state.templates.pages[id].tenants;
  if (remote.loading()) return;
  remote.start();
  ask_for_tenants(step, id, 0);
}

template <typename T>
void template_part_arrived(Remote<T>& remote, const Replied& command, T (*read)(const Json&)) {
  Body body = body_of(command.reply);
  if (body.ok)
    remote.arrive(read(body.json), command.at_ms);
  else
    remote.fail(std::move(body.failure));
}

std::vector<TemplateSummary> templates_from(const Json& body) {
  std::vector<TemplateSummary> list;
  for (const Json& item : list_at(body, "templates")) list.push_back(template_summary_from(item));
  return list;
}

std::vector<TemplateVersion> template_versions_from(const Json& body) {
  std::vector<TemplateVersion> versions;
  for (const Json& item : list_at(body, "versions")) {
    versions.push_back(template_version_from(item));
  }
  std::sort(versions.begin(), versions.end(),
            [](const auto& a, const auto& b) { return a.number > b.number; });
  return versions;
}

TemplateTenant template_tenant_from(const Json& json) {
  TemplateTenant tenant;
  tenant.id = {integer_at(json, "company_id")};
  tenant.name = text_at(json, "name");
  tenant.slug = text_at(json, "slug");
  tenant.is_active = boolean_at(json, "is_active", true);
  tenant.is_behind = boolean_at(json, "is_behind");
  tenant.version = integer_at(json, "version");
  const Json& parameters = member_at(json, "parameters");
  if (parameters.is_object()) {
    for (const auto& [name, value] : parameters.items()) tenant.parameters.insert(name);
  }
  tenant.provisioned_by = text_at(json, "provisioned_by");
  tenant.provisioned_at = text_at(json, "provisioned_at");
  return tenant;
}

void template_tenants_arrived(Step& step, const Replied& command) {
  auto& remote = step.state.templates.pages[command.tag.id].tenants;
  Body body = body_of(command.reply);
  if (!body.ok) return remote.fail(std::move(body.failure));
  std::vector<TemplateTenant> tenants;
  if (command.tag.version != 0) tenants = std::move(remote.value);
  for (const Json& item : list_at(body.json, "tenants")) {
    tenants.push_back(template_tenant_from(item));
  }
  remote.arrive(std::move(tenants), command.at_ms);
  if (text_at(body.json, "next_cursor").empty()) return;
  remote.start();
  ask_for_tenants(step, command.tag.id, static_cast<int64_t>(remote.value.size()));
}

/// Assignments name fields by their uid alone: the framework's versions say what these are.
void load_template_fields(Step& step, const TemplateContents& contents) {
  if (contents.assignments.empty()) return;
  for (const TemplateFramework& framework : contents.frameworks) {
    for (const FrameworkSummary& known : step.state.catalogue.frameworks.value) {
      const bool is_it = known.key == framework.key && framework.version != 0;
      if (is_it) load_detail(step, known.id.value, framework.version);
    }
  }
}

void template_detail_arrived(Step& step, const Replied& command) {
  auto& remote = step.state.templates.pages[command.tag.id].details[command.tag.version];
  const Body body = body_of(command.reply);
  if (!body.ok) return remote.fail(body.failure);
  auto detail = template_detail_from(body.json);
  if (!detail) return remote.fail(unreadable_reply(detail.error()));
  remote.arrive(*std::move(detail), command.at_ms);
  load_template_fields(step, remote.value->contents);
  // Its parameters decide what can be planned.
  if (step.state.route.page == Page::template_upgrade) enter_upgrade(step);
}

bool template_task_done(Step& step, const Body& body) {
  Templates& templates = step.state.templates;
  if (!templates.task.sending()) return false;
  if (!body.ok) {
    step.requests.push_back(Announce{body.failure.message});
    templates.task.fail(body.failure);
    return false;
  }
  apply(step, ShowTemplateForm{});
  return true;
}

void template_changed(Step& step, const Replied& command) {
  const Body body = body_of(command.reply);
  if (!template_task_done(step, body)) return;
  step.requests.push_back(ShowToast{ShowToast::Kind::success, "The template is changed."});
  load_templates(step);
  load_template_detail(step, command.tag.id, 0);
}

void template_deleted(Step& step, const Replied& command) {
  if (!template_task_done(step, body_of(command.reply))) return;
  Templates& templates = step.state.templates;
  const TemplateSummary* summary = find_template(templates, command.tag.id);
  const std::string name = summary == nullptr ? "The template" : summary->name;
  templates.pages.erase(command.tag.id);
  std::erase_if(templates.list.value,
                [&](const TemplateSummary& it) { return it.id == command.tag.id; });
  step.requests.push_back(Navigate{"/templates", true});
  step.requests.push_back(ShowToast{ShowToast::Kind::success, name + " is deleted."});
}

void template_exported(Step& step, const Replied& command) {
  Task& task = step.state.templates.exporting;
  if (!task.sending()) return;
  const Body body = body_of(command.reply);
  task.end();
  if (!body.ok) {
    step.requests.push_back(ShowToast{ShowToast::Kind::problem, body.failure.message});
    return;
  }
  const Json& document = member_at(body.json, "document");
  const std::string name = text_at(document, "key") + "-" +
                           std::to_string(integer_at(document, "version")) + ".template.json";
  step.requests.push_back(OfferFile{name, "application/json", document.dump(2) + "\n"});
  step.requests.push_back(ShowToast{ShowToast::Kind::success, "Exported as " + name + "."});
}

}  // namespace

std::string template_url(int64_t id) { return kTemplates + ("/" + std::to_string(id)); }

void prepare_post(Step& step, OneTimePost& post, const Json& body) {
  post = {};
  post.body = body.dump();
  post.phase = OneTimePost::Phase::preparing;
  step.requests.push_back(MakeKey{});
}

bool post_is_done(Step& step, OneTimePost& post, const Body& body) {
  if (body.ok) {
    post = {};
    return true;
  }
  const bool may_be_sent_again = body.failure.unreachable || body.failure.status == 401;
  post.phase = may_be_sent_again ? OneTimePost::Phase::unanswered : OneTimePost::Phase::refused;
  post.failure = body.failure;
  step.requests.push_back(Announce{body.failure.message});
  if (body.failure.code == "approval_needed") load_approvals(step);
  return false;
}

void load_template_detail(Step& step, int64_t id, int64_t version) {
  auto& remote = step.state.templates.pages[id].details[version];
  // A version never changes; the latest one does, and who uses it.
  if (remote.loading() || (remote.has_value && version != 0)) return;
  remote.start();
  const std::string query = version == 0 ? "" : "?version=" + std::to_string(version);
  send_get(step, {Call::template_detail, id, version}, template_url(id) + "/preview" + query);
}

void load_templates(Step& step) {
  auto& remote = step.state.templates.list;
  if (remote.loading()) return;
  remote.start();
  send_get(step, {Call::templates}, std::string(kTemplates) + "?limit=1000");
}

void enter_template(Step& step) {
  const int64_t id = step.state.route.id;
  apply(step, ShowTemplateForm{});
  if (!step.state.catalogue.frameworks.has_value) load_frameworks(step);
  load_template_detail(step, id, 0);
  const int64_t shown = step.state.route.query_integer("version");
  if (shown != 0) load_template_detail(step, id, shown);
  load_template_versions(step, id);
  load_template_tenants(step, id);
}

void enter_template_work(Step& step) {
  load_template_draft(step);
  load_companies(step);
  load_template_detail(step, step.state.route.id, 0);
}

void enter_template_upgrade(Step& step) {
  const int64_t id = step.state.route.id;
  load_template_detail(step, id, 0);
  load_template_tenants(step, id);
  if (step.state.session.needs_approval) load_approvals(step);
  enter_upgrade(step);
}

void apply(Step& step, const ShowTemplateForm& command) {
  step.state.templates.form = command.form;
  step.state.templates.task.end();
}

void apply(Step& step, const ChangeTemplate& command) {
  Task& task = step.state.templates.task;
  if (task.sending()) return;
  task.start();
  const Json body = {{"name", command.name},
                     {"description", command.description},
                     {"industry", command.industry},
                     {"is_public", command.is_public}};
  send_patch(step, {Call::change_template, command.id}, template_url(command.id), body.dump());
}

void apply(Step& step, const DeleteTemplate& command) {
  Task& task = step.state.templates.task;
  if (task.sending()) return;
  task.start();
  send_delete(step, {Call::delete_template, command.id}, template_url(command.id));
}

void apply(Step& step, const ExportTemplate& command) {
  Task& task = step.state.templates.exporting;
  if (task.sending()) return;
  task.start();
  const std::string query =
      command.version == 0 ? "" : "?version=" + std::to_string(command.version);
  send_get(step, {Call::export_template, command.id}, template_url(command.id) + "/export" + query);
}

void template_key_made(Step& step, const KeyMade& command) {
  Templates& templates = step.state.templates;
  const auto takes = [&command](OneTimePost& post) {
    if (post.phase != OneTimePost::Phase::preparing) return false;
    post.key = command.key;
    return true;
  };
  if (takes(templates.provisioning.post)) return send_company(step);
  if (takes(templates.bulk.post)) return send_companies(step);
  if (takes(templates.upgrade.post)) send_upgrade(step);
}

void template_job_ended(Step& step) {
  load_companies(step);
  if (step.state.templates.list.has_value) load_templates(step);
}

void file_arrived(Step& step, const std::string& name, std::string content) {
  if (step.state.route.page == Page::template_bulk) {
    return apply(step, ReadCompanies{std::move(content)});
  }
  if (step.state.route.page == Page::template_import) read_document(step, name, content);
}

void apply(Step& step, const FileArrived& command) {
  if (command.problem.empty()) return file_arrived(step, command.name, command.content);
  step.requests.push_back(ShowToast{ShowToast::Kind::problem, command.problem});
}

void apply(Step& step, const PickFile& command) {
  step.requests.push_back(ChooseFile{command.accept});
}

void templates_replied(Step& step, const Replied& command) {
  Templates& templates = step.state.templates;
  TemplatePage* page = nullptr;
  switch (command.tag.call) {
    case Call::templates:
      return template_part_arrived(templates.list, command, &templates_from);
    case Call::template_detail:
      return template_detail_arrived(step, command);
    case Call::template_versions:
      page = &templates.pages[command.tag.id];
      return template_part_arrived(page->versions, command, &template_versions_from);
    case Call::template_tenants:
      template_tenants_arrived(step, command);
      if (step.state.route.page == Page::template_upgrade) enter_upgrade(step);
      return;
    case Call::change_template:
      return template_changed(step, command);
    case Call::delete_template:
      return template_deleted(step, command);
    case Call::export_template:
      return template_exported(step, command);
    case Call::preview_template:
    case Call::create_template:
      return creation_replied(step, command);
    case Call::check_company:
    case Call::provision_company:
      return provisioning_replied(step, command);
    case Call::check_companies:
    case Call::provision_companies:
      return bulk_replied(step, command);
    case Call::check_document:
    case Call::import_document:
      return import_replied(step, command);
    default:
      return upgrade_replied(step, command);
  }
}

}  // namespace datavault
