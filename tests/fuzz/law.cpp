#include "tests/fuzz/law.h"

#include <cstdio>
#include <cstdlib>

#include "core/base/text.h"

namespace datavault::test {

void require(const std::string& broken_law) {
  if (broken_law.empty()) return;
  std::fprintf(stderr, "%s\n", broken_law.c_str());
  std::abort();
}

void require(bool holds, std::string_view law) {
  if (!holds) require(std::string(law));
}

void require_readable(const Error& error) {
  require(!error.message.empty(), "a refusal says nothing");
  require(is_valid_utf8(error.message), "a refusal is not UTF-8: " + error.message);
  require(is_valid_utf8(error.where), "a place is not UTF-8: " + error.where);
}

}  // namespace datavault::test
