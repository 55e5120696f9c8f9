#include "server/cli/cli.h"

int main(int argc, char** argv) { return datavault::cli::run(argc, argv); }
