// The part of TenantTemplateService that makes tenants.
#include <algorithm>
#include <utility>

#include "core/codec/csv.h"
#include "core/codec/json_reader.h"
#include "core/template/template_json.h"
#include "server/app/framework_sync_request.h"
#include "server/app/reporting_rows.h"
#include "server/app/tenant_template_service.h"
#include "server/store/counters.h"

namespace datavault {
namespace {

constexpr size_t kMostCompanies = 10000;
constexpr size_t kMostProblems = 100;

/// What of a request is not about its companies.
struct ProvisionOptions {
  std::optional<int64_t> version;
  bool is_dry_run = false;
  jobs::JobOptions job;
  Json parameters = Json::object();  // for all
};

Result<ProvisionOptions> provision_options(ObjectReader& reader) {
  ProvisionOptions options;
  const Json& version = reader.member("version", false);
  if (!version.is_null()) options.version = reader.integer("version");
  options.is_dry_run = reader.boolean_or("dry_run", false);
  options.parameters = reader.object("parameters");
  auto job = jobs::job_options_from_json(reader.member("sync_options", false));
  if (!job) return job.error();
  options.job = *std::move(job);
  if (!reader.ok()) return reader.error();
  return options;
}

Failure placed(const std::string& where, Failure failure) {
  if (!where.empty()) failure.error = within(where, std::move(failure.error));
  return failure;
}

std::string problem_code(const Failure& failure) {
  if (!failure.code.empty()) return failure.code;
  return failure.error.code == Error::Code::conflict ? "conflict" : "invalid_input";
}

Failure rows_refused(const std::vector<QueuedProvision>& companies) {
  Json errors = Json::array();
  const Failure* first = nullptr;
  size_t count = 0;
  for (const QueuedProvision& company : companies) {
    if (!company.problem) continue;
    if (!first) first = &*company.problem;
    ++count;
    if (errors.size() >= kMostProblems) continue;
    errors.push_back({{"where", company.problem->error.where},
                      {"message", company.problem->error.message},
                      {"code", problem_code(*company.problem)}});
  }
  return Failure(invalid_input("Nothing was queued: " + std::to_string(count) +
                                   " companies are wrong, the first: " + first->error.where + ": " +
                                   first->error.message,
                               first->error.where),
                 "rows_refused", {{"errors", std::move(errors)}});
}

/// What is no company at all refuses the request, also in a dry run.
Result<std::vector<ProvisionRequest>> read_all(const Json& companies, const Json& parameters,
                                               bool is_one) {
  std::vector<ProvisionRequest> requests;
  for (size_t i = 0; i < companies.size(); ++i) {
    auto request = provision_request_from_json(
        companies[i], is_one ? "" : "companies[" + std::to_string(i) + "]");
    if (!request) return request.error();
    for (const auto& [name, value] : parameters_from_json(parameters)) {
      request->parameters.try_emplace(name, value);
    }
    requests.push_back(*std::move(request));
  }
  return requests;
}

/// Checks every company, in their order: earlier ones take slugs and addresses.
std::vector<QueuedProvision> prepare_all(store::ReadTransaction& tx, const Clock& clock,
                                         const LoadedTemplate& from,
                                         const std::vector<ProvisionRequest>& requests) {
  std::vector<QueuedProvision> prepared;
  TakenNames taken;
  for (const ProvisionRequest& request : requests) {
    QueuedProvision company;
    auto made = prepare_provision(tx, clock, from, request, taken);
    if (made)
      company.prepared = *std::move(made);
    else
      company.problem = placed(request.where, made.failure());
    if (company.problem) company.prepared.row.name = request.name;
    prepared.push_back(std::move(company));
  }
  return prepared;
}

JobSubmission submission_for(const LoadedTemplate& from, const std::vector<QueuedProvision>& made,
                             const ProvisionOptions& options, int64_t first_id) {
  JobSubmission submission;
  submission.job.type = kCloneJobType;
  submission.job.kind = kProvisionKind;
  submission.job.source_version = from.version.number;
  submission.parameters = {{"template_id", from.row.id}, {"version", from.version.number}};
  submission.options = options.job;
  std::vector<store::ProvisionRow> rows;
  Json names = Json::array();
  for (const QueuedProvision& company : made) {
    rows.push_back(company.prepared.row);
    rows.back().tenant.value = first_id++;
    store::JobTargetRow target;
    target.tenant = rows.back().tenant;
    target.planned_outcome = to_text(Outcome::create);
    submission.targets.push_back(std::move(target));
    names.push_back({{"id", rows.back().tenant.value}, {"slug", rows.back().slug}});
  }
  const std::string title = companies(made.size()) + " from template \"" + from.row.name +
                            "\" version " + std::to_string(from.version.number);
  submission.log = "Queued: " + title + ".";
  submission.audit = {"template.provision",
                      "job",
                      "",
                      {{"template_id", from.row.id},
                       {"version", from.version.number},
                       {"companies", std::move(names)}}};
  submission.more = [rows = std::move(rows)](store::WriteTransaction& tx, int64_t job) {
    return store::insert_provisions(tx, job, rows);
  };
  return submission;
}

}  // namespace

Reply<QueuedProvisions> TenantTemplateService::queue(int64_t id, const Json& body,
                                                     const Json& companies, bool is_one,
                                                     const std::string& idempotency_key,
                                                     const Actor& actor) {
  ObjectReader reader(body, "");
  auto options = provision_options(reader);
  if (!options) return options.error();
  if (companies.empty()) {
    return Failure(invalid_input("Name at least one company.", "companies"), "empty_target_list");
  }
  if (companies.size() > kMostCompanies) {
    return invalid_input("At most 10,000 companies at once.", "companies");
  }
  auto requests = read_all(companies, is_one ? Json::object() : options->parameters, is_one);
  if (!requests) return requests.error();
  QueuedProvisions result;
  const auto check = [&](store::ReadTransaction& tx) -> Reply<LoadedTemplate> {
    auto from = load_template(tx, versions_, id, options->version);
    if (!from) return from;
    result.version = from->version.number;
    result.companies = prepare_all(tx, clock_, *from, *requests);
    return from;
  };
  if (options->is_dry_run) {
    auto tx = database_.read();
    if (!tx) return tx.error();
    auto checked = check(*tx);
    if (!checked) return checked.failure();
    return result;
  }
  const std::string digest = digest_of_json({{"template_id", id}, {"body", body}});
  auto job = jobs_.submit(
      {idempotency_key, digest}, actor, [&](store::WriteTransaction& tx) -> Reply<JobSubmission> {
        auto from = check(tx);
        if (!from) return from.failure();
        const auto bad = [](const QueuedProvision& company) { return company.problem.has_value(); };
        const auto first = std::find_if(result.companies.begin(), result.companies.end(), bad);
        if (first != result.companies.end()) {
          return is_one ? *first->problem : rows_refused(result.companies);
        }
        const SetupStamp stamp{actor.email, iso_now(clock_), std::nullopt};
        if (auto published = publish_missing(tx, *from, stamp); !published) {
          return published.failure();
        }
        auto ids = store::next_ids(tx, "tenants", static_cast<int64_t>(companies.size()));
        if (!ids) return ids.error();
        int64_t next = *ids;
        for (QueuedProvision& company : result.companies) {
          company.prepared.row.tenant.value = next++;
        }
        return submission_for(*from, result.companies, *options, *ids);
      });
  if (!job) return job.failure();
  result.job = *job;
  return result;
}

Reply<QueuedProvisions> TenantTemplateService::provision(int64_t id, const Json& body,
                                                         const std::string& idempotency_key,
                                                         const Actor& actor) {
  if (!body.is_object()) return invalid_input("An object is expected here.");
  Json company = body;
  for (const char* key : {"version", "dry_run", "sync_options"}) company.erase(key);
  auto queued = queue(id, body, Json::array({std::move(company)}), true, idempotency_key, actor);
  if (!queued) return queued;
  const bool is_refused = !queued->companies.empty() && queued->companies.front().problem;
  if (is_refused) return *queued->companies.front().problem;
  return queued;
}

Reply<QueuedProvisions> TenantTemplateService::provision_many(int64_t id, const Json& body,
                                                              const std::string& idempotency_key,
                                                              const Actor& actor) {
  ObjectReader reader(body, "");
  reader.allow_only({"companies", "parameters", "version", "dry_run", "sync_options"});
  const Json& companies = reader.array("companies");
  if (!reader.ok()) return reader.error();
  return queue(id, body, companies, false, idempotency_key, actor);
}

Reply<Json> TenantTemplateService::companies_from_csv(int64_t id, std::string_view text) {
  auto tx = database_.read();
  if (!tx) return tx.error();
  auto from = load_template(*tx, versions_, id, std::nullopt);
  if (!from) return from.failure();
  static const std::vector<std::string_view> kColumns{"company_name", "company_slug", "industry",
                                                      "admin_email"};
  std::vector<std::string_view> known = kColumns;
  for (const TemplateParameter& parameter : from->content.parameters) {
    known.push_back(parameter.name);
  }
  auto rows = rows_from_csv(text, known);
  if (!rows) return rows.error();
  Json companies = Json::array();
  for (const RequestRow& row : *rows) {
    Json company = {{"company_name", row.text("company_name")}};
    for (const auto& [column, value] : row.cells) {
      const bool is_column = std::find(kColumns.begin(), kColumns.end(), column) != kColumns.end();
      if (is_column)
        company[column] = value;
      else
        company["parameters"][column] = value;
    }
    companies.push_back(std::move(company));
  }
  return companies;
}

}  // namespace datavault
