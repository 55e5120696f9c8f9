#include "tests/web/support/client.h"

#include "core/plan/snapshot_json.h"
#include "tests/support/builder.h"

namespace datavault::test {
namespace {

TenantFacts tenant(int64_t id, const std::string& name, const std::string& industry,
                   std::optional<Adoption> adoption) {
  TenantFacts facts;
  facts.tenant = {{id}, name, "t" + std::to_string(id), industry, true};
  facts.adoption = std::move(adoption);
  return facts;
}

Field named(Field item, const std::string& name) {
  item.name = name;
  return item;
}

}  // namespace

Client Client::signed_in(const Json& more) {
  Client client;
  client.send(Started{});
  Json session = {{"success", true},
                  {"user", {{"id", 1}, {"email", "super@demo.test"}, {"role", "SUPER_ADMIN"}}},
                  {"csrf_token", "token-1"}};
  session.update(more);
  client.answer({Call::session}, session);
  client.forget();
  return client;
}

Client Client::of_company() {
  return signed_in(
      {{"user", {{"id", 7}, {"email", "a@acme.test"}, {"role", "USER"}, {"company_id", 3}}},
       {"company", {{"id", 3}, {"name", "Acme"}}}});
}

void Client::send(const Command& command) {
  Step step = reduce(std::move(state), command);
  state = std::move(step.state);
  for (Request& request : step.requests) {
    const auto* navigate = std::get_if<Navigate>(&request);
    const std::string path = navigate == nullptr ? std::string() : navigate->path;
    requests.push_back(std::move(request));
    if (!path.empty()) open(path);
  }
}

void Client::answer(CallTag tag, const Json& body, int status) {
  platform::HttpReply reply;
  reply.outcome = platform::HttpOutcome::answered;
  reply.status = status;
  reply.body = body.dump();
  send(Replied{tag, reply, 1000});
}

void Client::fail(CallTag tag) { send(Replied{tag, {}, 1000}); }

void Client::make_plans() {
  // Each may ask for the next, behind those that were there.
  for (size_t i = 0; i < requests.size(); ++i) {
    const auto* asked = std::get_if<MakePlan>(&requests[i]);
    if (asked == nullptr ||
        !made_.insert({asked->generation, asked->approach, asked->trial}).second)
      continue;
    const Misfits misfits = asked->trial == 0 ? Misfits::drop : Misfits::refuse;
    PlanMade made{asked->generation, asked->approach, asked->trial,
                  plan_with(*asked->snapshot, asked->request, misfits)};
    made.planned.milliseconds = 1.5;
    send(made);
  }
}

std::optional<SendHttp> Client::last_call(Call call) const {
  for (auto it = requests.rbegin(); it != requests.rend(); ++it) {
    const auto* sent = std::get_if<SendHttp>(&*it);
    if (sent != nullptr && sent->tag.call == call) return *sent;
  }
  return std::nullopt;
}

std::optional<std::string> Client::kept(const std::string& key) const {
  for (auto it = requests.rbegin(); it != requests.rend(); ++it) {
    const auto* stored = std::get_if<StoreBlob>(&*it);
    if (stored != nullptr && stored->key == key) return stored->content;
    const auto* removed = std::get_if<RemoveBlob>(&*it);
    if (removed != nullptr && removed->key == key) return std::nullopt;
  }
  return std::nullopt;
}

void Client::find_kept(std::vector<std::pair<std::string, std::string>> queue) {
  send(BlobsArrived{"u1/kept/", {}});
  send(BlobsArrived{"u1/queue/", std::move(queue)});
}

Snapshot small_snapshot() {
  Snapshot snapshot;
  snapshot.framework = {{5}, "small", "Small framework", "", std::nullopt};
  snapshot.target_version = 2;
  snapshot.versions[1] = version(1, {field("a"), field("b"), field("c")});
  snapshot.versions[2] = version(2, {named(field("a"), "Renamed"), field("b")});
  snapshot.tenants = {
      tenant(1, "Acme", "Energy", Adoption{1, {}}),
      tenant(2, "Borealis", "Energy", Adoption{1, edit("ub", Attribute::unit, "kg")}),
      tenant(3, "Cedar", "Retail", Adoption{1, edit("ua", Attribute::name, "Mine")}),
      tenant(4, "Delta", "Retail", std::nullopt),
      tenant(5, "Elm", "Banking", Adoption{2, {}}),
      tenant(6, "Fjord", "Banking", std::nullopt),
  };
  snapshot.tenants[0].values[{"uc"}] = {7, {}, {}};
  snapshot.tenants[5].tenant.is_active = false;
  return snapshot;
}

Client client_at_preview(Strategy strategy) {
  Client client = Client::signed_in();
  client.state.wizard.draft = Wizard::Draft::known;
  client.open("/distribute");
  client.answer(
      {Call::frameworks},
      {{"frameworks",
        {{{"id", 5}, {"name", "Small framework"}, {"latest_version", 2}, {"field_count", 2}}}}});
  client.send(ChooseFramework{{5}, 2});
  client.answer({Call::snapshot, 5, 2}, {{"snapshot", snapshot_to_json(small_snapshot())}});
  client.send(SelectTenants{{{1}, {2}, {3}, {4}, {5}, {6}}, true});
  client.send(ChooseStrategy{strategy});
  client.open("/distribute/preview");
  client.make_plans();
  client.forget();
  return client;
}

}  // namespace datavault::test
