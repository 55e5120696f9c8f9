#include "web/views/wizard_frame_view.h"

#include <array>

#include "web/platform/intl.h"
#include "web/views/words.h"

namespace datavault {
namespace {

struct StepWords {
  std::string_view title;
  std::string_view next;
};
constexpr std::array<StepWords, kWizardStepCount> kWords{{
    {"Which framework?", "Choose tenants"},
    {"Which tenants?", "Choose a strategy"},
    {"How to treat what tenants changed?", "Preview"},
    {"What would happen", ""},
    {"Distribution", ""},
}};

std::string subtitle_of(const AppState& state) {
  if (state.route.step == WizardStep::framework) {
    return "A distribution takes one version of a framework to many tenants.";
  }
  if (state.route.step == WizardStep::progress) return {};
  std::string text = chosen_framework_text(state);
  const auto count = static_cast<int64_t>(state.wizard.selected.size());
  if (state.route.step != WizardStep::tenants && count > 0) text += " · " + counted(count, "tenant");
  if (state.route.step == WizardStep::preview) {
    text += " · " + std::string(label_of(state.wizard.strategy).name);
  }
  return text;
}

void add_navigation(const AppState& state, WizardFrameView& view) {
  const auto step = static_cast<int>(view.step);
  const Wizard& wizard = state.wizard;
  if (step > 0 && view.step != WizardStep::progress) {
    view.back_path = wizard_path(static_cast<WizardStep>(step - 1));
  }
  if (view.step >= WizardStep::preview) return;
  view.next_path = wizard_path(static_cast<WizardStep>(step + 1));
  view.next_label = kWords[static_cast<size_t>(step)].next;
  if (wizard.framework.value == 0) view.why_not = "Choose a framework first.";
  else if (view.step > WizardStep::framework && wizard.selected.empty()) {
    view.why_not = "Select at least one tenant.";
  } else if (view.step > WizardStep::framework && !wizard.snapshot.has_value) {
    view.why_not = "The state of the tenants is being loaded.";
  }
  view.can_continue = view.why_not.empty();
}

}  // namespace

std::string chosen_framework_text(const AppState& state) {
  const Wizard& wizard = state.wizard;
  std::string name;
  if (const Snapshot* snapshot = wizard.snapshot_here()) name = snapshot->framework.name;
  else if (const auto* summary = find_framework(state, wizard.framework)) name = summary->name;
  if (name.empty()) return {};
  return wizard.version == 0 ? name : name + ", version " + std::to_string(wizard.version);
}

WizardFrameView build_wizard_frame_view(const AppState& state) {
  WizardFrameView view;
  view.step = state.route.step;
  view.title = kWords[static_cast<size_t>(view.step)].title;
  view.subtitle = subtitle_of(state);
  view.snapshot = load_view(state.wizard.snapshot);
  if (state.wizard.snapshot.has_value) {
    const SnapshotCopy& copy = state.wizard.snapshot.value;
    view.snapshot_taken = "Snapshot taken " + platform::format_date(copy.taken_at_ms,
                                                                    platform::DateStyle::date_time);
    view.from_browser = copy.from_browser;
  }
  add_navigation(state, view);
  return view;
}

}  // namespace datavault
