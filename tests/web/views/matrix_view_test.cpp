#include "web/views/matrix_view.h"

#include <algorithm>

#include <doctest/doctest.h>

#include "tests/web/support/client.h"

namespace datavault {
namespace {

using test::Client;

int64_t marked(const ConflictMatrix& matrix) {
  return std::count_if(matrix.marks.begin(), matrix.marks.end(),
                       [](uint8_t mark) { return mark != 0; });
}

}  // namespace

TEST_CASE("matrix view: every conflict has its tenant's row and its field's column") {
  const Client client = test::client_at_preview();
  MatrixUi ui;
  update_matrix(client.state, ui);
  const ConflictMatrix& matrix = ui.matrix;
  const Plan& plan = *client.state.wizard.planned()->plan;
  REQUIRE(matrix.total == static_cast<int64_t>(plan.conflicts.size()));
  REQUIRE(matrix.entries.size() == plan.conflicts.size());
  CHECK(matrix.marks.size() == matrix.tenants.size() * matrix.field_names.size());
  for (const MatrixEntry& entry : matrix.entries) {
    const Conflict& conflict = plan.conflicts[entry.conflict];
    CHECK(matrix.tenants[static_cast<size_t>(entry.cell.row)] == conflict.tenant);
    CHECK(matrix.view().at(entry.cell) >= mark_of(conflict));
    REQUIRE(matrix_entry(matrix, entry.cell) != nullptr);
  }
  // Sorted by what is gravest.
  CHECK(matrix.entries.front().mark == ui::MatrixMark::open);
  const std::string words = matrix_words(matrix, matrix.entries.front().cell);
  CHECK(words.find("Cedar, F-a Renamed, Name: ") == 0);
  CHECK(words.find(" Open.") != std::string::npos);
}

TEST_CASE("matrix view: made once, and anew when a filter, the order or the plan is another") {
  Client client = test::client_at_preview();
  MatrixUi ui;
  update_matrix(client.state, ui);
  const uint64_t first = ui.matrix.version;
  update_matrix(client.state, ui);
  CHECK(ui.matrix.version == first);

  ui.open_only = true;
  update_matrix(client.state, ui);
  CHECK(ui.matrix.version == first + 1);
  CHECK(ui.matrix.entries.size() == 1);
  CHECK(marked(ui.matrix) == 1);

  ui.kind = ConflictType::removed_with_data;
  update_matrix(client.state, ui);
  CHECK(ui.matrix.entries.empty());
  CHECK(ui.matrix.marks.empty());
  CHECK(ui.matrix.total == 3);

  ui.kind.reset();
  ui.open_only = false;
  update_matrix(client.state, ui);
  const auto open = ui.matrix.entries.front();
  Decision decision;
  decision.cluster = ui.made.plan->conflicts[open.conflict].cluster;
  decision.take = Take::tenant;
  client.send(GiveAnswers{{decision}, {}});
  client.make_plans();
  update_matrix(client.state, ui);
  CHECK(ui.matrix.entries.front().mark != ui::MatrixMark::open);
}

TEST_CASE("matrix view: the table is sorted by any column") {
  const Client client = test::client_at_preview();
  MatrixUi ui;
  ui.sort = MatrixColumn::tenant;
  for (const bool descending : {false, true}) {
    ui.descending = descending;
    update_matrix(client.state, ui);
    const auto& entries = ui.matrix.entries;
    CHECK(std::is_sorted(entries.begin(), entries.end(), [&](const auto& a, const auto& b) {
      return descending ? b.tenant < a.tenant : a.tenant < b.tenant;
    }));
  }
}

}  // namespace datavault
