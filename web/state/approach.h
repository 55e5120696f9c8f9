#pragma once

#include <array>
#include <compare>

#include "core/plan/plan.h"

namespace datavault {

/// Who wins conflicts that nobody decides, under MERGE.
enum class Preset { ask, parent_to_child, peer, mirror };
inline constexpr std::array kPresets{Preset::ask, Preset::parent_to_child, Preset::peer,
                                     Preset::mirror};

/// The preset's policy without exceptions, and the preset that a policy is made of.
Policy policy_of(Preset preset);
Preset preset_of(const Policy& policy);

/// The preset with exceptions for attributes. Mirror has none: there the master wins everything.
Policy policy_with(Preset preset, const std::map<Attribute, PolicyTake>& exceptions);

/// One way to distribute, of those that are compared. Only MERGE has presets; the others have ASK.
struct Approach {
  Strategy strategy = Strategy::merge;
  Preset preset = Preset::ask;
  bool operator==(const Approach&) const = default;
  bool operator<(const Approach& other) const {
    return strategy != other.strategy ? strategy < other.strategy : preset < other.preset;
  }
};
Approach approach_of(Strategy strategy, Preset preset);

/// Those that the comparison shows, in its order.
inline constexpr std::array kCompared{
    Approach{Strategy::skip, Preset::ask},     Approach{Strategy::merge, Preset::ask},
    Approach{Strategy::merge, Preset::peer},   Approach{Strategy::merge, Preset::parent_to_child},
    Approach{Strategy::merge, Preset::mirror}, Approach{Strategy::overwrite, Preset::ask}};

}  // namespace datavault
