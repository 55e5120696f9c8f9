#pragma once

#include <string>
#include <vector>

#include "core/model/differences.h"
#include "web/state/app_state.h"
#include "web/views/load_view.h"
#include "web/views/words.h"

namespace datavault {

enum class DifferenceKind { added, removed, renamed, changed, moved };
inline constexpr int kDifferenceKindCount = 5;
Label label_of(DifferenceKind kind);

/// What differs about one field: one attribute of it, or that it came, went or moved.
struct DifferenceLine {
  DifferenceKind kind = DifferenceKind::changed;
  std::string uid, code, name;
  std::string attribute;  // "Unit"; of a field that came or went, what became of it
  std::string before, after;
};

/// Between two contents, in the order of the newer one; removed fields last. `lineage`: of the
/// newer version, for what was split, merged or superseded.
std::vector<DifferenceLine> difference_lines(const FrameworkContent& before,
                                             const FrameworkContent& after,
                                             const std::vector<LineageEntry>& lineage = {});

/// The fewest fields that have to be moved to get from one order to the other.
std::vector<FieldUid> moved_fields(const FrameworkContent& before, const FrameworkContent& after);

/// How many fields each kind is true of.
struct DifferenceCount {
  DifferenceKind kind = DifferenceKind::changed;
  int64_t fields = 0;
};
std::vector<DifferenceCount> count_differences(const std::vector<DifferenceLine>& lines);

struct DifferenceUi {
  std::string search;
  bool kinds[kDifferenceKindCount] = {};  // none: all
};
std::vector<DifferenceLine> filter_lines(std::vector<DifferenceLine> lines, const DifferenceUi& ui);

/// The page that compares two versions.
struct ChangesUi {
  int64_t framework = 0;
  DifferenceUi filter;
  int opened = -1;  // the line that is shown in full
};
struct ChangesView {
  LoadView load;
  FrameworkId framework;
  std::string name, title;
  std::vector<int64_t> versions;  // newest first
  int64_t from = 0, to = 0;
  std::string notes;  // of the newer one
  std::vector<DifferenceCount> counts;
  std::vector<DifferenceLine> lines;
  int64_t total = 0;
};
ChangesView build_changes_view(const AppState& state, const ChangesUi& ui);

}  // namespace datavault
