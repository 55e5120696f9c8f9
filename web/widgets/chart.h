#pragma once

#include <span>
#include <string>
#include <string_view>

#include "web/theme/theme.h"

namespace datavault::ui {

/// Pictures where people would rather look than read. Each is one image to screen readers, named by
/// what it says in words; the figures stand beside it as text or in a table.

struct ChartPart {
  std::string_view name;
  double amount = 0;
  Tone tone = Tone::neutral;
};

/// Parts of a whole as a ring with a figure in its middle.
void donut(std::string_view name, std::span<const ChartPart> parts, std::string_view figure,
           std::string_view caption, float size = 168);

/// The same as one bar over the available width.
void stacked_bar(std::string_view name, std::span<const ChartPart> parts, float height = 10);

/// What the colours mean, with the amounts.
void chart_legend(std::span<const ChartPart> parts);

/// A small line without axes; drawn from left to right, the newest last.
void sparkline(std::string_view name, std::span<const float> values, Tone tone = Tone::accent,
               float width = 120, float height = 32);

/// Small circles in a row: what a theme looks like. Decoration only.
struct SwatchColors {
  Color fill, edge;
};
void swatches(std::span<const SwatchColors> colors);

struct TimelineEntry {
  std::string text, detail;
  std::string href;  // may be empty
  Tone tone = Tone::neutral;
};

/// Events one below the other on a line; a list to screen readers.
void timeline(std::string_view name, std::span<const TimelineEntry> entries);

}  // namespace datavault::ui
