#include "server/app/application.h"

#include <utility>

#include "server/embedded/embedded_files.h"

namespace datavault {
namespace {

std::string_view breached_passwords() {
  const EmbeddedFile* file = find_embedded(embedded_assets(), "security/breached-passwords.txt");
  return file ? file->text() : std::string_view();
}

}  // namespace

Application::Application(const ApplicationOptions& options, std::shared_ptr<Metrics> kept,
                         std::unique_ptr<store::Database> database)
    : database_(std::move(database)),
      clock(options.clock ? *options.clock : static_cast<const Clock&>(system_clock_)),
      started_millis(clock.now_millis()),
      metrics(std::move(kept)),
      audit(*database_, clock),
      passwords(options.password_cost, breached_passwords()),
      auth(*database_, audit, clock, passwords, options.sessions),
      accounts(*database_, audit, clock, passwords),
      users(*database_, audit, clock, passwords),
      approvals(*database_, audit, clock, options.is_four_eyes),
      fleet(*database_),
      frameworks(*database_, audit, clock, versions),
      tenants(*database_, audit, clock, versions),
      reporting(*database_, audit, clock, versions),
      job_changes(*database_),
      jobs(*database_, audit, clock, job_changes),
      sync(*database_, audit, versions, jobs, approvals),
      kinds_(make_job_kinds({versions, clock})),
      workers(*database_, clock, job_changes, kinds_, *metrics),
      upkeep(*database_, audit, clock, auth),
      templates(*database_, audit, clock, versions, jobs, approvals, upkeep),
      settings(*database_, audit) {
  jobs.on_waiting_job([this] { workers.notify(); });
}

Result<std::unique_ptr<Application>> Application::open(const ApplicationOptions& options) {
  store::DatabaseOptions database_options;
  database_options.path = options.database_path;
  database_options.metrics = std::make_shared<Metrics>();
  auto database = store::Database::open(database_options);
  if (!database) return database.error();
  return std::unique_ptr<Application>(
      new Application(options, database_options.metrics, *std::move(database)));
}

}  // namespace datavault
