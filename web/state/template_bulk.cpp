// A table of companies made from a template as one job.
#include "core/base/text.h"
#include "web/state/json_get.h"
#include "web/state/template_parts.h"

namespace datavault {
namespace {

Json bulk_body(const AppState& state, bool is_dry_run) {
  const BulkProvisioning& bulk = state.templates.bulk;
  Json companies = Json::array();
  for (const BulkRow& row : bulk.rows) companies.push_back(company_to_json(row.form));
  Json body = {{"companies", std::move(companies)}, {"dry_run", is_dry_run}};
  const TemplateDetail* detail = find_template_detail(state.templates, bulk.template_id);
  if (detail != nullptr) body["version"] = detail->version.number;
  return body;
}

/// Earlier rows take slugs and addresses from later ones.
void check_rows(AppState& state) {
  const TemplateDetail* detail =
      find_template_detail(state.templates, state.templates.bulk.template_id);
  if (detail == nullptr) return;
  const CompanyNeeds needs = detail->contents.needs();
  TakenByOthers taken = taken_by_companies(state);
  for (BulkRow& row : state.templates.bulk.rows) {
    row.slug = row.form.slug;
    row.problems = check_company(row.form, needs, taken);
    if (!row.form.slug.empty()) taken.slugs.insert(row.form.slug);
    if (!row.form.email.empty()) taken.emails.insert(to_lower_ascii(row.form.email));
  }
}

void rows_edited(Step& step) {
  BulkProvisioning& bulk = step.state.templates.bulk;
  check_rows(step.state);
  bulk.is_checked = false;
  bulk.check.end();
  bulk.post = {};
  store_template_draft(step);
}

/// "company_slug" of "companies[3], company_slug", into the row that it is about.
void note_row_problem(BulkProvisioning& bulk, const std::string& where, std::string message) {
  constexpr std::string_view kBegin = "companies[";
  const size_t close = where.find(']');
  if (where.rfind(kBegin, 0) != 0 || close == std::string::npos) return;
  size_t index = 0;
  for (size_t i = kBegin.size(); i < close; ++i) {
    index = index * 10 + static_cast<size_t>(where[i] - '0');
  }
  if (index >= bulk.rows.size()) return;
  std::string place = where.size() > close + 3 ? where.substr(close + 3) : std::string();
  bulk.rows[index].problems[std::move(place)] = std::move(message);
}

/// What the server says of rows that it refuses.
void take_refusal(BulkProvisioning& bulk, const Failure& failure) {
  for (const Json& item : list_at(failure.details, "errors")) {
    note_row_problem(bulk, text_at(item, "where"), text_at(item, "message"));
  }
  if (list_at(failure.details, "errors").empty()) {
    note_row_problem(bulk, failure.where, failure.message);
  }
}

void take_check(BulkProvisioning& bulk, const Json& body) {
  const Json& companies = list_at(body, "companies");
  for (size_t i = 0; i < companies.size() && i < bulk.rows.size(); ++i) {
    BulkRow& row = bulk.rows[i];
    row.slug = text_at(companies[i], "company_slug");
    const Json& problem = member_at(companies[i], "problem");
    if (problem.is_object()) {
      note_row_problem(bulk, text_at(problem, "where"), text_at(problem, "message"));
    }
  }
}

void companies_checked(Step& step, const Replied& command) {
  BulkProvisioning& bulk = step.state.templates.bulk;
  if (!bulk.check.sending()) return;  // edited meanwhile
  const Body body = body_of(command.reply);
  check_rows(step.state);
  if (!body.ok) {
    take_refusal(bulk, body.failure);
    step.requests.push_back(Announce{body.failure.message});
    return bulk.check.fail(body.failure);
  }
  bulk.check.end();
  bulk.is_checked = true;
  take_check(bulk, body.json);
  const int64_t problems = integer_at(body.json, "problems");
  step.requests.push_back(Announce{problems == 0
                                       ? std::string("All companies can be made.")
                                       : std::to_string(problems) + " companies are wrong."});
}

void companies_queued(Step& step, const Replied& command) {
  BulkProvisioning& bulk = step.state.templates.bulk;
  if (bulk.post.phase != OneTimePost::Phase::sending) return;
  const Body body = body_of(command.reply);
  if (!post_is_done(step, bulk.post, body)) {
    take_refusal(bulk, body.failure);
    return;
  }
  const int64_t id = bulk.template_id;
  bulk = {};
  bulk.template_id = id;
  bulk.job = integer_at(body.json, "sync_operation_id");
  for (const Json& company : list_at(body.json, "companies")) {
    bulk.names[{integer_at(company, "company_id")}] = text_at(company, "company_name");
    if (auto link = admin_link_from(company)) bulk.links.push_back(*std::move(link));
  }
  store_template_draft(step);
  show_result(step, Page::template_bulk, id, bulk.job);
  step.requests.push_back(Announce{"The companies are being made."});
}

}  // namespace

void enter_bulk(Step& step) {
  BulkProvisioning& bulk = step.state.templates.bulk;
  const int64_t id = step.state.route.id;
  const int64_t job = step.state.route.query_integer("job");
  if (bulk.template_id != id || (job == 0 && bulk.job != 0)) {
    bulk = {};
    bulk.template_id = id;
  }
  enter_template_work(step);
  check_rows(step.state);
  if (job != 0) load_job(step, job);
}

void apply(Step& step, const ReadCompanies& command) {
  Templates& templates = step.state.templates;
  BulkProvisioning& bulk = templates.bulk;
  const TemplateDetail* detail = find_template_detail(templates, bulk.template_id);
  if (detail == nullptr || bulk.post.under_way() || bulk.job != 0) return;
  CompanyTable table = read_company_table(command.text, detail->contents.needs());
  bulk.table_problem = table.problem;
  if (!table.problem.empty()) {
    step.requests.push_back(Announce{table.problem});
    return;
  }
  bulk.has_header = table.has_header;
  bulk.ignored = std::move(table.ignored);
  bulk.rows.clear();
  for (CompanyForm& form : table.rows) bulk.rows.push_back({std::move(form), {}, {}});
  rows_edited(step);
  const size_t count = bulk.rows.size();
  step.requests.push_back(
      Announce{std::to_string(count) + (count == 1 ? " company." : " companies.")});
}

void apply(Step& step, const SetCompany& command) {
  BulkProvisioning& bulk = step.state.templates.bulk;
  if (bulk.post.under_way()) return;
  if (command.row >= bulk.rows.size()) bulk.rows.emplace_back();
  BulkRow& row = command.row < bulk.rows.size() ? bulk.rows[command.row] : bulk.rows.back();
  row = {command.form, {}, {}};
  bulk.table_problem.clear();
  rows_edited(step);
}

void apply(Step& step, const DropCompany& command) {
  BulkProvisioning& bulk = step.state.templates.bulk;
  if (bulk.post.under_way() || command.row >= bulk.rows.size()) return;
  bulk.rows.erase(bulk.rows.begin() + static_cast<std::ptrdiff_t>(command.row));
  rows_edited(step);
}

void apply(Step& step, const DropCompanies&) {
  BulkProvisioning& bulk = step.state.templates.bulk;
  if (bulk.post.under_way()) return;
  const int64_t id = bulk.template_id;
  bulk = {};
  bulk.template_id = id;
  rows_edited(step);
}

void apply(Step& step, const CheckCompanies&) {
  BulkProvisioning& bulk = step.state.templates.bulk;
  if (bulk.check.sending() || bulk.rows.empty()) return;
  check_rows(step.state);
  bulk.check.start();
  send_post(step, {Call::check_companies, bulk.template_id},
            template_url(bulk.template_id) + "/provision/bulk", bulk_body(step.state, true).dump());
}

void apply(Step& step, const ProvisionCompanies&) {
  BulkProvisioning& bulk = step.state.templates.bulk;
  if (bulk.post.phase == OneTimePost::Phase::unanswered) return send_companies(step);
  if (bulk.post.under_way() || !bulk.is_checked) return;
  prepare_post(step, bulk.post, bulk_body(step.state, false));
}

void send_companies(Step& step) {
  BulkProvisioning& bulk = step.state.templates.bulk;
  bulk.post.phase = OneTimePost::Phase::sending;
  send_post(step, {Call::provision_companies, bulk.template_id},
            template_url(bulk.template_id) + "/provision/bulk", bulk.post.body,
            {{"Idempotency-Key", bulk.post.key}});
}

void bulk_replied(Step& step, const Replied& command) {
  if (command.tag.id != step.state.templates.bulk.template_id) return;
  if (command.tag.call == Call::check_companies) return companies_checked(step, command);
  companies_queued(step, command);
}

}  // namespace datavault
