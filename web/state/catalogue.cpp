#include <algorithm>

#include "web/state/parts.h"

namespace datavault {
namespace {

constexpr const char* kFrameworks = "/superadmin/api/frameworks";

std::string framework_url(int64_t framework) {
  return std::string(kFrameworks) + "/" + std::to_string(framework);
}

template <typename T>
void receive(Remote<T>& remote, const Replied& command, T (*read)(const Json&)) {
  Body body = body_of(command.reply);
  if (body.ok)
    remote.arrive(read(body.json), command.at_ms);
  else
    remote.fail(std::move(body.failure));
}

/// Lineage names fields that only the version before has.
void load_ancestor(Step& step, const Replied& command, const FrameworkDetail& detail) {
  const Route& route = step.state.route;
  const bool shown = route.page == Page::framework && route.id == command.tag.id &&
                     route.query_integer("version") == command.tag.version;
  if (shown && !detail.lineage.empty()) load_detail(step, route.id, detail.version - 1);
}

void detail_replied(Step& step, const Replied& command) {
  auto& remote = step.state.catalogue.details[{command.tag.id, command.tag.version}];
  const Body body = body_of(command.reply);
  if (!body.ok) return remote.fail(body.failure);
  Result<FrameworkDetail> detail = framework_detail_from(body.json);
  if (!detail) return remote.fail(unreadable_reply(detail.error()));
  remote.arrive(std::make_shared<const FrameworkDetail>(*std::move(detail)), command.at_ms);
  if (command.tag.version == 0) version_detail_arrived(step, command.tag.id);
  settle_copy(step, command.tag.id);
  load_ancestor(step, command, *remote.value);
}

}  // namespace

void load_frameworks(Step& step) {
  auto& remote = step.state.catalogue.frameworks;
  if (remote.loading()) return;
  remote.start();
  send_get(step, {Call::frameworks}, std::string(kFrameworks) + "?limit=1000");
}

void load_companies(Step& step) {
  auto& remote = step.state.catalogue.companies;
  if (remote.loading()) return;
  remote.start();
  send_get(step, {Call::companies}, "/superadmin/api/companies?limit=1000");
}

/// What other pages and a browser without a server need, wherever the user is.
void refresh_lists(Step& step) {
  if (!step.state.session.is_super_admin()) return;  // others may not ask
  load_frameworks(step);
  load_companies(step);
}

void load_versions(Step& step, int64_t framework) {
  auto& remote = step.state.catalogue.versions[framework];
  if (remote.loading()) return;
  remote.start();
  send_get(step, {Call::versions, framework}, framework_url(framework) + "/versions?limit=1000");
}

void load_detail(Step& step, int64_t framework, int64_t version) {
  auto& remote = step.state.catalogue.details[{framework, version}];
  // A version never changes; the latest one does.
  if (remote.loading() || (remote.has_value && version != 0)) return;
  remote.start();
  const std::string query = version == 0 ? "" : "?version=" + std::to_string(version);
  send_get(step, {Call::framework, framework, version}, framework_url(framework) + query);
}

Compared compared_versions(const AppState& state) {
  Compared compared{state.route.query_integer("from"), state.route.query_integer("to")};
  const auto it = state.catalogue.versions.find(state.route.id);
  if (it == state.catalogue.versions.end() || it->second.value.empty()) return compared;
  const int64_t latest = it->second.value.front().number;
  if (compared.to == 0) compared.to = latest;
  if (compared.from == 0) compared.from = std::max<int64_t>(compared.to - 1, 1);
  return compared;
}

void load_compared(Step& step) {
  if (step.state.route.page != Page::framework_changes) return;
  const Compared compared = compared_versions(step.state);
  if (compared.from > 0) load_detail(step, step.state.route.id, compared.from);
  if (compared.to > 0) load_detail(step, step.state.route.id, compared.to);
}

void catalogue_replied(Step& step, const Replied& command) {
  Catalogue& catalogue = step.state.catalogue;
  switch (command.tag.call) {
    case Call::frameworks:
      receive(catalogue.frameworks, command, &frameworks_from);
      return keep_all_snapshots(step);
    case Call::companies:
      return receive(catalogue.companies, command, &companies_from);
    case Call::versions:
      receive(catalogue.versions[command.tag.id], command, &versions_from);
      return load_compared(step);
    default:
      return detail_replied(step, command);
  }
}

}  // namespace datavault
