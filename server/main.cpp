#include <sys/stat.h>

#include "server/cli/cli.h"

int main(int argc, char** argv) {
  umask(077);  // databases, backups and keys are for who made them alone
  return datavault::cli::run(argc, argv);
}
