#include "server/app/application.h"

#include <utility>

namespace datavault {

Application::Application(const ApplicationOptions& options,
                         std::unique_ptr<store::Database> database)
    : database_(std::move(database)),
      clock(options.clock ? *options.clock : static_cast<const Clock&>(system_clock_)),
      audit(*database_, clock),
      auth(*database_, audit, clock, options.password_cost),
      frameworks(*database_, audit, clock, versions),
      tenants(*database_, audit, clock, versions),
      reporting(*database_, audit, clock, versions),
      sync(*database_, audit, clock, versions),
      worker(*database_, clock) {
  worker.add_kind(sync.job_kind());
  sync.on_new_job([this] { worker.notify(); });
}

Result<std::unique_ptr<Application>> Application::open(const ApplicationOptions& options) {
  store::DatabaseOptions database_options;
  database_options.path = options.database_path;
  auto database = store::Database::open(database_options);
  if (!database) return database.error();
  return std::unique_ptr<Application>(new Application(options, *std::move(database)));
}

}  // namespace datavault
