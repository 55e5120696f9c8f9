// The audit, examined.
#include <cstdio>
#include <memory>
#include <set>

#include "server/app/audit_chain.h"
#include "server/cli/commands.h"

namespace datavault::cli {
namespace {

struct AuditCommand {
  std::string database;
  std::string checkpoints;
  std::vector<std::string> public_keys;
};

Result<AuditWitness> witness_of(const AuditCommand& command) {
  AuditWitness witness;
  witness.public_keys = command.public_keys;
  if (command.checkpoints.empty()) return witness;
  auto lines = read_file(command.checkpoints);
  if (!lines) return lines.error();
  auto checkpoints = checkpoints_from_lines(*lines);
  if (!checkpoints) return within(command.checkpoints, checkpoints.error());
  witness.checkpoints = *std::move(checkpoints);
  return witness;
}

int verify(const AuditCommand& command) {
  auto witness = witness_of(command);
  if (!witness) return report(witness.error());
  auto application = open_application(command.database, true);
  if (!application) return report(application.error());
  auto tx = (*application)->database().read();
  if (!tx) return report(tx.error());
  auto findings = verify_audit(*tx, *witness);
  if (!findings) return report(findings.error());
  for (const AuditFinding& finding : *findings) std::printf("%s\n", finding.message.c_str());
  auto last = store::find_last_audit(*tx);
  if (!last) return report(last.error());
  auto checkpoints = store::load_checkpoints(*tx);
  if (!checkpoints) return report(checkpoints.error());
  std::set<std::string> keys;
  for (const store::AuditCheckpoint& checkpoint : *checkpoints) keys.insert(checkpoint.public_key);
  for (const std::string& key : keys) std::printf("signed by %s\n", key.c_str());
  std::printf("%lld rows, signed up to row %lld; %zu findings\n",
              static_cast<long long>(*last ? (*last)->id : 0),
              static_cast<long long>(checkpoints->empty() ? 0 : checkpoints->back().row_id),
              findings->size());
  return findings->empty() ? 0 : 1;
}

}  // namespace

void add_audit(Parser& parser, int& exit_code) {
  auto options = std::make_shared<AuditCommand>();
  Parser& audit = add_group(parser, "audit", "Who did what");
  Parser& verifies =
      add_command(audit, "verify", "Look whether the audit is as it was written and signed");
  add_option(verifies, "--db", options->database, "The database file", {.is_required = true});
  add_option(verifies, "--checkpoints", options->checkpoints,
             "The file to which the server appended its signatures");
  add_option(verifies, "--public-key", options->public_keys,
             "Who may have signed, 64 hex digits; without it whoever did is named");
  on_run(verifies, exit_code, [options] { return verify(*options); });
}

}  // namespace datavault::cli
