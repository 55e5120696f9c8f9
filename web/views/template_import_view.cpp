#include "web/views/template_import_view.h"

#include <algorithm>

#include "web/state/json_get.h"
#include "web/views/words.h"

namespace datavault {
namespace {

ClashView clash_view(const FrameworkClash& clash) {
  ClashView view{clash.key, {}, clash.answer};
  view.detail = "Version " + std::to_string(clash.latest_version) + " is the latest here. The " +
                "document's adds " + counted(clash.added, "field") + ", removes " +
                std::to_string(clash.removed) + " and changes " + std::to_string(clash.changed) +
                ".";
  return view;
}

void add_import_document(const TemplateImport& import, TemplateImportView& view) {
  const Json& document = import.document;
  view.name = text_at(document, "name");
  view.subtitle = "Version " + std::to_string(integer_at(document, "version")) + ", key " +
                  text_at(document, "key");
  const std::string industry = text_at(document, "industry");
  if (!industry.empty()) view.subtitle += ", " + industry;
  const std::string key = text_at(member_at(document, "signature"), "public_key");
  view.trust = key.empty() ? "Nobody signed it: it says of itself where it comes from."
                           : "Signed by the key " + key + ". Whether you trust it is yours to say.";
}

void add_import_failure(const TemplateImport& import, TemplateImportView& view) {
  const Failure& failure =
      import.task.failure.message.empty() ? import.preview.failure : import.task.failure;
  const bool has_failed = import.preview.failed() || import.task.phase == Task::Phase::failed;
  if (!has_failed) return;
  view.waits_for_answers = failure.code == "frameworks_differ";
  if (view.waits_for_answers) return;
  (failure.where == "name" ? view.name_error : view.problem) = failure.message;
}

void add_import_preview(const AppState& state, TemplateImportView& view) {
  const TemplateImport& import = state.templates.import;
  if (!import.preview.has_value || import.preview.status != LoadStatus::ready) return;
  view.is_ready = true;
  const TemplatePreview& preview = import.preview.value;
  view.figures = figures_of(preview.counts);
  view.contents = build_contents_view(state, preview.contents);
  if (!import.published.empty()) {
    view.remarks.push_back("Published here with it: " + first_few(import.published) + ".");
  }
  if (preview.version > 1 && !preview.is_unchanged) {
    view.remarks.push_back("The template is here already: this becomes its version " +
                           std::to_string(preview.version) + ".");
    view.import_label = "Import as version " + std::to_string(preview.version);
  }
  if (preview.is_unchanged) {
    view.unchanged = "The template is here and its latest version says exactly this.";
  }
}

}  // namespace

TemplateImportView build_template_import_view(const AppState& state) {
  const TemplateImport& import = state.templates.import;
  TemplateImportView view;
  view.has_document = import.document.is_object();
  view.server = template_server(state, view.has_document);
  view.file = import.file;
  view.file_problem = import.problem;
  view.import_label = "Import";
  if (!view.has_document) return view;
  add_import_document(import, view);
  view.checks = import.preview.loading();
  view.busy = import.task.sending();
  view.mistakes = import.mistakes;
  for (const FrameworkClash& clash : import.clashes) view.clashes.push_back(clash_view(clash));
  add_import_failure(import, view);
  add_import_preview(state, view);
  return view;
}

}  // namespace datavault
