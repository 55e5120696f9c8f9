#pragma once

namespace datavault::platform {

/// Goes over to the newer client that UpdateReady told of: the page is loaded again.
void update_client();

}  // namespace datavault::platform
