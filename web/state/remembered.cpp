#include "web/state/remembered.h"

#include <algorithm>

#include "web/state/json_get.h"
#include "web/state/parts.h"

namespace datavault {
namespace {

void withdrawn(Step& step, const Replied& command) {
  RememberedAnswers& remembered = step.state.remembered;
  const int64_t id = command.tag.id;
  remembered.withdrawing.erase(id);
  const Body body = body_of(command.reply);
  // Gone already is what was wanted.
  if (!body.ok && body.failure.status != 404) {
    step.requests.push_back(ShowToast{ShowToast::Kind::problem, body.failure.message});
    return;
  }
  std::erase_if(remembered.list.value,
                [id](const RememberedAnswer& item) { return item.id == id; });
  // The next plan asks again where this answered.
  step.state.wizard.snapshot_outdated = true;
  step.requests.push_back(ShowToast{ShowToast::Kind::success, "The answer is withdrawn."});
}

}  // namespace

std::vector<RememberedAnswer> remembered_from(const Json& body) {
  std::vector<RememberedAnswer> answers;
  for (const Json& item : list_at(body, "remembered")) {
    RememberedAnswer answer;
    answer.id = integer_at(item, "id");
    answer.tenant = {integer_at(item, "company_id")};
    answer.tenant_name = text_at(item, "company_name");
    answer.field_uid = text_at(item, "field_uid");
    answer.field_code = text_at(item, "field_code");
    answer.attribute = text_at(item, "attribute");
    answer.value = member_at(item, "value");
    answer.decided_by = text_at(item, "decided_by");
    answer.decided_at = text_at(item, "decided_at");
    answers.push_back(std::move(answer));
  }
  return answers;
}

void apply(Step& step, const LoadRemembered& command) {
  RememberedAnswers& remembered = step.state.remembered;
  if (remembered.framework != command.framework) remembered = {};
  remembered.framework = command.framework;
  if (remembered.list.loading()) return;
  remembered.list.start();
  send_get(step, {Call::remembered, command.framework},
           "/superadmin/api/sync/remembered?limit=1000&framework_id=" +
               std::to_string(command.framework));
}

void apply(Step& step, const WithdrawRemembered& command) {
  if (!step.state.remembered.withdrawing.insert(command.id).second) return;
  send_delete(step, {Call::withdraw_remembered, command.id},
              "/superadmin/api/sync/remembered/" + std::to_string(command.id));
}

void remembered_replied(Step& step, const Replied& command) {
  if (command.tag.call == Call::withdraw_remembered) return withdrawn(step, command);
  RememberedAnswers& remembered = step.state.remembered;
  if (command.tag.id != remembered.framework) return;
  Body body = body_of(command.reply);
  if (!body.ok) return remembered.list.fail(std::move(body.failure));
  remembered.list.arrive(remembered_from(body.json), command.at_ms);
}

}  // namespace datavault
