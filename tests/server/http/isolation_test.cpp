// That no byte of one company's names or values reaches another company's user.
#include <random>

#include <doctest/doctest.h>

#include "core/base/text.h"
#include "tests/server/support/test_server.h"

namespace datavault::test {
namespace {

using http::Access;
using http::Route;

/// A company of which every name and value says whose it is.
struct Tenant {
  int64_t id = 0;
  std::string mark;  // stands in all its texts and nowhere else
  Headers admin, user;
  std::string api_token;
};

std::string number(int64_t value) { return std::to_string(value); }

/// Random companies with copies, edits, own fields, own frameworks, entities, values, jobs.
class World {
 public:
  explicit World(uint32_t seed) : random_(seed) {
    server_.sign_in();
    frameworks_ = {server_.import(document("f", {"A", "B", "C"})),
                   server_.import(document("g", {"A", "D"}))};
    const int count = 2 + any(3);
    for (int i = 0; i < count; ++i) add_tenant(i);
    publish_next();
    super_admin_ = server_.session();
  }

  TestServer& server() { return server_; }
  const std::vector<Tenant>& tenants() const { return tenants_; }
  /// All ids that an {id} or {fid} of a path could be.
  int64_t most_ids() const { return 9; }

 private:
  int any(int below) { return static_cast<int>(random_() % static_cast<uint32_t>(below)); }

  void add_tenant(int index) {
    Tenant tenant;
    tenant.mark =
        "zq" + number(index) + "x" + number(static_cast<int64_t>(random_() % 90000 + 10000));
    const Answer made = server_.post("/superadmin/api/companies",
                                     {{"name", tenant.mark + " plc"}, {"industry", tenant.mark}});
    REQUIRE_MESSAGE(made.status == 201, made.body);
    tenant.id = made.json["company_id"].get<int64_t>();
    for (const int64_t framework : frameworks_) {
      if (any(4) > 0) adopt(tenant, framework);
    }
    if (any(2) == 0) make_own_framework(tenant);
    sign_in_users(tenant);
    tenants_.push_back(std::move(tenant));
  }

  void adopt(const Tenant& tenant, int64_t framework) {
    server_.distribute(framework,
                       {{"target_company_ids", {tenant.id}}, {"conflict_resolution", "MERGE"}});
    Json edits = Json::array({{{"code", "A"}, {"set", {{"name", tenant.mark + " name"}}}}});
    if (any(2) == 0) {
      const Json field = {{"code", "OWN"}, {"name", tenant.mark + " own"}, {"value_type", "TEXT"}};
      edits.push_back({{"add", field}});
    }
    server_.edit(tenant.id, framework, edits);
    const Answer entity =
        server_.post("/superadmin/api/companies/" + number(tenant.id) + "/entities",
                     {{"name", tenant.mark + " site " + number(framework)}, {"kind", tenant.mark}});
    REQUIRE_MESSAGE(entity.status == 201, entity.body);
    const int64_t site = entity.json["entities"][0]["id"].get<int64_t>();
    const bool is_own = edits.size() > 1;
    server_.put_values(tenant.id, Json::array({{{"framework_id", framework},
                                                {"code", is_own ? "OWN" : "A"},
                                                {"entity_id", site},
                                                {"period", "2025"},
                                                {"value", is_own ? tenant.mark : "5"}}}));
  }

  void make_own_framework(const Tenant& tenant) {
    const Answer made = server_.post("/superadmin/api/frameworks",
                                     {{"name", tenant.mark + " own"}, {"company_id", tenant.id}});
    REQUIRE_MESSAGE(made.status == 201, made.body);
    const int64_t framework = made.json["framework_id"].get<int64_t>();
    server_.edit(
        tenant.id, framework,
        Json::array(
            {{{"add", {{"code", "X"}, {"name", tenant.mark + " x"}, {"value_type", "TEXT"}}}}}));
  }

  void sign_in_users(Tenant& tenant) {
    const auto user = [&](const char* role) {
      const std::string email = to_lower_ascii(role) + "@" + tenant.mark + ".example";
      auto made = server_.app().users.add({email, TestServer::kPassword, role, tenant.id}, Actor{});
      REQUIRE(made.ok());
      return server_.session_of(email, TestServer::kPassword);
    };
    tenant.admin = user(kAdmin);
    tenant.user = user(kUser);
    const Headers before = server_.session();
    server_.act_as(tenant.admin);
    const Answer token = server_.post(
        "/api/account/tokens", {{"name", tenant.mark}, {"scopes", {"read", "tenant:write"}}});
    REQUIRE_MESSAGE(token.status == 201, token.body);
    tenant.api_token = token.json["api_token"].get<std::string>();
    server_.act_as(before);
  }

  /// So that something is incoming, with conflicts.
  void publish_next() {
    Json next = document("f", {"A", "B", "E"});
    next["fields"][0]["name"] = "Field A, anew";
    server_.import(next);
  }

  std::mt19937 random_;
  TestServer server_;
  std::vector<int64_t> frameworks_;
  std::vector<Tenant> tenants_;
  Headers super_admin_;
};

/// The addresses that a pattern stands for: every id that there could be.
std::vector<std::string> paths_of(const Route& route, int64_t most_ids) {
  std::vector<std::string> paths{""};
  for (const std::string& part : split_trimmed(std::string(route.pattern), "/")) {
    if (part.empty()) continue;
    std::vector<std::string> longer;
    for (const std::string& path : paths) {
      if (!part.starts_with("{")) {
        longer.push_back(path + "/" + part);
        continue;
      }
      for (int64_t id = 1; id <= most_ids; ++id) longer.push_back(path + "/" + number(id));
    }
    paths = std::move(longer);
  }
  return paths;
}

/// With two ids: not all pairs where the first alone refuses.
bool is_worth_it(const Route& route) {
  return route.access != Access::super_admin ||
         route.pattern.find("{fid}") == std::string_view::npos;
}

class Reader {
 public:
  Reader(World& world, const Tenant& reader, Headers headers)
      : world_(world), reader_(reader), headers_(std::move(headers)) {}

  void read(const std::string& path) {
    const Answer answer = world_.server().send_raw("GET", path, "", headers_);
    CHECK(answer.status != 500);
    std::string all = answer.body;
    for (const auto& [name, value] : answer.headers) all += "\n" + name + ": " + value;
    has_own = has_own || all.find(reader_.mark) != std::string::npos;
    for (const Tenant& other : world_.tenants()) {
      if (other.mark == reader_.mark) continue;
      INFO(path << " shows " << reader_.mark << " what is " << other.mark << "'s");
      CHECK(all.find(other.mark) == std::string::npos);
    }
  }

  bool has_own = false;

 private:
  World& world_;
  const Tenant& reader_;
  const Headers headers_;
};

/// Queries by which somebody could try to reach into other companies.
std::vector<std::string> queries(const World& world, const Route& route) {
  std::vector<std::string> queries{""};
  if (route.pattern.find("values") != std::string_view::npos) {
    for (int64_t id = 1; id <= world.most_ids(); ++id) {
      queries.push_back("?entity_id=" + number(id));
      queries.push_back("?framework_id=" + number(id));
    }
  }
  const Tenant& tenant = world.tenants().back();
  if (route.pattern.find("{fid}") == std::string_view::npos) {
    queries.push_back("?company_id=" + number(tenant.id));
    queries.push_back("?search=" + tenant.mark);
  }
  return queries;
}

void read_everything(World& world, const Tenant& tenant, const Headers& headers) {
  Reader reader(world, tenant, headers);
  for (const Route& route : world.server().dispatcher().routes()) {
    // What is open to all is the same for all; streams of events are only for super admins.
    if (route.method != "GET" || !is_worth_it(route)) continue;
    for (const std::string& path : paths_of(route, world.most_ids())) {
      if (route.access != Access::tenant_user) {
        reader.read(path);
        continue;
      }
      for (const std::string& query : queries(world, route)) reader.read(path + query);
    }
  }
  CHECK_MESSAGE(reader.has_own, "what is its own, a company must see");
}

/// What a refused change says must not tell either.
void change_others(World& world, const Tenant& tenant) {
  TestServer& server = world.server();
  const std::string before = dump_tables(server.app().database());
  server.act_as(tenant.admin);
  for (int64_t id = 1; id <= world.most_ids(); ++id) {
    const Answer copy = server.get("/api/tenant/frameworks/" + number(id));
    if (copy.status == 200) continue;
    const Answer edit =
        server.patch("/api/tenant/frameworks/" + number(id),
                     {{"edits", {{{"code", "X"}, {"set", {{"name", "taken over"}}}}}}});
    CHECK(edit.status == 404);
    for (const Tenant& other : world.tenants()) {
      if (other.mark == tenant.mark) continue;
      CHECK(edit.body.find(other.mark) == std::string::npos);
    }
  }
  for (const Tenant& other : world.tenants()) {
    if (other.mark == tenant.mark) continue;
    for (int64_t entity = 1; entity <= world.most_ids(); ++entity) {
      const Answer foreign = server.post("/api/tenant/values", {{"code", "OWN"},
                                                                {"framework_id", 1},
                                                                {"period", "2031"},
                                                                {"entity", other.mark + " site 1"},
                                                                {"value", "x"}});
      CHECK(foreign.status == 400);
    }
  }
  CHECK(dump_tables(server.app().database()) == before);
}

}  // namespace

TEST_CASE("isolation: no company's users read or change anything of another company") {
  for (uint32_t seed = 1; seed <= 2; ++seed) {
    CAPTURE(seed);
    World world(seed);
    for (const Tenant& tenant : world.tenants()) {
      read_everything(world, tenant, tenant.admin);
      read_everything(world, tenant, tenant.user);
      read_everything(world, tenant, {{"Authorization", "Bearer " + tenant.api_token}});
      change_others(world, tenant);
    }
  }
}

TEST_CASE("isolation: a super admin who stands in for a user sees what that user sees, no more") {
  World world(7);
  TestServer& server = world.server();
  const Json users = server.get("/superadmin/api/users?role=ADMIN").json["users"];
  for (const Tenant& tenant : world.tenants()) {
    int64_t user = 0;
    for (const Json& row : users) {
      if (row["company_id"] == tenant.id) user = row["id"].get<int64_t>();
    }
    server.sign_in();
    const Answer in =
        server.post("/superadmin/api/users/" + number(user) + "/impersonate", Json::object());
    REQUIRE_MESSAGE(in.status == 200, in.body);
    read_everything(world, tenant, session_from(in));
  }
}

}  // namespace datavault::test
