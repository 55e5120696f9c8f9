#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace datavault {

/// The wire names of an enum, in the order of its enumerators (which start at 0 without gaps).
template <typename Enum, size_t N>
struct EnumText {
  std::array<std::string_view, N> names;

  constexpr std::string_view name(Enum value) const { return names[static_cast<size_t>(value)]; }

  constexpr std::optional<Enum> parse(std::string_view text) const {
    for (size_t i = 0; i < N; ++i)
      if (names[i] == text) return static_cast<Enum>(i);
    return std::nullopt;
  }
};

}  // namespace datavault
