#include "web/state/json_get.h"
#include "web/state/parts.h"

namespace datavault {
namespace {

constexpr const char* kDraftKey = "wizard";

int64_t user_id(const AppState& state) { return state.session.user ? state.session.user->id : 0; }

}  // namespace

void load_draft(Step& step) {
  Wizard& wizard = step.state.wizard;
  if (wizard.draft != Wizard::Draft::unknown) return;
  wizard.draft = Wizard::Draft::loading;
  step.requests.push_back(LoadBlob{kDraftKey});
}

void store_draft(Step& step) {
  const Wizard& wizard = step.state.wizard;
  Json selected = Json::array();
  for (const TenantId tenant : wizard.selected) selected.push_back(tenant.value);
  const Json draft = {{"user", user_id(step.state)},
                      {"framework", wizard.framework.value},
                      {"version", wizard.version},
                      {"strategy", to_text(wizard.strategy)},
                      {"selected", std::move(selected)}};
  step.requests.push_back(StoreBlob{kDraftKey, draft.dump()});
}

void draft_arrived(Step& step, const BlobArrived& command) {
  Wizard& wizard = step.state.wizard;
  if (command.key != kDraftKey || wizard.draft != Wizard::Draft::loading) return;
  wizard.draft = Wizard::Draft::known;
  const Result<Json> draft = parse_json(command.content.value_or("null"));
  if (draft && integer_at(*draft, "user", -1) == user_id(step.state)) {
    wizard.framework = {integer_at(*draft, "framework")};
    wizard.version = integer_at(*draft, "version");
    wizard.strategy = strategy_from_text(text_at(*draft, "strategy")).value_or(Strategy::merge);
    for (const Json& tenant : list_at(*draft, "selected")) {
      if (tenant.is_number_integer()) wizard.selected.insert({tenant.get<int64_t>()});
    }
  }
  enter_page(step);
}

}  // namespace datavault
