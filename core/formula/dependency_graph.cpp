#include "core/formula/dependency_graph.h"

#include <algorithm>

namespace datavault {
namespace {

using Vertex = uint32_t;
constexpr uint32_t kNone = UINT32_MAX;

class Tarjan {
 public:
  explicit Tarjan(const Dependencies& needs)
      : needs_(needs), number_(needs.size(), kNone), low_(needs.size()), done_(needs.size()) {}

  std::vector<std::vector<Vertex>> run() {
    for (Vertex root = 0; root < needs_.size(); ++root) {
      if (number_[root] == kNone) walk(root);
    }
    return std::move(components_);
  }

 private:
  struct Visit {
    Vertex node;
    size_t next_edge;
  };

  void open(Vertex node) {
    number_[node] = low_[node] = counter_++;
    members_.push_back(node);
    visits_.push_back({node, 0});
  }

  void walk(Vertex root) {
    open(root);
    while (!visits_.empty()) {
      const Vertex node = visits_.back().node;
      if (visits_.back().next_edge < needs_[node].size()) {
        follow(node, needs_[node][visits_.back().next_edge++]);
      } else {
        close(node);
      }
    }
  }

  void follow(Vertex from, Vertex to) {
    if (number_[to] == kNone)
      open(to);
    else if (!done_[to])
      low_[from] = std::min(low_[from], number_[to]);
  }

  void close(Vertex node) {
    visits_.pop_back();
    if (!visits_.empty()) {
      const Vertex parent = visits_.back().node;
      low_[parent] = std::min(low_[parent], low_[node]);
    }
    if (low_[node] != number_[node]) return;
    const auto first = std::find(members_.rbegin(), members_.rend(), node).base() - 1;
    std::vector<Vertex> component(first, members_.end());
    members_.erase(first, members_.end());
    for (Vertex member : component) done_[member] = true;
    std::sort(component.begin(), component.end());
    components_.push_back(std::move(component));
  }

  const Dependencies& needs_;
  std::vector<uint32_t> number_;
  std::vector<uint32_t> low_;
  std::vector<bool> done_;
  std::vector<Vertex> members_;
  std::vector<Visit> visits_;
  uint32_t counter_ = 0;
  std::vector<std::vector<Vertex>> components_;
};

/// A shortest cycle through `start`, by breadth-first search for the way back to it.
class ShortestCycle {
 public:
  explicit ShortestCycle(const Dependencies& needs) : needs_(needs), from_(needs.size(), kNone) {}

  std::vector<Vertex> through(Vertex start) {
    for (Vertex node : queue_) from_[node] = kNone;
    queue_.assign(1, start);
    for (size_t i = 0; i < queue_.size(); ++i) {
      for (Vertex next : needs_[queue_[i]]) {
        if (next == start) return path_to(queue_[i], start);
        if (from_[next] != kNone) continue;
        from_[next] = queue_[i];
        queue_.push_back(next);
      }
    }
    return {};
  }

 private:
  std::vector<Vertex> path_to(Vertex last, Vertex start) const {
    std::vector<Vertex> path;
    for (Vertex node = last; node != start; node = from_[node]) path.push_back(node);
    path.push_back(start);
    std::reverse(path.begin(), path.end());
    std::rotate(path.begin(), std::min_element(path.begin(), path.end()), path.end());
    return path;
  }

  const Dependencies& needs_;
  std::vector<Vertex> from_;
  std::vector<Vertex> queue_;
};

}  // namespace

std::vector<std::vector<uint32_t>> components_in_order(const Dependencies& needs) {
  return Tarjan(needs).run();
}

bool is_cyclic(const Dependencies& needs, const std::vector<uint32_t>& component) {
  if (component.size() > 1) return true;
  const auto& edges = needs[component[0]];
  return std::find(edges.begin(), edges.end(), component[0]) != edges.end();
}

std::vector<std::vector<uint32_t>> covering_cycles(const Dependencies& needs, size_t limit) {
  std::vector<std::vector<Vertex>> cycles;
  std::vector<bool> covered(needs.size());
  ShortestCycle search(needs);
  for (const auto& component : components_in_order(needs)) {
    if (!is_cyclic(needs, component)) continue;
    for (Vertex node : component) {
      if (covered[node] || cycles.size() == limit) continue;
      cycles.push_back(search.through(node));
      for (Vertex member : cycles.back()) covered[member] = true;
    }
  }
  std::sort(cycles.begin(), cycles.end());
  return cycles;
}

}  // namespace datavault
