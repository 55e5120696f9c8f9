#pragma once

#include "core/base/json.h"
#include "tests/web/support/client.h"

namespace datavault::test {

/// A company's copy of framework 5: fields a (its name changed), b and the own field o; c is
/// hidden.
Json own_copy_json();

/// A company's user who opened it.
Client client_at_own_copy();

}  // namespace datavault::test
