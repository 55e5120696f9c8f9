#include "generated/icons.h"
#include "web/views/pages_ui.h"
#include "web/widgets/ui.h"

namespace datavault {
namespace {

void copy_header_ui(const CopyView& view, CopyUi& ui, Commands& commands) {
  const std::string tenant = href(tenant_path(view.tenant.value));
  const ui::Crumb crumbs[] = {{"Tenants", "#/tenants"}, {view.tenant_name, tenant}};
  const ui::PageHeader header(view.name.empty() ? std::string_view("Copy") : view.name,
                              view.subtitle, crumbs);
  if (!view.load.ready()) return;
  edit_toolbar_ui(view.edit, commands);
  if (ui::button("Add a field", {.icon = icons::add, .disabled = view.edit.busy})) {
    ui.edit.form = new_field_form(*view.edit.content, {});
    commands.push_back(ForgetEditProblem{});
  }
  const std::string label =
      view.edit.edits == 0 ? "Save" : "Save " + counted(view.edit.edits, "change");
  if (ui::button(label + "##save", {.kind = ui::ButtonKind::primary,
                                    .icon = icons::check,
                                    .disabled = view.edit.edits == 0,
                                    .busy = view.edit.busy})) {
    commands.push_back(SaveCopy{});
  }
}

void changed_meanwhile_ui(const CopyView& view, Commands& commands) {
  if (!view.changed_meanwhile) return;
  const ui::Card card("meanwhile", {.tone = Tone::warning});
  ui::heading(2, "Somebody else changed this copy");
  ui::text(
      "Your edits were not saved. They now stand on what the copy has become; look at what "
      "changed, then save again.");
  if (!view.unfit.empty()) {
    ui::text("These do not fit it any more and were left out: " + first_few(view.unfit) + ".");
  }
  differences_ui("Changed meanwhile", view.meanwhile, "Only who and when differ.", 260);
  if (ui::button("Understood", {.icon = icons::check})) commands.push_back(ForgetMeanwhile{});
}

}  // namespace

void copy_ui(const CopyView& view, CopyUi& ui, Commands& commands) {
  copy_header_ui(view, ui, commands);
  if (!loaded_ui(view.load, commands, 10)) return;
  {
    const ui::Row row;
    ui::badge(view.standing.name, view.standing.tone);
    if (view.edit.edits > 0) {
      ui::badge(counted(view.edit.edits, "change") + " not saved", Tone::warning);
      if (ui::link("Discard them")) ui.edit.asks_to_discard = true;
    }
  }
  if (!view.failure.empty()) ui::alert(Tone::danger, "This was not saved", view.failure);
  changed_meanwhile_ui(view, commands);
  edit_ui(view.edit, ui.edit, commands);
  if (!ui.edit.asks_to_discard) return;
  ui::Dialog dialog("Discard what is not saved?");
  ui::text(counted(view.edit.edits, "change") + " of " + view.tenant_name + "'s copy of " +
           view.name + " will be lost.");
  dialog.actions();
  if (ui::button("Keep them") || dialog.dismissed()) ui.edit.asks_to_discard = false;
  if (ui::button("Discard", {.kind = ui::ButtonKind::danger, .icon = icons::delete_item})) {
    ui.edit.asks_to_discard = false;
    commands.push_back(DiscardEdits{});
  }
}

}  // namespace datavault
