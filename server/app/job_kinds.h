#pragma once

#include "server/app/version_cache.h"
#include "server/base/clock.h"
#include "server/jobs/job_kind.h"

namespace datavault {

/// What kinds of jobs work with.
struct JobKindContext {
  VersionCache& versions;
  const Clock& clock;
};

/// A kind of job makes itself known by one of these in its own file, app/kinds/<name>.cpp.
class JobKindRegistration {
 public:
  using Make = jobs::JobKind (*)(const JobKindContext&);
  explicit JobKindRegistration(Make make);
};

/// All kinds that this program has. The context must outlive them.
jobs::JobKinds make_job_kinds(const JobKindContext& context);

}  // namespace datavault
