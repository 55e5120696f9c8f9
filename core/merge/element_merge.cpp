#include "core/merge/element_merge.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace datavault {
namespace {

using Elements = std::map<std::string, Json>;

/// What an element comes to; null pointers where a side lacks it.
struct MergedElement {
  const Json* tenant_wins;
  const Json* master_wins;
  bool clash;
};

bool same(const Json* a, const Json* b) { return a && b ? *a == *b : a == b; }

MergedElement merge_element(const Json* base, const Json* tenant, const Json* master) {
  if (same(tenant, base) || same(tenant, master)) return {master, master, false};
  if (same(master, base)) return {tenant, tenant, false};
  return {tenant, master, true};
}

const Json* find(const Elements& elements, const std::string& key) {
  const auto it = elements.find(key);
  return it == elements.end() ? nullptr : &it->second;
}

struct MergedElements {
  Elements tenant_wins, master_wins;
  bool clash = false;
};

MergedElements merge_elements(const Elements& base, const Elements& tenant,
                              const Elements& master) {
  std::set<std::string> keys;
  for (const Elements* side : {&base, &tenant, &master}) {
    for (const auto& [key, value] : *side) keys.insert(key);
  }
  MergedElements merged;
  for (const std::string& key : keys) {
    const auto [t, m, clash] = merge_element(find(base, key), find(tenant, key), find(master, key));
    if (t) merged.tenant_wins[key] = *t;
    if (m) merged.master_wins[key] = *m;
    merged.clash |= clash;
  }
  return merged;
}

Elements members_of(const Json& object) {
  Elements elements;
  for (const auto& [key, value] : object.items()) elements[key] = value;
  return elements;
}

/// ---- options: elements with an order

using Order = std::vector<std::string>;

Elements options_of(const Json& list) {
  Elements elements;
  for (const Json& option : list) elements[option["code"].get<std::string>()] = option;
  return elements;
}

Order order_of(const Json& list) {
  Order order;
  for (const Json& option : list) order.push_back(option["code"].get<std::string>());
  return order;
}

Order restricted(const Order& order, const Elements& to) {
  Order result;
  for (const std::string& code : order) {
    if (to.contains(code)) result.push_back(code);
  }
  return result;
}

/// The elements of `side` that the backbone lacks, each behind the nearest before it that it has.
std::map<std::string, Order> runs_of(const Order& side, const std::set<std::string>& backbone) {
  std::map<std::string, Order> runs;
  std::string anchor;
  for (const std::string& code : side) {
    if (backbone.contains(code))
      anchor = code;
    else
      runs[anchor].push_back(code);
  }
  return runs;
}

/// Puts what both sides added into the backbone; of two runs at one place the one that starts with
/// the smaller code comes first, so that the sides can be swapped.
Order weave(const Order& backbone, const Order& tenant, const Order& master) {
  const std::set<std::string> in_backbone(backbone.begin(), backbone.end());
  auto first = runs_of(tenant, in_backbone);
  auto second = runs_of(master, in_backbone);
  Order order;
  std::set<std::string> placed;
  const auto place = [&](const Order& run) {
    for (const std::string& code : run) {
      if (placed.insert(code).second) order.push_back(code);
    }
  };
  const auto place_runs = [&](const std::string& anchor) {
    Order a = first[anchor], b = second[anchor];
    if (b < a) std::swap(a, b);
    place(a);
    place(b);
  };
  place_runs("");
  for (const std::string& code : backbone) {
    place({code});
    place_runs(code);
  }
  return order;
}

Json list_of(const Elements& elements, const Order& order) {
  Json list = Json::array();
  for (const std::string& code : order) {
    if (const Json* option = find(elements, code)) list.push_back(*option);
  }
  return list;
}

MergedAttribute merge_options(const Json& base, const Json& tenant, const Json& master) {
  const Elements b = options_of(base), t = options_of(tenant), m = options_of(master);
  MergedElements merged = merge_elements(b, t, m);
  Elements common;  // of all three: only these can be in another order
  for (const auto& [code, option] : b) {
    if (t.contains(code) && m.contains(code)) common[code] = option;
  }
  const Order base_order = restricted(order_of(base), common);
  const Order tenant_order = restricted(order_of(tenant), common);
  const Order master_order = restricted(order_of(master), common);
  const bool clash =
      tenant_order != base_order && master_order != base_order && tenant_order != master_order;
  const Order& tenants = tenant_order != base_order ? tenant_order : master_order;
  const Order& masters = master_order != base_order ? master_order : tenant_order;
  return {list_of(merged.tenant_wins, weave(tenants, order_of(tenant), order_of(master))),
          list_of(merged.master_wins, weave(masters, order_of(tenant), order_of(master))),
          merged.clash || clash};
}

MergedAttribute merge_members(const Json& base, const Json& tenant, const Json& master) {
  MergedElements merged = merge_elements(members_of(base), members_of(tenant), members_of(master));
  return {Json(std::move(merged.tenant_wins)), Json(std::move(merged.master_wins)), merged.clash};
}

bool all_objects(const Json& a, const Json& b, const Json& c) {
  return a.is_object() && b.is_object() && c.is_object();
}

}  // namespace

bool has_elements(Attribute attribute) {
  return attribute == Attribute::translations || attribute == Attribute::references ||
         attribute == Attribute::variables || attribute == Attribute::options;
}

MergedAttribute merge_attribute(Attribute attribute, const Json& base, const Json& tenant,
                                const Json& master) {
  if (master == base || tenant == master) return {tenant, tenant, false};
  if (tenant == base) return {master, master, false};
  if (attribute == Attribute::options) return merge_options(base, tenant, master);
  if (has_elements(attribute) && all_objects(base, tenant, master)) {
    return merge_members(base, tenant, master);
  }
  return {tenant, master, true};
}

}  // namespace datavault
