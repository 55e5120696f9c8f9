#include "core/plan/plan_json.h"
#include "web/state/json_get.h"
#include "web/state/parts.h"

namespace datavault {
namespace {

std::string draft_key(const AppState& state) { return own_key(state, "draft"); }

int64_t user_id(const AppState& state) { return state.session.user ? state.session.user->id : 0; }

/// As on the wire: what the server would read.
Json request_json(const Wizard& wizard) {
  PlanRequest request;
  request.strategy = wizard.strategy;
  request.policy = policy_with(wizard.preset, wizard.exceptions);
  request.decisions = wizard.trial.waiting ? wizard.trial.decisions : wizard.decisions;
  return plan_request_to_json(request);
}

Json questions_json(const Wizard& wizard) {
  Json questions = Json::object();
  for (const auto& [cluster, about] : wizard.questions) questions[cluster] = about;
  return questions;
}

void take_questions(const Json& json, Wizard& wizard) {
  if (!json.is_object()) return;
  for (const auto& [cluster, about] : json.items()) {
    if (about.is_string()) wizard.questions[cluster] = about.get<std::string>();
  }
}

}  // namespace

/// A draft of an earlier client, or one that cannot be read, is left with its defaults.
void take_request(const Json& json, Wizard& wizard) {
  Result<PlanRequest> request = plan_request_from_json(json);
  if (!request) return;
  wizard.strategy = request->strategy;
  wizard.preset = preset_of(request->policy);
  wizard.exceptions = std::move(request->policy.attributes);
  wizard.decisions = std::move(request->decisions);
}

void load_draft(Step& step) {
  Wizard& wizard = step.state.wizard;
  if (wizard.draft != Wizard::Draft::unknown) return;
  wizard.draft = Wizard::Draft::loading;
  step.requests.push_back(LoadBlob{draft_key(step.state)});
}

void store_draft(Step& step) {
  const Wizard& wizard = step.state.wizard;
  Json selected = Json::array();
  for (const TenantId tenant : wizard.selected) selected.push_back(tenant.value);
  const Json draft = {{"user", user_id(step.state)},         {"framework", wizard.framework.value},
                      {"version", wizard.version},           {"request", request_json(wizard)},
                      {"questions", questions_json(wizard)}, {"selected", std::move(selected)},
                      {"review", wizard.review.queued}};
  step.requests.push_back(StoreBlob{draft_key(step.state), draft.dump()});
}

bool draft_arrived(Step& step, const BlobArrived& command) {
  Wizard& wizard = step.state.wizard;
  if (command.key != draft_key(step.state) || wizard.draft != Wizard::Draft::loading) return false;
  wizard.draft = Wizard::Draft::known;
  const Result<Json> draft = parse_json(command.content.value_or("null"));
  if (draft && integer_at(*draft, "user", -1) == user_id(step.state)) {
    wizard.framework = {integer_at(*draft, "framework")};
    wizard.version = integer_at(*draft, "version");
    take_request(member_at(*draft, "request"), wizard);
    take_questions(member_at(*draft, "questions"), wizard);
    wizard.review.queued = text_at(*draft, "review");
    for (const Json& tenant : list_at(*draft, "selected")) {
      if (tenant.is_number_integer()) wizard.selected.insert({tenant.get<int64_t>()});
    }
  }
  fill_review(step.state);
  enter_page(step);
  return true;
}

}  // namespace datavault
