// A queued submission, looked at again: the wizard with its request, held against what it expected.
#include "web/state/json_get.h"
#include "web/state/parts.h"

namespace datavault {

std::vector<ExpectedTarget> expected_of(const std::string& body) {
  const Result<Json> json = parse_json(body);
  if (!json) return {};
  auto expected = expected_from_json(member_at(*json, "expected"));
  return expected ? *std::move(expected) : std::vector<ExpectedTarget>{};
}

/// After a reload the queue may be known before the draft, or the draft before the queue.
void fill_review(AppState& state) {
  Review& review = state.wizard.review;
  if (review.queued.empty() || !review.expected.empty() || !state.queue.known) return;
  const QueuedSubmission* item = state.queue.find(review.queued);
  if (item == nullptr)
    review = {};
  else
    review.expected = expected_of(item->body);
}

void apply(Step& step, const ReviewQueued& command) {
  const QueuedSubmission* item = step.state.queue.find(command.key);
  if (item == nullptr || item->stage == QueuedSubmission::Stage::sending) return;
  Wizard& wizard = step.state.wizard;
  const uint64_t generation = wizard.generation + 1;
  wizard = {};
  wizard.generation = generation;
  wizard.draft = Wizard::Draft::known;
  if (const Result<Json> request = parse_json(item->body)) take_request(*request, wizard);
  wizard.selected = item->tenants;
  apply(step, ChooseFramework{item->framework, item->version});
  step.state.wizard.review.queued = command.key;
  fill_review(step.state);
  store_draft(step);
  step.requests.push_back(Navigate{wizard_path(WizardStep::preview), false});
}

}  // namespace datavault
