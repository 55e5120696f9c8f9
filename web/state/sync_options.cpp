#include "web/state/sync_options.h"

#include "web/state/wire.h"

namespace datavault {
Json sync_options_to_json(const SyncOptions& options) {
  Json json = Json::object();
  if (options.not_before_ms) json["not_before"] = iso_from_unix_ms(*options.not_before_ms);
  if (options.priority != 0) json["priority"] = options.priority;
  if (!options.percentages.empty()) {
    json["waves"] = {{"percentages", options.percentages},
                     {"max_failure_rate", static_cast<double>(options.most_failures) / 100}};
  }
  return json;
}

}  // namespace datavault
