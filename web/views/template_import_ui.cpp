#include "generated/icons.h"
#include "web/views/pages_ui.h"
#include "web/views/template_import_view.h"
#include "web/views/template_parts_ui.h"
#include "web/widgets/ui.h"

namespace datavault {
namespace {

void document_entry_ui(const TemplateImportView& view, TemplateImportUi& ui, Commands& commands) {
  const ui::MaxWidth width(720);
  const ui::Card card("entry");
  ui::heading(2, "A document of a template");
  ui::text(
      "Drop the file onto the page, choose it, or paste its text. Nothing is written before "
      "you have seen what it would do.");
  problem_ui("It cannot be read", view.file_problem);
  if (ui::button("Choose a file", {.kind = ui::ButtonKind::primary, .icon = icons::file_upload})) {
    commands.push_back(PickFile{".json,application/json"});
  }
  if (const ui::Disclosure paste("Paste its text"); paste.open()) {
    ui::text_input("Text of the document", ui.text,
                   {.kind = ui::InputKind::multiline, .rows = 8, .width = ui::available_width()});
    if (ui::button("Read it", {.disabled = ui.text.empty()})) {
      commands.push_back(ReadDocument{ui.text});
    }
  }
}

void mistakes_ui(const TemplateImportView& view) {
  if (view.mistakes.empty()) return;
  const ui::Column columns[] = {
      {.title = "Where", .weight = 2, .stacked = ui::Stacked::heading},
      {.title = "What is wrong", .weight = 3, .stacked = ui::Stacked::paragraph}};
  const auto draw = [&view](int index, int column, ui::TableCell& cell) {
    const PlacedProblem& mistake = view.mistakes[static_cast<size_t>(index)];
    cell.text(column == 0 ? mistake.where : mistake.message);
  };
  ui::table("Mistakes", columns, static_cast<int>(view.mistakes.size()), draw,
            {.row_height = 56, .stacks = true});
}

void clash_ui(const ClashView& clash, Commands& commands) {
  const ui::IdScope scope(clash.key);
  const ui::Card card(
      "clash", {.padding = 16, .tone = clash.answer.empty() ? Tone::warning : Tone::neutral});
  ui::text(clash.key, {.style = TextStyle::body_strong});
  ui::text(clash.detail);
  const ui::Group group(ui::GroupRole::radio_group, clash.key);
  if (ui::radio("Publish the document's version here", clash.answer == "PUBLISH",
                {.description = "It becomes the next version of the framework."})) {
    commands.push_back(AnswerClash{clash.key, "PUBLISH"});
  }
  if (ui::radio("Use the version that is here", clash.answer == "LOCAL",
                {.description = "The template is carried to it; what it lacks is left out."})) {
    commands.push_back(AnswerClash{clash.key, "LOCAL"});
  }
}

void clashes_ui(const TemplateImportView& view, Commands& commands) {
  if (view.clashes.empty()) return;
  ui::heading(2, "Frameworks that are another here");
  for (const ClashView& clash : view.clashes) clash_ui(clash, commands);
}

void import_header_ui(const TemplateImportView& view, TemplateImportUi& ui, Commands& commands) {
  const ui::Crumb crumbs[] = {{"Templates", "#/templates"}};
  const ui::PageHeader header("Import a template",
                              "From another installation: what it says, and what it would do here.",
                              crumbs);
  if (!view.has_document) return;
  if (ui::button("Another document", {.icon = icons::close, .disabled = view.busy})) {
    ui = {};
    commands.push_back(ForgetDocument{});
  }
  const bool can_import = view.is_ready && view.unchanged.empty();
  if (ui::button(view.import_label, {.kind = ui::ButtonKind::primary,
                                     .icon = icons::file_upload,
                                     .disabled = !can_import,
                                     .busy = view.busy})) {
    commands.push_back(ImportDocument{});
  }
}

void document_ui(const TemplateImportView& view, TemplateImportUi& ui, Commands& commands) {
  {
    const ui::Card card("document");
    ui::heading(2, view.name);
    ui::muted(view.subtitle);
    const ui::Stack stack(6);
    ui::description("From", view.file);
    ui::description("Signature", view.trust);
  }
  if (view.checks) ui::spinner("The server is looking at it…");
  if (!view.unchanged.empty()) ui::alert(Tone::neutral, "Nothing is new", view.unchanged);
  for (const std::string& remark : view.remarks) ui::alert(Tone::accent, remark);
  problem_ui("It cannot be imported", view.problem);
  if (!view.name_error.empty()) {
    ui::text_input("Name here", ui.name,
                   {.error = view.name_error, .required = true, .max_length = 200});
    if (ui::button("Use this name", {.disabled = ui.name.empty()})) {
      commands.push_back(NameImport{ui.name});
    }
  }
  mistakes_ui(view);
  clashes_ui(view, commands);
  if (!view.is_ready) return;
  template_figures_ui(view.figures);
  ui::space(metrics::kSpace4);
  template_contents_ui(view.contents);
}

}  // namespace

void template_import_ui(const TemplateImportView& view, TemplateImportUi& ui, Commands& commands) {
  import_header_ui(view, ui, commands);
  if (needs_server_ui(view.server)) return;
  if (!view.has_document) return document_entry_ui(view, ui, commands);
  ui.text.clear();
  document_ui(view, ui, commands);
}

}  // namespace datavault
