#include "core/formula/dependency_graph.h"

#include <algorithm>
#include <set>

#include <doctest/doctest.h>

using namespace datavault;

namespace {

using Cycle = std::vector<uint32_t>;

bool has_edge(const Dependencies& needs, uint32_t from, uint32_t to) {
  return std::count(needs[from].begin(), needs[from].end(), to) > 0;
}

/// Every simple cycle, by trying all paths from each node through higher ones.
void extend(const Dependencies& needs, Cycle& path, std::set<Cycle>& cycles) {
  for (uint32_t next : needs[path.back()]) {
    if (next == path.front()) cycles.insert(path);
    if (next <= path.front() || std::count(path.begin(), path.end(), next)) continue;
    path.push_back(next);
    extend(needs, path, cycles);
    path.pop_back();
  }
}

std::set<Cycle> all_cycles(const Dependencies& needs) {
  std::set<Cycle> cycles;
  for (uint32_t start = 0; start < needs.size(); ++start) {
    Cycle path{start};
    extend(needs, path, cycles);
  }
  return cycles;
}

std::set<uint32_t> nodes_of(const std::set<Cycle>& cycles) {
  std::set<uint32_t> nodes;
  for (const Cycle& cycle : cycles) nodes.insert(cycle.begin(), cycle.end());
  return nodes;
}

bool cycles_are_right(const Dependencies& needs) {
  const std::set<Cycle> expected = all_cycles(needs);
  const std::vector<Cycle> found = covering_cycles(needs, 100);
  const std::set<Cycle> unique(found.begin(), found.end());
  return unique.size() == found.size() && std::is_sorted(found.begin(), found.end()) &&
         std::includes(expected.begin(), expected.end(), unique.begin(), unique.end()) &&
         nodes_of(unique) == nodes_of(expected);
}

bool order_is_right(const Dependencies& needs) {
  std::set<uint32_t> done;
  std::set<uint32_t> cyclic;
  for (const auto& component : components_in_order(needs)) {
    done.insert(component.begin(), component.end());
    if (is_cyclic(needs, component)) cyclic.insert(component.begin(), component.end());
    for (uint32_t node : component) {
      for (uint32_t need : needs[node]) {
        if (!done.count(need)) return false;
      }
    }
  }
  return done.size() == needs.size() && cyclic == nodes_of(all_cycles(needs));
}

/// One bit for each edge; edges of a node to itself only `with_loops`.
Dependencies graph_of(uint32_t nodes, uint32_t bits, bool with_loops) {
  Dependencies needs(nodes);
  for (uint32_t edge = 0; edge < nodes * nodes; ++edge) {
    if (!with_loops && edge / nodes == edge % nodes) continue;
    if (bits & 1u) needs[edge / nodes].push_back(edge % nodes);
    bits >>= 1;
  }
  return needs;
}

void check_all_graphs(uint32_t nodes, bool with_loops) {
  const uint32_t edges = with_loops ? nodes * nodes : nodes * (nodes - 1);
  for (uint32_t bits = 0; bits < 1u << edges; ++bits) {
    const Dependencies needs = graph_of(nodes, bits, with_loops);
    if (order_is_right(needs) && cycles_are_right(needs)) continue;
    CAPTURE(nodes);
    CAPTURE(bits);
    FAIL("wrong order or cycles");
  }
}

}  // namespace

TEST_CASE("dependency graph: every graph of up to four nodes, order and cycles as by trial") {
  for (uint32_t nodes = 0; nodes <= 3; ++nodes) check_all_graphs(nodes, true);
  check_all_graphs(4, false);
}

TEST_CASE("dependency graph: a chain and a ring of 20,000 nodes, no recursion") {
  Dependencies needs(20000);
  for (uint32_t i = 0; i + 1 < needs.size(); ++i) needs[i].push_back(i + 1);
  CHECK(components_in_order(needs).front() == Cycle{19999});
  CHECK(covering_cycles(needs, 100).empty());
  needs.back().push_back(0);
  CHECK(components_in_order(needs).size() == 1);
  const auto cycles = covering_cycles(needs, 100);
  REQUIRE(cycles.size() == 1);
  CHECK(cycles[0].size() == 20000);
  CHECK(has_edge(needs, cycles[0].back(), cycles[0].front()));
}

TEST_CASE("dependency graph: more cycles than asked for, the first ones") {
  Dependencies needs(300);
  for (uint32_t i = 0; i < needs.size(); ++i) needs[i].push_back(i);
  CHECK(covering_cycles(needs, 100).size() == 100);
}
