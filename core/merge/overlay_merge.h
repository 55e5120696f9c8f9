#pragma once

#include <cstdint>

#include "core/model/adoption.h"

namespace datavault {

/// How many things the tenant changed, for people.
int64_t count_edits(const Overlay& overlay);

/// True when two overlays say the same, whoever said it and when.
bool same_state(const Overlay& a, const Overlay& b);

/// Three-way merge of overlays, entry by entry: where `now` is as `after`, what `before` has comes
/// back; where it differs, `now` stays. This is how a job is rolled back: `after` is what the job
/// left, `before` what it found.
Overlay merge_overlays(const Overlay& after, const Overlay& before, const Overlay& now);

}  // namespace datavault
