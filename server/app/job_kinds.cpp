#include "server/app/job_kinds.h"

#include <vector>

namespace datavault {
namespace {

/// In a function: registrations run before main, in any order.
std::vector<JobKindRegistration::Make>& registered() {
  static std::vector<JobKindRegistration::Make> makers;
  return makers;
}

}  // namespace

JobKindRegistration::JobKindRegistration(Make make) { registered().push_back(make); }

jobs::JobKinds make_job_kinds(const JobKindContext& context) {
  jobs::JobKinds kinds;
  for (const auto make : registered()) {
    jobs::JobKind kind = make(context);
    const std::string name = kind.name;
    kinds[name] = std::move(kind);
  }
  return kinds;
}

}  // namespace datavault
