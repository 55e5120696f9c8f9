#include "server/app/application.h"

#include <utility>

namespace datavault {

Application::Application(const ApplicationOptions& options, std::shared_ptr<Metrics> kept,
                         std::unique_ptr<store::Database> database)
    : database_(std::move(database)),
      clock(options.clock ? *options.clock : static_cast<const Clock&>(system_clock_)),
      started_millis(clock.now_millis()),
      metrics(std::move(kept)),
      audit(*database_, clock),
      auth(*database_, audit, clock, options.password_cost),
      frameworks(*database_, audit, clock, versions),
      tenants(*database_, audit, clock, versions),
      reporting(*database_, audit, clock, versions),
      job_changes(*database_),
      jobs(*database_, audit, clock, job_changes),
      sync(*database_, audit, versions, jobs),
      kinds_(make_job_kinds({versions, clock})),
      workers(*database_, clock, job_changes, kinds_, *metrics),
      upkeep(*database_, audit, clock) {
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
