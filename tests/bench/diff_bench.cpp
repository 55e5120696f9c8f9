// Times what nlohmann::json needs to find the differences of whole documents: base to master and
// base to a tenant's copy, the least that a merge would begin with.
//   diff_bench BASE.json MASTER.json TENANT.json...
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "tests/bench/timing.h"

namespace {

using datavault::Json;

/// The fields by their codes: as a list, one that is added would shift all that follow.
Json read(const char* path) {
  std::ifstream file(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  Json fields = Json::object();
  Json document = Json::parse(text);
  for (Json& field : document.at("fields")) {
    const auto code = field.at("code").get<std::string>();
    fields[code] = std::move(field);
  }
  return fields;
}

}  // namespace

/// One line of JSON: {"tenants", "diffs_ms", "changes"}: both diffs for one tenant, the median.
int main(int argc, char** argv) {
  if (argc < 4) return 2;
  const Json base = read(argv[1]), master = read(argv[2]);
  std::vector<Json> tenants;
  for (int i = 3; i < argc; ++i) tenants.push_back(read(argv[i]));
  size_t changes = 0;
  const double ms = datavault::test::median_ms(9, [&] {
    changes = 0;
    for (const Json& tenant : tenants) {
      changes += Json::diff(base, master).size() + Json::diff(base, tenant).size();
    }
  });
  std::printf("{\"tenants\":%zu,\"diffs_ms\":%.3f,\"changes\":%zu}\n", tenants.size(),
              ms / static_cast<double>(tenants.size()), changes / tenants.size());
  return 0;
}
