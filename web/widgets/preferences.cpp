#include "web/widgets/preferences.h"

#include <array>

#include "web/platform/frame.h"
#include "web/platform/storage.h"

namespace datavault::ui {
namespace {

/// A choice by its name in the browser's storage; the first one is the default.
template <typename Choice, size_t kCount>
class StoredChoice {
 public:
  StoredChoice(std::string_view key, std::array<std::string_view, kCount> names)
      : key_(key), names_(names) {}

  Choice get() {
    if (!loaded_) load();
    return choice_;
  }

  void set(Choice choice) {
    loaded_ = true;
    choice_ = choice;
    const auto index = static_cast<size_t>(choice);
    platform::set_preference(key_, index == 0 ? std::string_view() : names_[index]);
    platform::request_relayout();
  }

 private:
  void load() {
    loaded_ = true;
    const std::string stored = platform::preference(key_);
    for (size_t i = 0; i < kCount; ++i) {
      if (names_[i] == stored) choice_ = static_cast<Choice>(i);
    }
  }

  std::string_view key_;
  std::array<std::string_view, kCount> names_;
  bool loaded_ = false;
  Choice choice_ = Choice{};
};

StoredChoice<MotionChoice, 3> g_motion("motion", {"system", "reduced", "full"});
StoredChoice<Density, 2> g_density("density", {"comfortable", "compact"});

}  // namespace

MotionChoice motion_choice() { return g_motion.get(); }
void set_motion_choice(MotionChoice choice) { g_motion.set(choice); }

Density density() { return g_density.get(); }
void set_density(Density chosen) { g_density.set(chosen); }

}  // namespace datavault::ui
