#include <algorithm>

#include <doctest/doctest.h>

#include "server/store/adoptions.h"
#include "server/store/fold.h"
#include "server/store/frameworks.h"
#include "server/store/migrations.h"
#include "server/store/query.h"
#include "server/store/reporting.h"
#include "server/store/tenants.h"
#include "tests/server/support/test_server.h"

namespace datavault::store {
namespace {

std::unique_ptr<Database> open(const test::TemporaryFolder& folder) {
  auto database = Database::open({folder.file("store.db")});
  REQUIRE_MESSAGE(database.ok(), database.error().message);
  return *std::move(database);
}

void add_tenants(Database& database, const std::vector<std::string>& names) {
  auto tx = database.write();
  REQUIRE(tx.ok());
  std::vector<Tenant> tenants;
  for (const std::string& name : names) tenants.push_back({{}, name, name, "Energy", true});
  REQUIRE(insert_tenants(*tx, tenants, "2025-01-01T00:00:00.000Z").ok());
  REQUIRE(tx->commit().ok());
}

std::vector<std::string> names_on(Database& database, PageRequest request) {
  std::vector<std::string> names;
  auto tx = database.read();
  REQUIRE(tx.ok());
  for (;;) {
    auto page = list_tenants(*tx, request);
    REQUIRE_MESSAGE(page.ok(), page.error().message);
    CHECK(static_cast<int64_t>(page->rows.size()) <= request.limit);
    for (const Tenant& tenant : page->rows) names.push_back(tenant.name);
    if (!page->next) return names;
    request.after = page->next;
  }
}

}  // namespace

TEST_CASE("migrations: a second opening, nothing is run again") {
  const test::TemporaryFolder folder;
  { const auto first = open(folder); }
  const auto again = open(folder);
  auto tx = again->read();
  REQUIRE(tx.ok());
  int64_t count = 0;
  Query query(*tx, "SELECT COUNT(*) FROM schema_migrations");
  query.into(count).next();
  CHECK(count == static_cast<int64_t>(migrations().size()));
}

TEST_CASE("migrations: a database that does not fit the program, refused and unchanged") {
  const test::TemporaryFolder folder;
  const auto database = open(folder);
  struct Case {
    const char* name;
    std::vector<Migration> known;
  };
  std::vector<Migration> one_more = migrations();
  one_more.push_back({one_more.back().number + 1, "bad", "CREATE oops;\n"});
  const std::vector<Case> cases{
      {"a migration that ran is another one here", {{1, "initial", "SELECT 1;\n"}}},
      {"the database is newer", {{0, "older", "SELECT 1;\n"}}},
      {"a later migration fails", one_more},
  };
  const std::string before = test::dump_tables(*database);
  for (const Case& c : cases) {
    CAPTURE(c.name);
    const auto result = migrate(*database, c.known);
    CHECK_FALSE(result.ok());
    CHECK(test::dump_tables(*database) == before);
  }
}

TEST_CASE("transaction: left without a commit, nothing was written") {
  const test::TemporaryFolder folder;
  const auto database = open(folder);
  const std::string before = test::dump_tables(*database);
  {
    auto tx = database->write();
    REQUIRE(tx.ok());
    std::vector<Tenant> tenants{{{}, "Gone", "gone", "", true}};
    REQUIRE(insert_tenants(*tx, tenants, "now").ok());
  }
  CHECK(test::dump_tables(*database) == before);
}

TEST_CASE("transaction: a reader, sees one state while others write") {
  const test::TemporaryFolder folder;
  const auto database = open(folder);
  auto reader = database->read();
  REQUIRE(reader.ok());
  REQUIRE(load_tenants(*reader, std::nullopt)->empty());
  add_tenants(*database, {"late"});
  CHECK(load_tenants(*reader, std::nullopt)->empty());
  auto later = database->read();
  CHECK(load_tenants(*later, std::nullopt)->size() == 1);
}

TEST_CASE("queries: rows left unread, the same text again sees what was written since") {
  const test::TemporaryFolder folder;
  const auto database = open(folder);
  add_tenants(*database, {"Alpha", "Beta", "Gamma"});
  const auto first_name = [&](int64_t after) {
    auto tx = database->read();
    REQUIRE(tx.ok());
    std::string name;
    Query query(*tx, "SELECT name FROM tenants WHERE id > :id ORDER BY name");
    CHECK(query.use(after).into(name).next());
    return name;
  };
  CHECK(first_name(0) == "Alpha");
  add_tenants(*database, {"Aaron"});
  CHECK(first_name(0) == "Aaron");
  CHECK(first_name(1) == "Aaron");
}

TEST_CASE("queries: two of the same text at once, each with its own rows") {
  const test::TemporaryFolder folder;
  const auto database = open(folder);
  add_tenants(*database, {"Alpha", "Beta"});
  auto tx = database->read();
  REQUIRE(tx.ok());
  std::vector<std::string> pairs;
  for (int round = 0; round < 2; ++round) {
    std::string outer, inner;
    Query names(*tx, "SELECT name FROM tenants ORDER BY name");
    names.into(outer);
    while (names.next()) {
      Query again(*tx, "SELECT name FROM tenants ORDER BY name");
      again.into(inner);
      while (again.next()) pairs.push_back(outer + inner);
    }
  }
  const std::vector<std::string> once{"AlphaAlpha", "AlphaBeta", "BetaAlpha", "BetaBeta"};
  REQUIRE(pairs.size() == 8);
  CHECK(std::equal(once.begin(), once.end(), pairs.begin()));
  CHECK(std::equal(once.begin(), once.end(), pairs.begin() + 4));
}

TEST_CASE("queries: one that failed, the same text works with what is allowed") {
  const test::TemporaryFolder folder;
  const auto database = open(folder);
  add_tenants(*database, {"Alpha"});
  auto tx = database->write();
  REQUIRE(tx.ok());
  const std::string at = "2025-01-01T00:00:00.000Z";
  std::vector<Tenant> taken{{{}, "Alpha", "Alpha", "Energy", true}};
  std::vector<Tenant> free{{{}, "Beta", "Beta", "Energy", true}};
  CHECK_FALSE(insert_tenants(*tx, taken, at).ok());
  CHECK(insert_tenants(*tx, free, at).ok());
  CHECK(tx->commit().ok());
  CHECK(names_on(*database, {}) == std::vector<std::string>{"Alpha", "Beta"});
}

TEST_CASE("foreign keys: a value of an entity that is not there, refused") {
  const test::TemporaryFolder folder;
  const auto database = open(folder);
  add_tenants(*database, {"one"});
  auto tx = database->write();
  REQUIRE(tx.ok());
  const auto put =
      put_values(*tx, TenantId{1}, {{{"u1"}, {7}, "2024", "1", {}, "DRAFT"}}, "now", "me");
  CHECK_FALSE(put.ok());
  CHECK(put.error().code == Error::Code::storage);
  CHECK(put.error().message.find("field_values") == std::string::npos);
}

TEST_CASE("lists: pages by keyset, every row once in the order asked for") {
  const test::TemporaryFolder folder;
  const auto database = open(folder);
  add_tenants(*database, {"delta", "alpha", "echo", "bravo", "charlie"});
  struct Case {
    const char* name;
    PageRequest request;
    std::vector<std::string> expected;
  };
  PageRequest own_order;
  own_order.limit = 2;
  PageRequest by_name;
  by_name.limit = 2;
  by_name.sort = "name";
  PageRequest by_name_down;
  by_name_down.limit = 2;
  by_name_down.sort = "name";
  by_name_down.descending = true;
  PageRequest by_industry;
  by_industry.limit = 2;
  by_industry.sort = "industry";
  by_industry.descending = true;
  PageRequest searched;
  searched.limit = 1;
  searched.search = "AL";
  PageRequest filtered;
  filtered.limit = 3;
  filtered.filters = {{"slug", "echo"}};
  const std::vector<Case> cases{
      {"own order", own_order, {"delta", "alpha", "echo", "bravo", "charlie"}},
      {"by name", by_name, {"alpha", "bravo", "charlie", "delta", "echo"}},
      {"by name, downwards", by_name_down, {"echo", "delta", "charlie", "bravo", "alpha"}},
      {"equal sort values", by_industry, {"charlie", "bravo", "echo", "alpha", "delta"}},
      {"searched in another letter case", searched, {"alpha"}},
      {"filtered", filtered, {"echo"}},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    CHECK(names_on(*database, c.request) == c.expected);
  }
}

TEST_CASE("lists: an unknown sort or filter, named") {
  const test::TemporaryFolder folder;
  const auto database = open(folder);
  auto tx = database->read();
  PageRequest sorted;
  sorted.limit = 10;
  sorted.sort = "password";
  CHECK(list_tenants(*tx, sorted).error().where == "sort");
  PageRequest filtered;
  filtered.limit = 10;
  filtered.filters = {{"nope", "1"}};
  CHECK(list_tenants(*tx, filtered).error().where == "nope");
}

TEST_CASE("values: overwritten, the old one is kept as a revision") {
  const test::TemporaryFolder folder;
  const auto database = open(folder);
  add_tenants(*database, {"one"});
  const auto put = [&](const std::string& value) {
    auto tx = database->write();
    auto counts = put_values(*tx, TenantId{1}, {{{"u1"}, {1}, "2024", value, {}, "DRAFT"}},
                             "at " + value, "me");
    REQUIRE(counts.ok());
    REQUIRE(tx->commit().ok());
    return *counts;
  };
  {
    auto tx = database->write();
    REQUIRE(insert_entities(*tx, TenantId{1}, {{{1}, "Group", "GROUP", {}}}, "now").ok());
    REQUIRE(tx->commit().ok());
  }
  CHECK(put("1").stored == 1);
  CHECK(put("1").unchanged == 1);
  CHECK(put("2").revised == 1);
  auto tx = database->read();
  const auto page = list_values(*tx, TenantId{1}, {}, 0, 10);
  REQUIRE(page->rows.size() == 1);
  CHECK(page->rows[0].value.value == "2");
  CHECK(page->rows[0].revision == 2);
  std::string old;
  Query query(*tx, "SELECT value || ' ' || entered_at FROM value_revisions");
  REQUIRE(query.into(old).next());
  CHECK(old == "1 at 1");
}

TEST_CASE(
    "adoptions: changed, removed and made again, revisions go on and the history has it all") {
  const test::TemporaryFolder folder;
  const auto database = open(folder);
  add_tenants(*database, {"one"});
  auto tx = database->write();
  const auto framework = insert_framework(*tx, {{}, "key", "Name", "", {}}, "now");
  REQUIRE(framework.ok());
  const auto change = [&](std::optional<std::string> digest) {
    auto before = find_adoption(*tx, TenantId{1}, *framework);
    AdoptionChange next{TenantId{1}, *framework, *before, std::nullopt, std::nullopt, "me", "now"};
    if (digest) next.after = AdoptionRow{TenantId{1}, *framework, {}, *digest, 0, 0, "", "{}"};
    REQUIRE(write_changes(*tx, {next}).ok());
  };
  change("a");
  change("b");
  change(std::nullopt);
  CHECK_FALSE((*find_adoption(*tx, TenantId{1}, *framework)).has_value());
  change("c");
  CHECK((*find_adoption(*tx, TenantId{1}, *framework))->revision == 4);
  std::string rows, row;
  Query query(*tx,
              "SELECT revision || ':' || COALESCE(before_digest, '-') || '>' || "
              "COALESCE(after_digest, '-') FROM adoption_history ORDER BY revision");
  query.into(row);
  while (query.next()) rows += row + " ";
  CHECK(rows == "1:->a 2:a>b 3:b>- 4:->c ");
}

TEST_CASE("adoptions: an overlay that a change left as it was is stored once, and read for each") {
  const test::TemporaryFolder folder;
  const auto database = open(folder);
  add_tenants(*database, {"one"});
  auto tx = database->write();
  const auto framework = insert_framework(*tx, {{}, "key", "Name", "", {}}, "now");
  REQUIRE(framework.ok());
  const auto change = [&](std::optional<std::string> overlay) {
    auto before = find_adoption(*tx, TenantId{1}, *framework);
    AdoptionChange next{TenantId{1}, *framework, *before, std::nullopt, 1, "me", "now"};
    if (overlay) {
      next.keeps_overlay = *before && (*before)->overlay == *overlay;
      const std::string written = next.keeps_overlay ? "" : *overlay;
      next.after = AdoptionRow{TenantId{1}, *framework, {}, "digest", 0, 0, "", written};
    }
    REQUIRE(write_changes(*tx, {next}).ok());
  };
  const auto history = [&] {
    std::vector<std::string> overlays;
    const auto rows = load_history_after(*tx, TenantId{1}, *framework, 0);
    REQUIRE(rows.ok());
    for (const HistoryRow& row : *rows) overlays.push_back(row.before_overlay);
    const auto of_job = load_history_of_job(*tx, 1);
    REQUIRE(of_job->size() == rows->size());
    for (size_t i = 0; i < overlays.size(); ++i) {
      CHECK((*of_job)[i].before_overlay == overlays[i]);
    }
    return overlays;
  };
  using Overlays = std::vector<std::string>;
  change("a");
  change("a");
  change("a");
  CHECK(history() == Overlays{"", "a", "a"});
  change("b");
  change("b");
  CHECK(history() == Overlays{"", "a", "a", "a", "b"});
  change(std::nullopt);
  change("c");
  change("c");
  CHECK(history() == Overlays{"", "a", "a", "a", "b", "b", "", "c"});
  int64_t stored = 0;
  Query query(*tx, "SELECT COUNT(before_overlay) FROM adoption_history");
  REQUIRE(query.into(stored).next());
  CHECK(stored == 2);
}

TEST_CASE("tenants in groups: as many as are asked for, each once and in order") {
  const test::TemporaryFolder folder;
  const auto database = open(folder);
  std::vector<std::string> names;
  for (int i = 1; i <= 150; ++i) names.push_back("tenant-" + std::to_string(i));
  add_tenants(*database, names);
  auto tx = database->read();
  for (const int64_t count : {0, 1, 63, 64, 65, 128, 150}) {
    CAPTURE(count);
    std::vector<TenantId> wanted = {TenantId{1000}};
    for (int64_t id = count; id >= 1; --id) wanted.push_back(TenantId{id});
    if (count > 0) wanted.push_back(TenantId{1});
    const auto found = load_tenants(*tx, wanted);
    REQUIRE(found.ok());
    REQUIRE(static_cast<int64_t>(found->size()) == count);
    for (int64_t i = 0; i < count; ++i) CHECK((*found)[static_cast<size_t>(i)].id.value == i + 1);
  }
  CHECK(load_tenants(*tx, std::vector<TenantId>())->empty());
}

TEST_CASE("fold_case: letters of several scripts, small") {
  struct Case {
    const char* name;
    const char* text;
    const char* folded;
  };
  const Case cases[] = {
      {"ASCII", "Acme AG", "acme ag"},
      {"Latin-1", "ÉCOLE Ñandú", "école ñandú"},
      {"Latin Extended", "ŁÓDŹ Škoda", "łódź škoda"},
      {"Greek", "ΑΘΗΝΑ", "αθηνα"},
      {"Cyrillic", "МОСКВА Ёлка", "москва ёлка"},
      {"no case", "東京 × ÷", "東京 × ÷"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    CHECK(fold_case(c.text) == c.folded);
  }
}

}  // namespace datavault::store
