#include "server/demo/demo.h"

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

#include "server/demo/demo_data.h"
#include "server/demo/demo_values.h"
#include "server/http/client.h"

namespace datavault {
namespace {

const std::string kCompanies = "/superadmin/api/companies";
const std::string kUsers = "/superadmin/api/users";
const std::string kFrameworks = "/superadmin/api/frameworks";
const std::string kSync = "/superadmin/api/sync";

std::string company_path(int64_t id) { return kCompanies + "/" + std::to_string(id); }

/// A tenant as the server knows it.
struct SeededTenant {
  const DemoTenant* demo = nullptr;
  int64_t id = 0;
  DemoEntities entities;
};

struct SeededFramework {
  int64_t id = 0;
  std::map<std::string, DemoField> fields;  // of the first version, by code
};

class Seeder {
 public:
  Seeder(const DemoOptions& options, const DemoData& data)
      : options_(options), data_(data), api_(options.address) {}

  Result<void> run() {
    using Step = Result<void> (Seeder::*)();
    struct NamedStep {
      const char* says;
      Step step;
    };
    static constexpr NamedStep kSteps[] = {
        {"signing in", &Seeder::log_in},
        {"publishing the first versions", &Seeder::publish_first},
        {"founding companies", &Seeder::create_tenants},
        {"inviting users", &Seeder::add_users},
        {"adopting frameworks", &Seeder::adopt_first},
        {"assigning fields to entities", &Seeder::assign},
        {"entering values", &Seeder::enter_values},
        {"customising", &Seeder::customise},
        {"publishing the second versions", &Seeder::publish_second},
        {"distributing them to a few", &Seeder::adopt_ahead},
        {"customising again", &Seeder::customise_later},
        {"closing companies", &Seeder::deactivate},
    };
    for (const auto& [says, step] : kSteps) {
      if (options_.progress) options_.progress(says);
      if (auto done = (this->*step)(); !done) return done;
    }
    return {};
  }

 private:
  Result<void> log_in() { return api_.log_in(options_.email, options_.password); }

  Result<void> publish_first() {
    for (const std::string& key : data_.frameworks) {
      if (auto done = publish(key, data_.documents.at(key).front()); !done) return done;
      if (auto done = read_fields(frameworks_[key]); !done) return done;
    }
    return {};
  }

  Result<void> publish_second() {
    for (const std::string& key : data_.frameworks) {
      const auto& documents = data_.documents.at(key);
      for (size_t next = 1; next < documents.size(); ++next) {
        if (auto done = publish(key, documents[next]); !done) return done;
      }
    }
    return {};
  }

  Result<void> publish(const std::string& key, const Json& document) {
    auto answer = api_.post(
        kFrameworks + "/import",
        {{"name", document.at("name")}, {"format", "document"}, {"content", document.dump()}});
    if (!answer) return within(key, answer.error());
    frameworks_[key].id = answer->at("framework_id").get<int64_t>();
    return {};
  }

  Result<void> read_fields(SeededFramework& framework) {
    auto answer = api_.get(kFrameworks + "/" + std::to_string(framework.id));
    if (!answer) return answer.error();
    for (const Json& field : answer->at("framework").at("fields")) {
      const Json& decimals = field.at("decimals");
      framework.fields[field.at("code").get<std::string>()] = {
          field.at("uid").get<std::string>(), decimals.is_number() ? decimals.get<int64_t>() : 0,
          field.at("frequency").get<std::string>(), field.at("unit")};
    }
    return {};
  }

  Result<void> create_tenants() {
    constexpr size_t kBatch = 500;
    for (size_t first = 0; first < data_.tenants.size(); first += kBatch) {
      const size_t last = std::min(first + kBatch, data_.tenants.size());
      if (auto done = create_batch(first, last); !done) return done;
    }
    return {};
  }

  Result<void> create_batch(size_t first, size_t last) {
    Json companies = Json::array();
    for (size_t n = first; n < last; ++n) {
      const DemoTenant& demo = data_.tenants[n];
      companies.push_back({{"name", demo.name}, {"slug", demo.slug}, {"industry", demo.industry}});
    }
    auto answer = api_.post(kCompanies, {{"companies", std::move(companies)}});
    if (!answer) return answer.error();
    for (size_t n = first; n < last; ++n) {
      const DemoTenant& demo = data_.tenants[n];
      SeededTenant tenant{&demo, answer->at("company_ids").at(n - first).get<int64_t>(), {}};
      if (auto done = create_entities(tenant); !done) return within(demo.slug, done.error());
      tenants_.push_back(std::move(tenant));
    }
    return {};
  }

  Result<void> create_entities(SeededTenant& tenant) {
    const std::string& group = tenant.demo->name;
    Json entities = Json::array({{{"name", group}, {"kind", "GROUP"}}});
    for (const DemoCountry& country : tenant.demo->countries) {
      if (!country.name.empty()) {
        entities.push_back({{"name", country.name}, {"kind", "COUNTRY"}, {"parent", group}});
      }
      for (const std::string& site : country.sites) {
        const std::string& parent = country.name.empty() ? group : country.name;
        entities.push_back({{"name", site}, {"kind", "SITE"}, {"parent", parent}});
      }
    }
    auto answer =
        api_.post(company_path(tenant.id) + "/entities", {{"entities", std::move(entities)}});
    if (!answer) return answer.error();
    for (const Json& entity : answer->at("entities")) {
      const auto id = entity.at("id").get<int64_t>();
      if (entity.at("kind") == "GROUP") tenant.entities.group = id;
      if (entity.at("kind") == "SITE") tenant.entities.sites.push_back(id);
    }
    return {};
  }

  Result<void> adopt_first() {
    return adopt(1, [](const DemoTenant& demo) { return demo.adopts; });
  }

  Result<void> adopt_ahead() {
    return adopt(2, [](const DemoTenant& demo) { return demo.ahead; });
  }

  template <typename KeysOf>
  Result<void> adopt(int64_t version, KeysOf keys_of) {
    for (const std::string& key : data_.frameworks) {
      Json ids = Json::array();
      for (const SeededTenant& tenant : tenants_) {
        if (keys_of(*tenant.demo).contains(key)) ids.push_back(tenant.id);
      }
      if (ids.empty()) continue;
      if (auto done = distribute(key, version, ids); !done) return within(key, done.error());
    }
    return {};
  }

  /// As the wizard does it: preview, submit what was seen, watch.
  Result<void> distribute(const std::string& key, int64_t version, const Json& ids) {
    const std::string path = kSync + "/frameworks/" + std::to_string(frameworks_.at(key).id);
    Json request = {
        {"target_company_ids", ids}, {"conflict_resolution", "MERGE"}, {"version", version}};
    auto preview = api_.post(path + "/conflicts", request);
    if (!preview) return preview.error();
    if (auto open = refuse_open(preview->at("conflicts")); !open) return open;
    const Json& plan = preview->at("plan");
    request["plan_digest"] = plan.at("digest");
    request["rules_version"] = plan.at("rules_version");
    request["expected"] = Json::array();
    for (const Json& target : plan.at("targets")) {
      Json& expected = request["expected"].emplace_back();
      for (const char* name : {"company_id", "outcome", "before", "evidence", "after"}) {
        expected[name] = target.at(name);
      }
    }
    auto answer = api_.post(path + "/distribute", request,
                            {{"Idempotency-Key", "demo-" + key + "-" + std::to_string(version)}});
    if (!answer) return answer.error();
    return wait_for_job(answer->at("sync_operation_id").get<int64_t>());
  }

  /// The demo answers nothing: what it distributes must not ask.
  static Result<void> refuse_open(const Json& conflicts) {
    for (const Json& conflict : conflicts) {
      if (conflict.at("severity") == "BLOCKING" && conflict.at("answered_by").is_null()) {
        return conflict_error(conflict.at("message").get<std::string>());
      }
    }
    return {};
  }

  Result<void> wait_for_job(int64_t job) {
    for (;;) {
      auto answer = api_.get(kSync + "/jobs/" + std::to_string(job) + "/status");
      if (!answer) return answer.error();
      const auto status = answer->at("status").at("status").get<std::string>();
      if (status == "COMPLETED") return {};
      if (status != "QUEUED" && status != "RUNNING") {
        return conflict_error("The job " + std::to_string(job) + " ended as " + status + ".");
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  }

  Result<void> customise() {
    for (const SeededTenant& tenant : tenants_) {
      if (auto done = edit(tenant, tenant.demo->edits); !done) return done;
      if (tenant.demo->own.is_null()) continue;
      if (auto done = write_own_framework(tenant); !done)
        return within(tenant.demo->slug, done.error());
    }
    return {};
  }

  Result<void> customise_later() {
    for (const SeededTenant& tenant : tenants_) {
      if (auto done = edit(tenant, tenant.demo->later); !done) return done;
    }
    return {};
  }

  Result<void> edit(const SeededTenant& tenant, const std::map<std::string, Json>& edits) {
    for (const auto& [key, list] : edits) {
      auto done = patch_copy(tenant, frameworks_.at(key).id, list);
      if (!done) return within(tenant.demo->slug + ", " + key, done.error());
    }
    return {};
  }

  Result<void> patch_copy(const SeededTenant& tenant, int64_t framework, const Json& edits) {
    auto answer = api_.patch(company_path(tenant.id) + "/frameworks/" + std::to_string(framework),
                             {{"edits", edits}});
    return answer ? Result<void>() : Result<void>(answer.error());
  }

  /// A framework that the tenant wrote itself: an empty one, then its fields as edits.
  Result<void> write_own_framework(const SeededTenant& tenant) {
    const Json& own = tenant.demo->own;
    auto answer = api_.post(kFrameworks, {{"name", own.at("name")}, {"company_id", tenant.id}});
    if (!answer) return answer.error();
    Json edits = Json::array();
    Json after = nullptr;
    for (const Json& field : own.at("fields")) {
      edits.push_back({{"add", field}, {"after", after}});
      after = field.at("code");
    }
    return patch_copy(tenant, answer->at("framework_id").get<int64_t>(), edits);
  }

  /// Generated tenants have no assignments: what they report is for volume.
  Result<void> assign() {
    for (const SeededTenant& tenant : tenants_) {
      if (tenant.demo->generated) continue;
      if (auto done = post_rows(tenant, "assignments", make_demo_assignments); !done) return done;
    }
    return {};
  }

  Result<void> enter_values() {
    for (const SeededTenant& tenant : tenants_) {
      if (auto done = post_rows(tenant, "values", make_demo_values); !done) return done;
    }
    return {};
  }

  /// Posts what `make` gives for the frameworks that the tenant adopted at first.
  Result<void> post_rows(const SeededTenant& tenant, const std::string& what,
                         decltype(make_demo_values)& make) {
    Json rows = Json::array();
    for (const std::string& key : data_.frameworks) {
      if (!tenant.demo->adopts.contains(key)) continue;
      for (Json& row :
           make(data_, *tenant.demo, key, frameworks_.at(key).fields, tenant.entities)) {
        rows.push_back(std::move(row));
      }
    }
    if (rows.empty()) return {};
    auto answer = api_.post(company_path(tenant.id) + "/" + what, {{what, std::move(rows)}});
    return answer ? Result<void>() : Result<void>(within(tenant.demo->slug, answer.error()));
  }

  /// The first ones have somebody who looks after them; who signs in by a link, or is stood in for.
  Result<void> add_users() {
    constexpr size_t kMost = 6;
    for (size_t n = 0; n < std::min(kMost, tenants_.size()); ++n) {
      const SeededTenant& tenant = tenants_[n];
      if (tenant.demo->generated) continue;
      for (const char* role : {"ADMIN", "USER"}) {
        const std::string name = role == std::string_view("ADMIN") ? "admin" : "reporter";
        auto answer = api_.post(kUsers, {{"email", name + "@" + tenant.demo->slug + ".test"},
                                         {"role", role},
                                         {"company_id", tenant.id}});
        if (!answer) return within(tenant.demo->slug, answer.error());
      }
    }
    return {};
  }

  Result<void> deactivate() {
    for (const SeededTenant& tenant : tenants_) {
      if (!tenant.demo->inactive) continue;
      auto answer = api_.patch(company_path(tenant.id), {{"is_active", false}});
      if (!answer) return within(tenant.demo->slug, answer.error());
    }
    return {};
  }

  const DemoOptions& options_;
  const DemoData& data_;
  ApiClient api_;
  std::map<std::string, SeededFramework> frameworks_;
  std::vector<SeededTenant> tenants_;
};

}  // namespace

Result<void> seed_demo(const DemoOptions& options) {
  auto data = read_demo_data(options.tenants);
  if (!data) return data.error();
  try {
    return Seeder(options, *data).run();
  } catch (const Json::exception& problem) {  // an answer of another shape than documented
    return storage_error("The server answered in an unknown shape.", problem.what());
  }
}

}  // namespace datavault
