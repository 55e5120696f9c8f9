#include "server/app/audit_chain.h"

#include <algorithm>
#include <filesystem>
#include <random>

#include <doctest/doctest.h>

#include "server/app/upkeep.h"
#include "server/store/query.h"
#include "tests/server/support/test_server.h"

namespace datavault::test {
namespace {

constexpr int64_t kRows = 60, kSignedEvery = 20;

/// An audit that was signed three times, at its last row the last time.
struct SignedAudit {
  TestServer server;
  TemporaryFolder folder;
  SigningKey key = *SigningKey::load_or_make(folder.file("key"));
  std::vector<store::AuditCheckpoint> outside;

  SignedAudit() {
    server.app().workers.stop();
    for (int64_t row = static_cast<int64_t>(rows().size()); row < kRows; ++row) {
      write(row);
      if ((row + 1) % kSignedEvery == 0) sign();
    }
  }

  void write(int64_t row) {
    auto tx = database().write();
    const Actor actor{7, "ann@example.com", "10.0.0.1", "test", "r" + std::to_string(row)};
    const AuditEntry entry{"company.update", "company", std::to_string(row), {{"row", row}}};
    REQUIRE(server.app().audit.record(*tx, actor, entry).ok());
    REQUIRE(tx->commit().ok());
  }

  void sign() {
    auto checkpoint = sign_audit(database(), key, server.app().clock);
    REQUIRE(checkpoint.ok());
    REQUIRE(checkpoint->has_value());
    outside.push_back(**checkpoint);
  }

  store::Database& database() { return server.app().database(); }

  std::vector<store::AuditRow> rows() {
    auto tx = database().read();
    const auto loaded = store::load_audit(*tx, 0, 1000);
    REQUIRE(loaded.ok());
    return *loaded;
  }

  std::vector<AuditFinding> findings() {
    auto tx = database().read();
    return findings(*tx);
  }
  std::vector<AuditFinding> findings(store::ReadTransaction& tx, AuditWitness witness = {}) {
    auto found = verify_audit(tx, witness);
    REQUIRE(found.ok());
    return *found;
  }
};

void run(store::WriteTransaction& tx, const std::string& sql) { store::Query(tx, sql).run(); }

/// Where a tampering has to be found: the rows from the first to the last. 0: at a checkpoint.
struct Place {
  int64_t first = 0;
  int64_t last = 0;
};

class Tamperer {
 public:
  Tamperer(store::WriteTransaction& tx, std::mt19937& random) : tx_(tx), random_(random) {}

  Place tamper() {
    switch (random_() % 7) {
      case 0:
        return alter();
      case 1:
        return remove();
      case 2:
        return insert();
      case 3:
        return swap();
      case 4:
        return cut();
      case 5:
        return forge();
      default:
        return alter_checkpoint();
    }
  }

  std::string sql;

 private:
  int64_t any(int64_t from, int64_t to) {
    return std::uniform_int_distribution<int64_t>(from, to)(random_);
  }

  void apply(const std::string& statement) {
    sql += statement + ";\n";
    run(tx_, statement);
  }

  Place alter() {
    static const char* kChanges[] = {"at = at || '0'",
                                     "user_id = COALESCE(user_id, 0) + 1",
                                     "user_email = 'x' || user_email",
                                     "action = action || 'd'",
                                     "entity = entity || 's'",
                                     "entity_id = entity_id || '1'",
                                     "is_refused = 1 - is_refused",
                                     "payload = payload || ' '",
                                     "ip = ip || '1'",
                                     "user_agent = user_agent || ' '",
                                     "request_id = request_id || '1'",
                                     "hash = 'sha256:' || hash"};
    const int64_t row = any(1, kRows);
    apply("UPDATE audit SET " + std::string(kChanges[any(0, 11)]) +
          " WHERE id = " + std::to_string(row));
    return {row, row};
  }

  Place remove() {
    const int64_t row = any(1, kRows - 1);
    apply("DELETE FROM audit WHERE id = " + std::to_string(row));
    return {row, row};
  }

  Place insert() {
    const std::string row = std::to_string(any(1, kRows));
    apply("UPDATE audit SET id = -id - 1 WHERE id >= " + row);
    apply("UPDATE audit SET id = -id WHERE id < 0");
    apply("INSERT INTO audit SELECT " + row +
          ", at, user_id, user_email, action, entity, entity_id, is_refused, payload, ip, "
          "user_agent, request_id, hash, as_user_id, as_user_email FROM audit WHERE id = " +
          row + " + 1");
    // Which of two that say the same was there first, nobody can tell.
    return {std::stoll(row), std::stoll(row) + 1};
  }

  Place swap() {
    const int64_t a = any(1, kRows - 1), b = any(a + 1, kRows);
    apply("UPDATE audit SET id = -id WHERE id IN (" + std::to_string(a) + ", " + std::to_string(b) +
          ")");
    apply("UPDATE audit SET id = " + std::to_string(b) + " WHERE id = -" + std::to_string(a));
    apply("UPDATE audit SET id = " + std::to_string(a) + " WHERE id = -" + std::to_string(b));
    return {a, a};
  }

  Place cut() {
    const int64_t row = any(1, kRows);
    apply("DELETE FROM audit WHERE id >= " + std::to_string(row));
    return {row, row};
  }

  /// By somebody who computes all hashes again: only the signature tells, which vouches for twenty.
  Place forge() {
    const int64_t row = any(1, kRows);
    apply("UPDATE audit SET user_email = 'eve@example.com' WHERE id = " + std::to_string(row));
    REQUIRE(store::chain_audit(tx_).ok());
    const int64_t checkpoint = (row + kSignedEvery - 1) / kSignedEvery * kSignedEvery;
    return {checkpoint, checkpoint};
  }

  Place alter_checkpoint() {
    static const char* kChanges[] = {
        "row_id = row_id + 1",          "row_hash = row_hash || '0'", "at = at || '0'",
        "number = number + 10",         "previous = previous || '0'", "public_key = '00'",
        "signature = '00' || signature"};
    const std::string number = std::to_string(any(1, kRows / kSignedEvery));
    const int64_t change = any(0, 7);
    apply(change == 7 ? "DELETE FROM audit_checkpoints WHERE number = " + number
                      : "UPDATE audit_checkpoints SET " + std::string(kChanges[change]) +
                            " WHERE number = " + number);
    return {0, 0};
  }

  store::WriteTransaction& tx_;
  std::mt19937& random_;
};

}  // namespace

TEST_CASE("audit chain: as it was written, nothing is found") {
  SignedAudit audit;
  {
    auto tx = audit.database().read();
    CHECK(audit.findings(*tx).empty());
    CHECK(audit.findings(*tx, {audit.outside, {audit.key.public_key()}}).empty());
  }
  CHECK(audit.outside.size() == 3);
  const auto again = sign_audit(audit.database(), audit.key, audit.server.app().clock);
  REQUIRE(again.ok());
  CHECK_FALSE(again->has_value());
}

TEST_CASE("audit chain: a thousand random tamperings are each found where they are") {
  SignedAudit audit;
  std::mt19937 random(1);
  for (int round = 0; round < 1000; ++round) {
    auto tx = audit.database().write();
    REQUIRE(tx.ok());
    Tamperer tamperer(*tx, random);
    const Place place = tamperer.tamper();
    CAPTURE(tamperer.sql);
    const auto findings = audit.findings(*tx, {audit.outside, {audit.key.public_key()}});
    REQUIRE_FALSE(findings.empty());
    const bool is_located =
        std::any_of(findings.begin(), findings.end(), [&](const AuditFinding& finding) {
          return finding.row >= place.first && finding.row <= place.last;
        });
    CHECK_MESSAGE(is_located, findings.front().message);
  }  // without a commit: the database is as it was
  CHECK(audit.findings().empty());
}

TEST_CASE("audit chain: what was signed outside shows a tail that was cut, inside nothing does") {
  SignedAudit audit;
  auto tx = audit.database().write();
  run(*tx, "DELETE FROM audit WHERE id > 40");
  run(*tx, "DELETE FROM audit_checkpoints WHERE number > 2");
  CHECK(audit.findings(*tx).empty());
  const auto findings = audit.findings(*tx, {audit.outside, {}});
  REQUIRE(findings.size() == 2);
  CHECK(findings[0].message == "checkpoint 3 is missing");
  CHECK(findings[1].message == "the audit ends at row 40, but row 60 was signed");
}

TEST_CASE("audit chain: another key than the one that is asked for does not count") {
  SignedAudit audit;
  auto tx = audit.database().read();
  const SigningKey other = *SigningKey::load_or_make(audit.folder.file("other"));
  const auto findings = audit.findings(*tx, {{}, {other.public_key()}});
  REQUIRE(findings.size() == 3);
  CHECK(findings[0].message == "checkpoint 1 was signed by another key");
}

TEST_CASE("audit chain: checkpoints are read back from their lines") {
  SignedAudit audit;
  std::string lines;
  for (const auto& checkpoint : audit.outside) lines += checkpoint_line(checkpoint);
  const auto read = checkpoints_from_lines(lines);
  REQUIRE(read.ok());
  REQUIRE(read->size() == 3);
  auto tx = audit.database().read();
  CHECK(audit.findings(*tx, {*read, {audit.key.public_key()}}).empty());
  const auto broken = checkpoints_from_lines(lines + "{\"number\": 4}\n");
  REQUIRE_FALSE(broken.ok());
  CHECK(broken.error().where.starts_with("checkpoint 4"));
}

TEST_CASE("audit retention: rows go up to a checkpoint, and what remains is still verified") {
  SignedAudit audit;
  const Actor actor{std::nullopt, "retention", "", ""};
  auto& app = audit.server.app();
  {
    auto tx = audit.database().write();
    run(*tx, "UPDATE audit_checkpoints SET at = '2001-01-01T00:00:00.000Z' WHERE number <= 2");
    REQUIRE(tx->commit().ok());
  }
  // The times are signed: what was just done shows.
  CHECK_FALSE(audit.findings().empty());
  const auto retained = retain(audit.database(), app.audit, app.clock, {}, actor);
  REQUIRE(retained.ok());
  CHECK(retained->audit_rows == 40);
  const auto rows = audit.rows();
  CHECK(rows.size() == 21);
  CHECK(rows.front().id == 41);
  CHECK(rows.back().action == kAuditRetention);
  for (const AuditFinding& finding : audit.findings()) {
    CHECK(finding.message == "checkpoint 2 does not fit its signature");
  }
  // Nobody else may do so.
  auto tx = audit.database().write();
  run(*tx, "DELETE FROM audit WHERE id <= 60");
  run(*tx, "DELETE FROM audit_checkpoints WHERE number < 3");
  const auto findings = audit.findings(*tx);
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].message == "rows 1 to 60 are missing, and no retention removed them");
}

TEST_CASE("signing key: only its owner can read it, and what is no key is refused") {
  TemporaryFolder folder;
  const auto key = SigningKey::load_or_make(folder.file("key"));
  REQUIRE(key.ok());
  const auto permissions = std::filesystem::status(folder.file("key")).permissions();
  CHECK(permissions == (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
  const auto again = SigningKey::load_or_make(folder.file("key"));
  REQUIRE(again.ok());
  CHECK(again->public_key() == key->public_key());
  const std::string signature = key->sign("text");
  CHECK(is_signed("text", signature, key->public_key()));
  CHECK_FALSE(is_signed("texT", signature, key->public_key()));
  CHECK_FALSE(is_signed("text", "", key->public_key()));
  CHECK_FALSE(is_signed("text", signature, "00"));
  CHECK_FALSE(SigningKey::load_or_make(folder.file("no/such/folder")).ok());
}

}  // namespace datavault::test
