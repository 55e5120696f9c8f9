#pragma once

namespace datavault::cli {

/// Runs the command line and gives the exit code: 0 done, 1 refused or failed, 2 misused.
int run(int argc, char** argv);

}  // namespace datavault::cli
