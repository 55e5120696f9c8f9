#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/base/result.h"

namespace datavault {

struct DemoCountry {
  std::string name;
  std::vector<std::string> sites;
};

/// A tenant of the demo and what it does to its copies. Keys of the maps are framework keys.
struct DemoTenant {
  std::string name;
  std::string slug;
  std::string industry;
  int64_t scale = 1000;   // its size, in thousandths of the typical company
  bool inactive = false;  // at the end
  bool generated = false;
  std::set<std::string> adopts;  // in the first version
  std::set<std::string> ahead;   // already on the second version
  std::vector<DemoCountry> countries;
  std::map<std::string, std::string> reports;  // by field code: a value of its own making
  std::map<std::string, Json> deviates;        // by field code: {"frequency"?, "unit"?}
  std::map<std::string, Json> edits;           // of a PATCH on the copy of the first version
  std::map<std::string, Json> later;           // of a PATCH on the copy of the second version
  Json own;  // {"name", "fields"}: a framework that it wrote itself; null: none
};

/// What tenants report in one field; docs/demo.md says how figures follow from it.
struct DemoFigure {
  std::string field;
  std::set<std::string> tenants;              // slugs of those that report it; empty: all
  bool per_site = true;                       // else for the whole group
  std::vector<std::string> one_of;            // texts, choices and dates; empty: a number
  int64_t typical = 0;                        // of a typical year, in millionths
  int64_t spread = 0;                         // percent around it
  int64_t trend = 0;                          // percent a year
  bool scaled = true;                         // with the size of the tenant
  std::map<std::string, int64_t> industries;  // percent; 100 where absent
};

struct DemoData {
  std::vector<std::string> frameworks;                 // keys; what others refer to comes first
  std::map<std::string, std::vector<Json>> documents;  // v1, v2, ... of each
  std::vector<DemoTenant> tenants;                     // as many as asked for
  std::vector<int64_t> years;
  std::vector<std::string> statuses;  // of the values of each year
  std::map<std::string, std::vector<DemoFigure>> figures;
  std::map<std::string, std::set<std::string>> generated_figures;  // fields of generated tenants
};

/// Reads assets/demo and assets/frameworks from inside the binary.
///
/// Errors: invalid_input when a file is not as it should be.
Result<DemoData> read_demo_data(int64_t tenants);

/// Tenants number `first` to `last` - 1 after assets/demo/generated.json.
std::vector<DemoTenant> generate_tenants(const Json& rules,
                                         const std::vector<std::string>& industries, int64_t first,
                                         int64_t last);

}  // namespace datavault
