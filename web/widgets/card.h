#pragma once

#include <cstdint>
#include <string_view>

#include "web/theme/theme.h"

namespace datavault::ui {

struct CardOptions {
  float min_height = 0;  // Grid::row_height() makes cards of a row equally high
  float padding = 20;
  bool raised = false;  // a shadow
  Tone tone = Tone::neutral;
};

/// A surface with a border around the widgets made while it lives.
class Card {
 public:
  explicit Card(std::string_view id, const CardOptions& options = {});
  ~Card();
  Card(const Card&) = delete;
  Card& operator=(const Card&) = delete;

 private:
  uint32_t id_;
  float padding_;
  float min_height_;
};

enum class SelectKind { checkbox, radio, link };

struct SelectCardOptions {
  SelectKind kind = SelectKind::checkbox;
  std::string_view description = {};  // for screen readers: what the card's inside says in short
  std::string_view href = {};         // for SelectKind::link
  bool disabled = false;
  float min_height = 0;
  const char* icon = nullptr;
};

/// A card that is itself a checkbox, a radio button or a link, named by its title. What is drawn
/// inside belongs to it and takes no clicks, except buttons.
class SelectCard {
 public:
  SelectCard(std::string_view title, bool selected, const SelectCardOptions& options = {});
  ~SelectCard();
  SelectCard(const SelectCard&) = delete;
  SelectCard& operator=(const SelectCard&) = delete;

  bool pressed() const { return pressed_; }  // selection toggled, or the link followed
  bool hovered() const { return hovered_; }  // by the pointer or the keyboard focus

 private:
  void mirror_card(std::string_view title, const struct Box& box, bool selected,
                   const SelectCardOptions& options);

  uint32_t id_;
  float min_height_;
  bool pressed_ = false;
  bool hovered_ = false;
};

/// A heading that shows or hides what follows: `if (Disclosure more("Details"); more.open())
/// {...}`.
class Disclosure {
 public:
  explicit Disclosure(std::string_view label, bool open_at_first = false);
  ~Disclosure();
  Disclosure(const Disclosure&) = delete;
  Disclosure& operator=(const Disclosure&) = delete;
  bool open() const { return open_; }

 private:
  uint32_t id_;
  bool open_ = false;
};

/// A figure with its name: "Tenants 24".
void stat(std::string_view name, std::string_view value, std::string_view detail = {},
          Tone tone = Tone::neutral);

}  // namespace datavault::ui
