#include "server/app/audit_chain.h"

#include <algorithm>
#include <map>

#include "core/base/text.h"
#include "core/codec/json_reader.h"

namespace datavault {
namespace {

using store::AuditCheckpoint;
using store::AuditRow;

constexpr int64_t kRowsAtATime = 1000;

std::string row_name(int64_t id) { return "row " + std::to_string(id); }

/// One walk over the rows, in order.
class ChainWalk {
 public:
  ChainWalk(std::vector<AuditCheckpoint> inside, const AuditWitness& witness)
      : witness_(witness), inside_(std::move(inside)) {}

  Result<std::vector<AuditFinding>> run(store::ReadTransaction& tx) {
    check_signatures(inside_, "checkpoint");
    check_signatures(witness_.checkpoints, "outside checkpoint");
    check_sequence();
    for (;;) {
      auto rows = store::load_audit(tx, last_read_, kRowsAtATime);
      if (!rows) return rows.error();
      if (rows->empty()) break;
      for (const AuditRow& row : *rows) step(row);
    }
    end();
    return std::move(findings_);
  }

 private:
  void find(int64_t row, std::string message) { findings_.push_back({row, std::move(message)}); }

  /// Those that are good count.
  void check_signatures(const std::vector<AuditCheckpoint>& checkpoints, const std::string& what) {
    for (const AuditCheckpoint& checkpoint : checkpoints) {
      const std::string name = what + " " + std::to_string(checkpoint.number);
      if (!may_sign(checkpoint.public_key)) {
        find(0, name + " was signed by another key");
      } else if (!is_signed(checkpoint_text(checkpoint), checkpoint.signature,
                            checkpoint.public_key)) {
        find(0, name + " does not fit its signature");
      } else {
        signed_[checkpoint.row_id].push_back(checkpoint.row_hash);
      }
    }
  }

  bool may_sign(const std::string& key) const {
    const auto& keys = witness_.public_keys;
    return keys.empty() || std::find(keys.begin(), keys.end(), key) != keys.end();
  }

  /// Each names the one before. Retention leaves them from some number on.
  void check_sequence() {
    for (size_t i = 1; i < inside_.size(); ++i) {
      const AuditCheckpoint& before = inside_[i - 1];
      const AuditCheckpoint& here = inside_[i];
      if (here.number == before.number + 1 && here.previous == before.signature) continue;
      find(0, "checkpoint " + std::to_string(here.number) + " does not follow on checkpoint " +
                  std::to_string(before.number));
    }
    const int64_t last = inside_.empty() ? 0 : inside_.back().number;
    for (const AuditCheckpoint& outside : witness_.checkpoints) {
      if (outside.number > last) {
        find(0, "checkpoint " + std::to_string(outside.number) + " is missing");
      }
    }
  }

  void step(const AuditRow& row) {
    if (last_read_ == 0) begin(row);
    if (row.action == kAuditRetention) note_removed(row);
    if (row.id != last_read_ + 1) {
      const bool is_one = row.id == last_read_ + 2;
      find(last_read_ + 1, is_one ? row_name(last_read_ + 1) + " is missing"
                                  : "rows " + std::to_string(last_read_ + 1) + " to " +
                                        std::to_string(row.id - 1) + " are missing");
    } else if (store::audit_hash(previous_, row) != row.hash) {
      // Its hash covers the one before: which of the two was changed, its own content tells.
      find(row.id,
           row_name(row.id) + " is not as it was written, or does not follow on the row before");
    }
    check_checkpoints(row);
    last_read_ = row.id;
    previous_ = row.hash;
  }

  /// Where retention removed rows, the first that is there follows on the first checkpoint.
  void begin(const AuditRow& first) {
    if (inside_.empty()) return;
    const bool has_removed = first.id != 1 && inside_.front().row_id + 1 == first.id;
    if (!has_removed && inside_.front().number != 1) find(0, "checkpoint 1 is missing");
    if (!has_removed) return;
    removed_to_ = last_read_ = inside_.front().row_id;
    previous_ = inside_.front().row_hash;
  }

  void note_removed(const AuditRow& row) {
    const Json payload = Json::parse(row.payload, nullptr, false);
    if (!payload.is_object() || !payload.contains("removed_to")) return;
    if (payload["removed_to"] == removed_to_) removed_to_ = 0;
  }

  void check_checkpoints(const AuditRow& row) {
    const auto here = signed_.find(row.id);
    if (here == signed_.end()) return;
    for (const std::string& hash : here->second) {
      if (hash == row.hash) {
        vouched_ = row.id;
      } else {
        find(row.id, "what rows " + std::to_string(vouched_ + 1) + " to " + std::to_string(row.id) +
                         " say is not what was signed at " + row_name(row.id));
      }
    }
  }

  void end() {
    if (removed_to_ > 0) {
      find(1, "rows 1 to " + std::to_string(removed_to_) +
                  " are missing, and no retention removed them");
    }
    if (signed_.empty()) return;
    const int64_t last = signed_.rbegin()->first;
    if (last > last_read_) {
      find(last_read_ + 1,
           "the audit ends at " + row_name(last_read_) + ", but " + row_name(last) + " was signed");
    }
  }

  const AuditWitness& witness_;
  std::vector<AuditCheckpoint> inside_;
  std::map<int64_t, std::vector<std::string>> signed_;  // by row: hashes that were vouched for
  int64_t last_read_ = 0;
  int64_t removed_to_ = 0;  // until the row that says so was met
  int64_t vouched_ = 0;
  std::string previous_;
  std::vector<AuditFinding> findings_;
};

}  // namespace

std::string checkpoint_text(const AuditCheckpoint& checkpoint) {
  return canonical_json({{"at", checkpoint.at},
                         {"number", checkpoint.number},
                         {"previous", checkpoint.previous},
                         {"row_hash", checkpoint.row_hash},
                         {"row_id", checkpoint.row_id}});
}

std::string checkpoint_line(const AuditCheckpoint& checkpoint) {
  return canonical_json({{"at", checkpoint.at},
                         {"number", checkpoint.number},
                         {"previous", checkpoint.previous},
                         {"public_key", checkpoint.public_key},
                         {"row_hash", checkpoint.row_hash},
                         {"row_id", checkpoint.row_id},
                         {"signature", checkpoint.signature}}) +
         "\n";
}

Result<std::vector<AuditCheckpoint>> checkpoints_from_lines(std::string_view lines) {
  std::vector<AuditCheckpoint> checkpoints;
  int64_t number = 0;
  for (const std::string& line : split_trimmed(lines, "\n")) {
    const std::string where = "checkpoint " + std::to_string(++number);
    auto json = parse_json(line);
    if (!json) return within(where, json.error());
    ObjectReader reader(*json, where);
    AuditCheckpoint checkpoint;
    checkpoint.number = reader.integer("number");
    checkpoint.previous = reader.text_or("previous");
    checkpoint.row_id = reader.integer("row_id");
    checkpoint.row_hash = reader.text("row_hash");
    checkpoint.at = reader.text("at");
    checkpoint.public_key = reader.text("public_key");
    checkpoint.signature = reader.text("signature");
    if (!reader.ok()) return reader.error();
    checkpoints.push_back(std::move(checkpoint));
  }
  return checkpoints;
}

Result<std::optional<AuditCheckpoint>> sign_audit(store::Database& database, const SigningKey& key,
                                                  const Clock& clock) {
  auto tx = database.write();
  if (!tx) return tx.error();
  auto row = store::find_last_audit(*tx);
  if (!row) return row.error();
  auto before = store::find_last_checkpoint(*tx);
  if (!before) return before.error();
  if (!*row || (*before && (*before)->row_id >= (*row)->id)) {
    return std::optional<AuditCheckpoint>();
  }
  AuditCheckpoint checkpoint;
  checkpoint.number = *before ? (*before)->number + 1 : 1;
  checkpoint.row_id = (*row)->id;
  checkpoint.row_hash = (*row)->hash;
  checkpoint.at = iso_now(clock);
  checkpoint.previous = *before ? (*before)->signature : "";
  checkpoint.public_key = key.public_key();
  checkpoint.signature = key.sign(checkpoint_text(checkpoint));
  if (auto inserted = store::insert_checkpoint(*tx, checkpoint); !inserted) {
    return inserted.error();
  }
  if (auto committed = tx->commit(); !committed) return committed.error();
  return std::optional(std::move(checkpoint));
}

Result<std::vector<AuditFinding>> verify_audit(store::ReadTransaction& tx,
                                               const AuditWitness& witness) {
  auto inside = store::load_checkpoints(tx);
  if (!inside) return inside.error();
  return ChainWalk(*std::move(inside), witness).run(tx);
}

}  // namespace datavault
