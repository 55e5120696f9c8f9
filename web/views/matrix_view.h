#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/plan/plan.h"
#include "web/state/app_state.h"
#include "web/theme/theme.h"
#include "web/widgets/matrix.h"

namespace datavault {

/// How the matrix is laid out: the tenants and fields with most conflicts first, or tenants by name
/// and fields as the framework has them.
enum class MatrixOrder { most, natural };

enum class MatrixColumn { tenant, field, attribute, kind, state, values };

/// A conflict in the table that says the same as the picture.
struct MatrixEntry {
  size_t conflict = 0;  // in the plan
  ui::MatrixCell cell;
  ui::MatrixMark mark = ui::MatrixMark::none;
  std::string tenant, field, attribute, state;
  std::string_view kind;
  Tone tone = Tone::neutral;
  int64_t values = 0;
};

/// All conflicts of a plan as tenants (rows) by fields (columns). What concerns no field stands in
/// a first column, "Whole framework".
struct ConflictMatrix {
  std::vector<uint8_t> marks;  // row by row; of several conflicts in a cell the gravest
  uint64_t version = 0;        // grows with everything that is drawn anew
  std::vector<TenantId> tenants;
  std::vector<std::string> tenant_names, field_names;
  std::vector<MatrixEntry> entries;  // as the table shows them
  int64_t total = 0;                 // conflicts before filters

  ui::MatrixMarks view() const {
    return {marks, version, static_cast<int>(field_names.size()), static_cast<int>(tenants.size())};
  }
};

struct MatrixUi {
  bool as_table = false;
  std::optional<ConflictType> kind;
  bool open_only = false;
  MatrixOrder order = MatrixOrder::most;
  MatrixColumn sort = MatrixColumn::state;
  bool descending = true;
  ui::MatrixState picture;

  // What `matrix` was made from, so that it is made once and not in every frame.
  struct Made {
    std::shared_ptr<const Plan> plan;
    std::optional<ConflictType> kind;
    bool open_only = false;
    MatrixOrder order = MatrixOrder::most;
    MatrixColumn sort = MatrixColumn::state;
    bool descending = true;
    bool operator==(const Made&) const = default;
  };
  Made made;
  ConflictMatrix matrix;
};

/// Makes `ui.matrix` anew where the plan, a filter or the order changed.
void update_matrix(const AppState& state, MatrixUi& ui);

ui::MatrixMark mark_of(const Conflict& conflict);

/// "Acme, E1-6 Gross emissions: Both changed, open. 2 conflicts."; of a cell with a mark.
std::string matrix_words(const ConflictMatrix& matrix, ui::MatrixCell cell);

/// The gravest conflict of a cell; nullptr where there is none.
const MatrixEntry* matrix_entry(const ConflictMatrix& matrix, ui::MatrixCell cell);

}  // namespace datavault
