#include "generated/icons.h"
#include "web/views/pages_ui.h"
#include "web/widgets/ui.h"

namespace datavault {
namespace {

void edit_header_ui(const FrameworkEditView& view, FrameworkEditUi& ui, Commands& commands) {
  const std::string framework = href(framework_path(view.framework.value));
  const ui::Crumb crumbs[] = {{"Frameworks", "#/frameworks"}, {view.name, framework}};
  const ui::PageHeader header(view.title, view.subtitle, crumbs);
  if (!view.load.ready()) return;
  edit_toolbar_ui(view.edit, commands);
  if (ui::button("Add a field", {.icon = icons::add, .disabled = view.edit.busy})) {
    ui.edit.form = new_field_form(*view.edit.content, {});
    commands.push_back(ForgetEditProblem{});
  }
  if (ui::button("Review and publish", {.kind = ui::ButtonKind::primary,
                                        .icon = icons::fact_check,
                                        .disabled = view.edit.edits == 0 || view.edit.busy,
                                        .tooltip = view.edit.edits == 0 ? "Edit something first."
                                                                        : std::string_view()})) {
    commands.push_back(AskToPublish{});
  }
}

void published_meanwhile_ui(const FrameworkEditView& view, Commands& commands) {
  if (view.moved_to.empty()) return;
  std::string detail = view.moved_to;
  if (!view.unfit.empty()) {
    detail += " These did not fit it and were left out: " + first_few(view.unfit) + ".";
  }
  if (ui::alert_with_action(Tone::warning, "Somebody else published", detail, "Understood")) {
    commands.push_back(ForgetMeanwhile{});
  }
}

void mistakes_ui(const std::vector<std::string>& mistakes) {
  ui::alert(Tone::danger, "This cannot be published", first_few(mistakes));
}

void publish_ui(const FrameworkEditView& view, FrameworkEditUi& ui, Commands& commands) {
  ui::Dialog dialog("Publish version " + std::to_string(view.base_version + 1),
                    {.width = 860, .dismissible = !view.sending});
  ui::text("This is what differs from version " + std::to_string(view.base_version) +
           ". Tenants keep what they have until it is distributed.");
  difference_counts_ui(view.counts);
  differences_ui("Differences", view.changes, "Nothing differs.", 300);
  if (!view.mistakes.empty()) mistakes_ui(view.mistakes);
  if (!view.failure.empty()) ui::alert(Tone::danger, "It was not published", view.failure);
  ui::text_input("Notes", ui.notes,
                 {.kind = ui::InputKind::multiline,
                  .placeholder = "What changed, and why",
                  .help = "For everyone who looks at the versions later.",
                  .rows = 2,
                  .width = 800});
  dialog.actions();
  if (ui::button("Go on editing", {.disabled = view.sending}) || dialog.dismissed()) {
    commands.push_back(CancelPublish{});
    return;
  }
  if (ui::button("Publish now", {.kind = ui::ButtonKind::primary,
                                 .icon = icons::rocket_launch,
                                 .disabled = !view.mistakes.empty(),
                                 .busy = view.sending})) {
    commands.push_back(PublishVersion{ui.notes});
  }
}

}  // namespace

void framework_edit_ui(const FrameworkEditView& view, FrameworkEditUi& ui, Commands& commands) {
  edit_header_ui(view, ui, commands);
  if (!loaded_ui(view.load, commands, 10)) return;
  published_meanwhile_ui(view, commands);
  edit_ui(view.edit, ui.edit, commands);
  if (view.reviewing) publish_ui(view, ui, commands);
}

}  // namespace datavault
