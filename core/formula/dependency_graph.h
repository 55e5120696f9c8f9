#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace datavault {

/// For each node the nodes that it needs.
using Dependencies = std::vector<std::vector<uint32_t>>;

/// The strongly connected components, each after those that it needs (Tarjan, without recursion).
/// Deterministic: starts at the lowest node and follows edges in their order. Members are sorted.
std::vector<std::vector<uint32_t>> components_in_order(const Dependencies& needs);

/// Whether the component is one on whose members a cycle runs.
bool is_cyclic(const Dependencies& needs, const std::vector<uint32_t>& component);

/// Cycles such that each node that is on any cycle is on at least one of these: for each node that
/// no former one covered, a shortest cycle through it. All cycles there are can be exponentially
/// many.
///
/// Shape:  each begins with its lowest node, follows `needs`, does not repeat the first at the end,
/// and
///         stands once; sorted. At most `limit`.
std::vector<std::vector<uint32_t>> covering_cycles(const Dependencies& needs, size_t limit);

}  // namespace datavault
