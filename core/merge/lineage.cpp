#include "core/merge/lineage.h"

#include <set>

namespace datavault {
namespace {

std::map<FieldUid, std::vector<FieldUid>> step_of(const std::vector<LineageEntry>& entries) {
  std::map<FieldUid, std::vector<FieldUid>> step;
  for (const LineageEntry& entry : entries) {
    if (entry.kind == LineageEntry::Kind::renamed) continue;
    for (const FieldUid& from : entry.from) {
      auto& to = step[from];
      to.insert(to.end(), entry.to.begin(), entry.to.end());
    }
  }
  return step;
}

}  // namespace

Lineage::Lineage(const std::map<int64_t, std::vector<LineageEntry>>& by_version, int64_t base,
                 int64_t target) {
  for (const auto& [number, entries] : by_version) {
    if (number <= base || number > target) continue;
    if (auto step = step_of(entries); !step.empty()) steps_.push_back(std::move(step));
  }
}

std::vector<FieldUid> Lineage::successors(const FieldUid& uid) const {
  std::set<FieldUid> current = {uid};
  for (const auto& step : steps_) {
    std::set<FieldUid> next;
    for (const FieldUid& at : current) {
      const auto it = step.find(at);
      if (it == step.end())
        next.insert(at);
      else
        next.insert(it->second.begin(), it->second.end());
    }
    current = std::move(next);
  }
  current.erase(uid);
  return {current.begin(), current.end()};
}

}  // namespace datavault
