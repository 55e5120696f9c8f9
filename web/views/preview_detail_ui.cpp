#include "generated/icons.h"
#include "web/views/pages_ui.h"
#include "web/widgets/ui.h"

namespace datavault {
namespace {

void conflict_ui(const ConflictView& conflict) {
  const ui::IdScope id(conflict.id);
  const ui::Card card(conflict.id, {.padding = 16});
  {
    const ui::Row row({.gap = 6});
    ui::badge(conflict.severity.name, conflict.severity.tone);
    ui::text(conflict.type.name, {.style = TextStyle::body_strong, .wrap = false});
  }
  ui::text(conflict.message);
  if (!conflict.code.empty()) {
    const ui::Row row({.gap = 8});
    if (!conflict.field_name.empty()) ui::muted(conflict.field_name);
    ui::code(conflict.code);
  }
  const ui::Stack stack(6);
  if (!conflict.attribute.empty()) {
    ui::description("Attribute", conflict.attribute);
    ui::description("Before", conflict.base);
    ui::description("Tenant", conflict.tenant);
    ui::description("New version", conflict.master);
  }
  if (!conflict.values.empty()) ui::description("Values", conflict.values);
  if (!conflict.answer.empty()) ui::description("Answer", conflict.answer);
}

}  // namespace

void preview_detail_ui(const PreviewDetail& detail, WizardPreviewUi& ui, Commands& commands) {
  const ui::Dialog dialog(detail.name, {.width = 760});
  {
    const ui::Row row({.gap = 8, .wrap = false});
    ui::badge(detail.outcome.name, detail.outcome.tone);
    ui::muted(detail.outcome.explanation);
  }
  computed_ui(detail.computed, detail.id, commands);
  if (detail.conflicts.empty()) ui::text("No conflicts.", {.color = ui::TextColor::muted});
  for (const ConflictView& conflict : detail.conflicts) conflict_ui(conflict);
  {
    const ui::Disclosure digests("Digests");
    if (digests.open()) {
      ui::description("State before", detail.before);
      ui::description("State afterwards", detail.after);
      ui::description("Evidence", detail.evidence);
    }
  }
  if (dialog.dismissed()) ui.opened = {};
}

}  // namespace datavault
