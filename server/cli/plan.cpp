#include <algorithm>
#include <cstdio>
#include <memory>

#include "core/base/text.h"
#include "core/plan/plan_json.h"
#include "server/app/reporting_rows.h"
#include "server/cli/clusters.h"
#include "server/cli/commands.h"
#include "server/store/tenants.h"

namespace datavault::cli {
namespace {

struct PlanCommand {
  std::string database, framework, targets = "all", strategy = "MERGE";
  std::string policy, decisions;  // empty: none
  int64_t version = 0;
  bool allow_downgrade = false;
  bool as_json = false;
};

Result<std::map<TenantId, std::string>> tenant_names(Application& application) {
  auto tx = application.database().read();
  if (!tx) return tx.error();
  auto tenants = store::load_tenants(*tx, std::nullopt);
  if (!tenants) return tenants.error();
  std::map<TenantId, std::string> names;
  for (const Tenant& tenant : *tenants) names[tenant.id] = tenant.name;
  return names;
}

Result<Json> target_ids(const PlanCommand& command, const std::map<TenantId, std::string>& names) {
  Json ids = Json::array();
  if (command.targets == "all") {
    for (const auto& [id, name] : names) ids.push_back(id.value);
    return ids;
  }
  for (const std::string& text : split_trimmed(command.targets, ", ")) {
    auto id = id_from_text(text, "--targets");
    if (!id) return id.error();
    ids.push_back(*id);
  }
  return ids;
}

std::string short_digest(const std::optional<std::string>& digest) {
  return digest ? digest->substr(7, 12) : "-";
}

void print_table(const Plan& plan, const std::map<TenantId, std::string>& names) {
  std::printf("%-6s  %-13s  %9s  %5s  %5s  %-12s  %-12s  %s\n", "ID", "OUTCOME", "CONFLICTS",
              "EDITS", "AFTER", "BEFORE", "AFTER", "COMPANY");
  for (const PlannedTarget& target : plan.targets) {
    const auto name = names.find(target.tenant);
    std::printf(
        "%-6lld  %-13s  %9lld  %5lld  %5lld  %-12s  %-12s  %s\n",
        static_cast<long long>(target.tenant.value), std::string(to_text(target.outcome)).c_str(),
        static_cast<long long>(target.conflicts), static_cast<long long>(target.edits_before),
        static_cast<long long>(target.edits_after), short_digest(target.before).c_str(),
        short_digest(target.after).c_str(),
        name == names.end() ? "(unknown)" : name->second.c_str());
  }
}

void print(const Plan& plan, const std::string& framework,
           const std::map<TenantId, std::string>& names) {
  std::printf("%s, version %lld, strategy %s\n\n", framework.c_str(),
              static_cast<long long>(plan.target_version),
              std::string(to_text(plan.strategy)).c_str());
  print_table(plan, names);
  std::printf("%s", clusters_text(plan, names).c_str());
  std::string summary;
  for (const auto& [outcome, count] : plan.summary) {
    summary +=
        (summary.empty() ? "" : ", ") + std::to_string(count) + " " + std::string(to_text(outcome));
  }
  std::printf("\n%s\nplan %s\n", summary.c_str(), plan.digest.c_str());
}

Result<Json> decisions_from_file(const std::string& path) {
  auto text = read_file(path);
  if (!text) return text.error();
  auto json = parse_json(*text);
  if (!json) return within("--decisions", json.error());
  // Also as the requests of the API have it.
  if (json->is_object() && json->contains("decisions")) return (*json)["decisions"];
  if (!json->is_array()) return invalid_input("A list of decisions is expected.", "--decisions");
  return json;
}

int plan(const PlanCommand& command) {
  auto application = open_application(command.database, true);
  if (!application) return report(application.error());
  auto framework = find_framework(**application, command.framework);
  if (!framework) return report(framework.error());
  auto names = tenant_names(**application);
  if (!names) return report(names.error());
  auto targets = target_ids(command, *names);
  if (!targets) return report(targets.error());
  Json body = {{"target_company_ids", *targets},
               {"conflict_resolution", command.strategy},
               {"allow_downgrade", command.allow_downgrade}};
  if (command.version != 0) body["version"] = command.version;
  if (!command.policy.empty()) {
    auto policy = policy_argument(command.policy);
    if (!policy) return report(policy.error());
    body["policy"] = *std::move(policy);
  }
  if (!command.decisions.empty()) {
    auto decisions = decisions_from_file(command.decisions);
    if (!decisions) return report(decisions.error());
    body["decisions"] = *std::move(decisions);
  }
  auto planned = (*application)->sync.get_framework_conflicts(framework->framework.id, body);
  if (!planned) return report(planned.failure());
  if (!command.as_json) {
    print(planned->plan, framework->framework.name, *names);
    return 0;
  }
  Json conflicts = Json::array();
  for (const Conflict& conflict : planned->plan.conflicts) {
    conflicts.push_back(conflict_to_json(conflict));
  }
  const Json out = {{"has_conflicts", !conflicts.empty()},
                    {"conflicts", conflicts},
                    {"plan", plan_to_json(planned->plan)}};
  std::printf("%s\n", out.dump(2).c_str());
  return 0;
}

}  // namespace

void add_plan(Parser& parser, int& exit_code) {
  auto options = std::make_shared<PlanCommand>();
  Parser& command =
      add_command(parser, "plan", "Show what distributing a framework would do to each company");
  add_option(command, "--db", options->database, "The database file", {.is_required = true});
  add_option(command, "--framework", options->framework, "Its name, key or id",
             {.is_required = true});
  add_option(command, "--targets", options->targets, "all, or company ids with commas");
  add_option(command, "--strategy", options->strategy, "What becomes of companies' changes",
             {.one_of = {"SKIP", "OVERWRITE", "MERGE", "MANUAL"}});
  add_option(command, "--policy", options->policy,
             "Who wins where nobody decided: ASK, PARENT_TO_CHILD, PEER, MIRROR, or "
             "{\"default\": ..., \"attributes\": {...}}");
  add_option(command, "--decisions", options->decisions,
             "A file with a list of decisions as the API takes it");
  add_option(command, "--version", options->version, "The version to distribute (the latest)");
  add_flag(command, "--allow-downgrade", options->allow_downgrade,
           "Also take companies back from later versions");
  add_flag(command, "--json", options->as_json, "Print the plan as the API sends it");
  on_run(command, exit_code, [options] { return plan(*options); });
}

}  // namespace datavault::cli
