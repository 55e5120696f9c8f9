#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "server/demo/demo_data.h"

namespace datavault {

/// What of a field its values depend on.
struct DemoField {
  std::string uid;
  int64_t decimals = 0;
  std::string frequency;  // "ANNUAL"...
  Json unit;              // null: none
};

/// Where the tenant reports.
struct DemoEntities {
  int64_t group = 0;
  std::vector<int64_t> sites;
};

/// Which entity of the tenant reports which field of one framework, deviations included, as POST
/// .../assignments takes them: the same entities and fields as the values.
Json make_demo_assignments(const DemoData& data, const DemoTenant& tenant,
                           const std::string& framework,
                           const std::map<std::string, DemoField>& fields,
                           const DemoEntities& entities);

/// The values of the tenant for one framework, as POST .../values takes them. Figures of fields
/// that `fields` lacks are left out.
Json make_demo_values(const DemoData& data, const DemoTenant& tenant, const std::string& framework,
                      const std::map<std::string, DemoField>& fields, const DemoEntities& entities);

}  // namespace datavault
