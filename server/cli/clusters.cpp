#include "server/cli/clusters.h"

#include <algorithm>
#include <vector>

#include "core/base/text.h"

namespace datavault::cli {
namespace {

constexpr size_t kMostNames = 3;
constexpr size_t kMostText = 60;

struct Cluster {
  const Conflict* first = nullptr;
  std::vector<TenantId> tenants;
  ValueCounts values;
  int64_t open = 0;  // tenants that it holds up
};

std::vector<Cluster> clusters_of(const Plan& plan) {
  std::map<std::string, Cluster> by_name;
  for (const Conflict& conflict : plan.conflicts) {
    Cluster& cluster = by_name[conflict.cluster];
    if (!cluster.first) cluster.first = &conflict;
    cluster.tenants.push_back(conflict.tenant);
    cluster.values.total += conflict.values.total;
    cluster.values.exact += conflict.values.exact;
    cluster.values.rounded += conflict.values.rounded;
    cluster.values.failing += conflict.values.failing;
    if (holds(conflict)) ++cluster.open;
  }
  std::vector<Cluster> clusters;
  for (auto& [name, cluster] : by_name) clusters.push_back(std::move(cluster));
  std::stable_sort(clusters.begin(), clusters.end(), [](const Cluster& a, const Cluster& b) {
    if (a.open != b.open) return a.open > b.open;
    if (a.first->severity != b.first->severity) return a.first->severity > b.first->severity;
    return a.tenants.size() > b.tenants.size();
  });
  return clusters;
}

/// Whole characters only: a byte of the middle of one is not where a text is cut.
std::string shortened(std::string text) {
  if (text.size() <= kMostText) return text;
  size_t end = kMostText;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end) + "...";
}

std::string value_text(const Json& value) {
  return shortened(value.dump(-1, ' ', false, Json::error_handler_t::replace));
}

std::string tenants_text(const Cluster& cluster, const std::map<TenantId, std::string>& names) {
  std::string text;
  for (size_t i = 0; i < cluster.tenants.size() && i < kMostNames; ++i) {
    const auto name = names.find(cluster.tenants[i]);
    text += (text.empty() ? "" : ", ") +
            (name == names.end() ? std::to_string(cluster.tenants[i].value) : name->second);
  }
  const size_t more = cluster.tenants.size() - std::min(cluster.tenants.size(), kMostNames);
  if (more > 0) text += " and " + std::to_string(more) + " more";
  return std::to_string(cluster.tenants.size()) +
         (cluster.tenants.size() == 1 ? " company: " : " companies: ") + text;
}

std::string answer_text(const Cluster& cluster) {
  const Conflict& conflict = *cluster.first;
  if (cluster.open > 0) return "open";
  if (!conflict.decision) return "nothing to decide";
  return std::string(to_text(*conflict.decision)) + " by " +
         std::string(to_text(conflict.answered_by));
}

std::string text_of(const Cluster& cluster, const std::map<TenantId, std::string>& names) {
  const Conflict& conflict = *cluster.first;
  std::string text =
      std::string(to_text(conflict.severity)) + "  " + std::string(to_text(conflict.type));
  if (!conflict.field_code.empty()) text += "  " + conflict.field_code;
  if (conflict.attribute) text += "  " + std::string(to_text(*conflict.attribute));
  text += "  [" + answer_text(cluster) + "]\n  " + conflict.message + "\n";
  if (!conflict.base.is_null() || !conflict.tenant_value.is_null() || !conflict.master.is_null()) {
    text += "  base " + value_text(conflict.base) + "   tenant " +
            value_text(conflict.tenant_value) + "   master " + value_text(conflict.master) + "\n";
  }
  text += "  " + tenants_text(cluster, names) + "\n";
  const ValueCounts& values = cluster.values;
  if (values.total > 0) {
    text += "  " + std::to_string(values.total) + (values.total == 1 ? " value: " : " values: ") +
            std::to_string(values.exact) + " exact, " + std::to_string(values.rounded) +
            " rounded, " + std::to_string(values.failing) + " failing\n";
  }
  if (cluster.open > 0) text += "  cluster " + conflict.cluster + "\n";
  return text;
}

}  // namespace

std::string clusters_text(const Plan& plan, const std::map<TenantId, std::string>& names) {
  std::string text;
  for (const Cluster& cluster : clusters_of(plan)) text += "\n" + text_of(cluster, names);
  return text;
}

Result<Json> policy_argument(const std::string& text) {
  if (text.empty() || trim(text).front() != '{') return Json{{"preset", text}};
  auto json = parse_json(text);
  if (!json) return within("--policy", json.error());
  return json;
}

}  // namespace datavault::cli
