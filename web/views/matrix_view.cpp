#include "web/views/matrix_view.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "web/views/clusters_view.h"
#include "web/views/words.h"

namespace datavault {
namespace {

/// A row or a column before it has its place.
struct Line {
  std::string name;
  size_t natural = 0;  // its place in the natural order
  int64_t conflicts = 0;
};

/// Every field that any side knows, by the newest name that it has.
std::map<FieldUid, Line> fields_of(const Snapshot& snapshot) {
  std::map<FieldUid, Line> fields;
  for (auto version = snapshot.versions.rbegin(); version != snapshot.versions.rend(); ++version) {
    for (const Field& field : version->second.content.fields)
      fields.try_emplace(field.uid, Line{field.name, fields.size()});
  }
  for (const TenantFacts& facts : snapshot.tenants) {
    if (!facts.adoption) continue;
    for (const auto& [uid, added] : facts.adoption->overlay.added)
      fields.try_emplace(uid, Line{added.field.name, fields.size()});
  }
  return fields;
}

std::map<TenantId, Line> tenants_of(const Snapshot& snapshot) {
  std::map<TenantId, Line> tenants;
  for (const TenantFacts& facts : snapshot.tenants) tenants[facts.tenant.id] = {facts.tenant.name};
  std::vector<Line*> by_name;
  for (auto& [id, line] : tenants) by_name.push_back(&line);
  std::stable_sort(by_name.begin(), by_name.end(),
                   [](const Line* a, const Line* b) { return a->name < b->name; });
  for (size_t i = 0; i < by_name.size(); ++i) by_name[i]->natural = i;
  return tenants;
}

class MatrixBuilder {
 public:
  MatrixBuilder(const Snapshot& snapshot, const MatrixUi::Made& made)
      : made_(made), fields_(fields_of(snapshot)), tenants_(tenants_of(snapshot)) {}

  ConflictMatrix build() {
    ConflictMatrix matrix;
    const std::vector<Conflict>& conflicts = made_.plan->conflicts;
    matrix.total = static_cast<int64_t>(conflicts.size());
    for (const Conflict& conflict : conflicts) {
      if (is_shown(conflict)) count(conflict);
    }
    const auto row_of = place(tenants_, matrix.tenant_names);
    const auto column_of = place(fields_, matrix.field_names);
    matrix.tenants.resize(row_of.size());
    for (const auto& [tenant, row] : row_of) matrix.tenants[static_cast<size_t>(row)] = tenant;
    matrix.marks.assign(row_of.size() * column_of.size(), 0);
    for (size_t i = 0; i < conflicts.size(); ++i) {
      if (!is_shown(conflicts[i])) continue;
      const ui::MatrixCell cell{column_of.at(conflicts[i].field), row_of.at(conflicts[i].tenant)};
      matrix.entries.push_back(entry_of(conflicts[i], i, cell, matrix));
      uint8_t& mark = matrix.marks[static_cast<size_t>(cell.row) * column_of.size() +
                                   static_cast<size_t>(cell.column)];
      mark = std::max(mark, static_cast<uint8_t>(mark_of(conflicts[i])));
    }
    sort(matrix.entries);
    return matrix;
  }

 private:
  bool is_shown(const Conflict& conflict) const {
    return (!made_.kind || conflict.type == *made_.kind) && (!made_.open_only || holds(conflict));
  }

  void count(const Conflict& conflict) {
    ++tenants_[conflict.tenant].conflicts;
    Line& field = fields_[conflict.field];
    if (++field.conflicts > 1) return;
    if (conflict.field.empty())
      field.name = "Whole framework";
    else
      field.name = conflict.field_code + (field.name.empty() ? "" : " ") + field.name;
  }

  /// Places of the lines that have conflicts, and their names in that order.
  template <typename Key>
  std::map<Key, int> place(const std::map<Key, Line>& lines,
                           std::vector<std::string>& names) const {
    std::vector<const std::pair<const Key, Line>*> shown;
    for (const auto& line : lines) {
      if (line.second.conflicts > 0) shown.push_back(&line);
    }
    const bool by_count = made_.order == MatrixOrder::most;
    std::stable_sort(shown.begin(), shown.end(), [by_count](const auto* a, const auto* b) {
      const Line &left = a->second, &right = b->second;
      const auto first = [by_count](const Line& line) { return by_count ? -line.conflicts : 0; };
      return std::tuple(first(left), left.natural) < std::tuple(first(right), right.natural);
    });
    std::map<Key, int> places;
    for (const auto* line : shown) {
      places[line->first] = static_cast<int>(names.size());
      names.push_back(line->second.name);
    }
    return places;
  }

  static MatrixEntry entry_of(const Conflict& conflict, size_t index, ui::MatrixCell cell,
                              const ConflictMatrix& matrix) {
    const AnswerState state = answer_state(conflict);
    MatrixEntry entry;
    entry.conflict = index;
    entry.cell = cell;
    entry.mark = mark_of(conflict);
    entry.tenant = matrix.tenant_names[static_cast<size_t>(cell.row)];
    entry.field = matrix.field_names[static_cast<size_t>(cell.column)];
    if (conflict.attribute) entry.attribute = name_of(*conflict.attribute);
    entry.kind = label_of(conflict.type).name;
    entry.state = state.text;
    entry.tone = state.tone;
    entry.values = conflict.values.total;
    return entry;
  }

  void sort(std::vector<MatrixEntry>& entries) const {
    const auto comes_before = [this](const MatrixEntry& a, const MatrixEntry& b) {
      switch (made_.sort) {
        case MatrixColumn::tenant:
          return a.tenant < b.tenant;
        case MatrixColumn::field:
          return a.field < b.field;
        case MatrixColumn::attribute:
          return a.attribute < b.attribute;
        case MatrixColumn::kind:
          return a.kind < b.kind;
        case MatrixColumn::state:
          return a.mark < b.mark;
        case MatrixColumn::values:
          return a.values < b.values;
      }
      return false;
    };
    std::stable_sort(entries.begin(), entries.end(), [&](const auto& a, const auto& b) {
      return made_.descending ? comes_before(b, a) : comes_before(a, b);
    });
  }

  const MatrixUi::Made& made_;
  std::map<FieldUid, Line> fields_;
  std::map<TenantId, Line> tenants_;
};

}  // namespace

ui::MatrixMark mark_of(const Conflict& conflict) {
  if (holds(conflict)) return ui::MatrixMark::open;
  if (conflict.decision) return ui::MatrixMark::answered;
  return conflict.severity == Severity::info ? ui::MatrixMark::note : ui::MatrixMark::unanswered;
}

void update_matrix(const AppState& state, MatrixUi& ui) {
  const Planned* planned = state.wizard.planned();
  const Snapshot* snapshot = state.wizard.snapshot_here();
  if (planned == nullptr || !planned->plan || snapshot == nullptr) return;
  const MatrixUi::Made wanted{planned->plan, ui.kind, ui.open_only,
                              ui.order,      ui.sort, ui.descending};
  if (wanted == ui.made) return;
  const uint64_t version = ui.matrix.version + 1;
  ui.made = wanted;
  ui.matrix = MatrixBuilder(*snapshot, ui.made).build();
  ui.matrix.version = version;
}

const MatrixEntry* matrix_entry(const ConflictMatrix& matrix, ui::MatrixCell cell) {
  const MatrixEntry* gravest = nullptr;
  for (const MatrixEntry& entry : matrix.entries) {
    if (entry.cell == cell && (gravest == nullptr || entry.mark > gravest->mark)) gravest = &entry;
  }
  return gravest;
}

std::string matrix_words(const ConflictMatrix& matrix, ui::MatrixCell cell) {
  const MatrixEntry* entry = matrix_entry(matrix, cell);
  if (entry == nullptr) return {};
  const auto there = std::count_if(matrix.entries.begin(), matrix.entries.end(),
                                   [cell](const MatrixEntry& other) { return other.cell == cell; });
  std::string text = entry->tenant + ", " + entry->field;
  if (!entry->attribute.empty()) text += ", " + entry->attribute;
  text += ": " + std::string(entry->kind) + ". " + entry->state + ".";
  if (there > 1) text += " " + counted(there, "conflict") + " here.";
  return text;
}

}  // namespace datavault
