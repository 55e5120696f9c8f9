// A template's document from another installation.
#include <algorithm>

#include "web/state/json_get.h"
#include "web/state/template_parts.h"

namespace datavault {
namespace {

Json import_body(const TemplateImport& import, bool is_dry_run) {
  Json answers = Json::object();
  for (const FrameworkClash& clash : import.clashes) {
    if (!clash.answer.empty()) answers[clash.key] = clash.answer;
  }
  Json body = {
      {"document", import.document}, {"frameworks", std::move(answers)}, {"dry_run", is_dry_run}};
  if (!import.name.empty()) body["name"] = import.name;
  return body;
}

void check_document(Step& step) {
  TemplateImport& import = step.state.templates.import;
  import.task.end();
  import.preview.start();
  import.preview.has_value = false;
  send_post(step, {Call::check_document}, "/superadmin/api/templates/import",
            import_body(import, true).dump());
}

/// Those that were answered stay: the server names only what is still open.
void take_clashes(TemplateImport& import, const Json& list) {
  for (const Json& item : list) {
    const std::string key = text_at(item, "key");
    const bool is_known = std::any_of(import.clashes.begin(), import.clashes.end(),
                                      [&](const FrameworkClash& it) { return it.key == key; });
    if (is_known) continue;
    import.clashes.push_back({key,
                              {},
                              integer_at(item, "latest_version"),
                              integer_at(item, "fields_added"),
                              integer_at(item, "fields_removed"),
                              integer_at(item, "fields_changed")});
  }
}

void import_refused(TemplateImport& import, const Failure& failure) {
  if (failure.code == "frameworks_differ") {
    take_clashes(import, list_at(failure.details, "frameworks"));
  }
  import.mistakes.clear();
  for (const Json& item : list_at(failure.details, "errors")) {
    import.mistakes.push_back({text_at(item, "where"), text_at(item, "message")});
  }
}

void document_checked(Step& step, const Replied& command) {
  TemplateImport& import = step.state.templates.import;
  if (!import.preview.loading()) return;
  Body body = body_of(command.reply);
  import.mistakes.clear();
  if (!body.ok) {
    import_refused(import, body.failure);
    step.requests.push_back(Announce{body.failure.message});
    return import.preview.fail(std::move(body.failure));
  }
  import.published.clear();
  for (const Json& key : list_at(body.json, "published_frameworks")) {
    if (key.is_string()) import.published.push_back(key.get<std::string>());
  }
  import.signed_by = text_at(body.json, "signed_by");
  import.preview.arrive(template_preview_from(body.json), command.at_ms);
  step.requests.push_back(Announce{"The document can be imported."});
}

}  // namespace

void read_document(Step& step, const std::string& name, std::string_view text) {
  TemplateImport& import = step.state.templates.import;
  if (import.task.sending()) return;
  import = {};
  auto json = parse_json(text);
  if (!json) {
    import.problem =
        json.error().message + (json.error().where.empty() ? "" : " (" + json.error().where + ")");
  } else if (member_at(*json, "document").is_object()) {
    import.document = (*json)["document"];
  } else if (json->is_object()) {
    import.document = *std::move(json);
  }
  const bool is_ours = text_at(import.document, "schema").rfind("datavault.template/", 0) == 0;
  if (import.problem.empty() && !is_ours) import.problem = "This is no document of a template.";
  if (!import.problem.empty()) {
    import.document = nullptr;
    step.requests.push_back(Announce{import.problem});
    return;
  }
  import.file = name;
  check_document(step);
}

void apply(Step& step, const ReadDocument& command) {
  read_document(step, "pasted text", command.text);
}

void apply(Step& step, const ForgetDocument&) {
  if (!step.state.templates.import.task.sending()) step.state.templates.import = {};
}

void apply(Step& step, const AnswerClash& command) {
  TemplateImport& import = step.state.templates.import;
  if (import.task.sending()) return;
  bool is_complete = true;
  for (FrameworkClash& clash : import.clashes) {
    if (clash.key == command.key) clash.answer = command.answer;
    is_complete = is_complete && !clash.answer.empty();
  }
  if (is_complete) check_document(step);
}

void apply(Step& step, const NameImport& command) {
  TemplateImport& import = step.state.templates.import;
  if (import.task.sending() || import.file.empty()) return;
  import.name = command.name;
  check_document(step);
}

void apply(Step& step, const ImportDocument&) {
  TemplateImport& import = step.state.templates.import;
  if (import.task.sending() || import.preview.status != LoadStatus::ready) return;
  import.task.start();
  send_post(step, {Call::import_document}, "/superadmin/api/templates/import",
            import_body(import, false).dump());
}

void import_replied(Step& step, const Replied& command) {
  if (command.tag.call == Call::check_document) return document_checked(step, command);
  TemplateImport& import = step.state.templates.import;
  if (!import.task.sending()) return;
  const Body body = body_of(command.reply);
  if (!body.ok) {
    import_refused(import, body.failure);
    step.requests.push_back(Announce{body.failure.message});
    return import.task.fail(body.failure);
  }
  import = {};
  const int64_t id = integer_at(body.json, "template_id");
  step.state.templates.pages.erase(id);
  load_templates(step);
  load_frameworks(step);
  step.requests.push_back(Navigate{template_path(id), false});
  step.requests.push_back(
      ShowToast{ShowToast::Kind::success,
                text_at(member_at(body.json, "template"), "name") + " is imported."});
}

}  // namespace datavault
