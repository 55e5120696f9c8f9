#include "server/app/upkeep.h"

#include <fstream>
#include <utility>

#include "server/base/log.h"

namespace datavault {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr int64_t kDayMillis = int64_t{24} * 3600 * 1000;

/// Rows up to the last checkpoint that is old enough.
Result<int64_t> remove_old_audit(store::WriteTransaction& tx, AuditLog& audit, const Actor& actor,
                                 const std::string& before) {
  auto checkpoints = store::load_checkpoints(tx);
  if (!checkpoints) return checkpoints.error();
  int64_t last = 0;
  for (const store::AuditCheckpoint& checkpoint : *checkpoints) {
    if (checkpoint.at < before) last = checkpoint.row_id;
  }
  auto rows = store::remove_audit_to(tx, last);
  if (!rows || *rows == 0) return rows;
  auto audited = audit.record(tx, actor, {kAuditRetention, "audit", "", {{"removed_to", last}}});
  if (!audited) return audited.error();
  return rows;
}

}  // namespace

Result<Retained> retain(store::Database& database, AuditLog& audit, const Clock& clock,
                        const RetentionDays& days, const Actor& actor) {
  const auto before = [now = clock.now_millis()](int64_t number) {
    return iso_time(now - number * kDayMillis);
  };
  auto tx = database.write();
  if (!tx) return tx.error();
  auto removed = store::remove_old_jobs(*tx, before(days.jobs), before(days.keys));
  if (!removed) return removed.error();
  auto audit_rows = remove_old_audit(*tx, audit, actor, before(days.audit));
  if (!audit_rows) return audit_rows.error();
  const int64_t all = removed->jobs + removed->log_lines + removed->keys;
  if (all + *audit_rows == 0) return Retained{};
  if (all > 0) {
    auto audited = audit.record(*tx, actor,
                                {"job.retention",
                                 "job",
                                 "",
                                 {{"job_days", days.jobs},
                                  {"idempotency_days", days.keys},
                                  {"jobs", removed->jobs},
                                  {"log_lines", removed->log_lines},
                                  {"keys", removed->keys}}});
    if (!audited) return audited.error();
  }
  if (auto committed = tx->commit(); !committed) return committed.error();
  return Retained{*removed, *audit_rows};
}

std::string default_audit_key(const store::Database& database) {
  return database.path() + "-audit-key";
}

Upkeep::Upkeep(store::Database& database, AuditLog& audit, const Clock& clock, AuthService& auth)
    : database_(database),
      audit_(audit),
      clock_(clock),
      auth_(auth),
      retention_([this] { remove_old(); }),
      signing_([this] {
        sign();
        save_activity();
      }) {}

Result<void> Upkeep::start(const UpkeepOptions& options) {
  options_ = options;
  if (options_.audit_key.empty()) options_.audit_key = default_audit_key(database_);
  auto key = SigningKey::load_or_make(options_.audit_key);
  if (!key) return key.error();
  key_ = *std::move(key);
  retention_.start(hours(24));
  signing_.start(minutes(1));
  return {};
}

void Upkeep::stop() {
  retention_.stop();
  signing_.stop();
  if (key_) {
    sign();
    save_activity();
  }
  key_.reset();
}

void Upkeep::remove_old() {
  const Actor actor{std::nullopt, "retention", "", ""};
  if (auto removed = retain(database_, audit_, clock_, options_.retention, actor); !removed) {
    log_event(LogLevel::warning, "retention", {{"problem", removed.error().message}});
  }
}

void Upkeep::save_activity() {
  if (auto saved = auth_.save_activity(); !saved) {
    log_event(LogLevel::warning, "use of sessions not saved", {{"problem", saved.error().message}});
  }
}

void Upkeep::sign() {
  auto checkpoint = sign_audit(database_, *key_, clock_);
  if (!checkpoint) {
    log_event(LogLevel::warning, "audit not signed", {{"problem", checkpoint.error().message}});
    return;
  }
  if (!*checkpoint || options_.audit_checkpoints.empty()) return;
  std::ofstream file(options_.audit_checkpoints, std::ios::app | std::ios::binary);
  file << checkpoint_line(**checkpoint) << std::flush;
  if (file) return;
  log_event(LogLevel::error, "audit checkpoint not written outside",
            {{"file", options_.audit_checkpoints}, {"row", (*checkpoint)->row_id}});
}

}  // namespace datavault
