#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "web/state/app_state.h"

namespace datavault {

/// What the command palette (Ctrl+K) can do.
enum class PaletteAction {
  go,  // to PaletteEntry::path
  reload,
  undo,
  redo,
  theme_system,
  theme_light,
  theme_dark,
  theme_contrast,
  sign_out
};

struct PaletteEntry {
  enum class Kind { page, framework, tenant, tenant_template, job, action };
  Kind kind = Kind::page;
  std::string title, detail;
  PaletteAction action = PaletteAction::go;
  std::string path;
};

struct PaletteUi {
  bool open = false;
  std::string query;
  int active = 0;
};

inline constexpr size_t kPaletteEntries = 30;

/// The entries that fit the query, best first, at most kPaletteEntries; without one pages and
/// actions.
std::vector<PaletteEntry> build_palette(const AppState& state, std::string_view query);

/// How well a text fits a query whose letters stand in it in this order, though not side by side;
/// below 0: they do not. Beginnings of words and letters side by side count more.
int fuzzy_score(std::string_view text, std::string_view query);

}  // namespace datavault
