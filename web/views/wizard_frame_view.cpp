#include "web/views/wizard_frame_view.h"

#include <array>

#include "web/platform/intl.h"
#include "web/views/answer_words.h"
#include "web/views/impact.h"
#include "web/views/job_view.h"
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
    {"What would happen", {}},
    {"Distribution", {}},
}};

std::string subtitle_of(const AppState& state) {
  if (state.route.step == WizardStep::framework) {
    return "A distribution takes one version of a framework to many tenants.";
  }
  if (state.route.step == WizardStep::progress) return {};
  std::string text = chosen_framework_text(state);
  const auto count = static_cast<int64_t>(state.wizard.selected.size());
  if (state.route.step != WizardStep::tenants && count > 0)
    text += " · " + counted(count, "tenant");
  if (state.route.step == WizardStep::preview) {
    text += " · " + std::string(label_of(state.wizard.strategy).name);
    if (state.wizard.approach().preset != Preset::ask) {
      text += ", " + std::string(label_of(state.wizard.preset).name);
    }
  }
  return text;
}

std::string why_not(const AppState& state, WizardStep step) {
  const Wizard& wizard = state.wizard;
  if (wizard.framework.value == 0) return "Choose a framework first.";
  if (step == WizardStep::framework) return {};
  if (!wizard.snapshot.has_value) return "The state of the tenants is being loaded.";
  return wizard.selected.empty() ? "Select at least one tenant." : "";
}

void add_navigation(const AppState& state, WizardFrameView& view) {
  const auto step = static_cast<int>(view.step);
  if (step > 0) view.back_path = wizard_path(static_cast<WizardStep>(step - 1));
  view.next_path = wizard_path(static_cast<WizardStep>(step + 1));
  view.next_label = kWords[static_cast<size_t>(step)].next;
  view.why_not = why_not(state, view.step);
  view.can_continue = view.why_not.empty();
}

/// The preview's way on is the submission, while there is a plan that does something.
void add_submission(const AppState& state, WizardFrameView& view) {
  const Wizard& wizard = state.wizard;
  view.back_path = wizard_path(WizardStep::strategy);
  const Planned* planned = wizard.planned();
  if (planned == nullptr || !planned->plan) return;
  const Impact impact = impact_of(*planned->plan);
  view.next_label = distribution_asks_approval(state)
                        ? "Ask for approval"
                        : "Distribute to " + counted(impact.tenants, "tenant");
  view.busy = wizard.submission.under_way() || wizard.trial.waiting;
  view.can_continue = impact.written > 0;
  if (view.can_continue) return;
  view.why_not = impact.held > 0 ? "Every tenant that would change is held by conflicts."
                                 : "There is nothing to do: every tenant is as it would be.";
}

/// The last step speaks of the job.
void add_job(const AppState& state, WizardFrameView& view) {
  const JobView job = build_job_view(state, state.route.id, {});
  view.title = job.title;
  view.subtitle = job.subtitle;
}

}  // namespace

std::string chosen_framework_text(const AppState& state) {
  const Wizard& wizard = state.wizard;
  std::string name;
  if (const Snapshot* snapshot = wizard.snapshot_here())
    name = snapshot->framework.name;
  else if (const auto* summary = find_framework(state, wizard.framework))
    name = summary->name;
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
    view.snapshot_taken =
        "State of " + platform::format_date(copy.taken_at_ms, platform::DateStyle::date_time);
    view.snapshot_age = platform::format_relative(copy.taken_at_ms);
    view.from_browser = copy.from_browser;
    view.can_refresh = !copy.from_browser || !state.connection.offline();
  }
  if (view.step == WizardStep::progress)
    add_job(state, view);
  else if (view.step == WizardStep::preview)
    add_submission(state, view);
  else
    add_navigation(state, view);
  return view;
}

}  // namespace datavault
