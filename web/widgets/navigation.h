#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace datavault::ui {

struct NavEntry {
  std::string label;
  const char* icon = nullptr;
  std::string href;  // "#/frameworks"
  bool selected = false;
  std::string section;  // a heading above the first entry of each section; may be empty
  int count = 0;        // a small figure beside it; 0: none
};

struct ShellOptions {
  std::string product = "DataVault";
  std::string user_name;    // empty: nobody is signed in, no user menu
  std::string user_detail;  // e-mail, role
  std::span<const NavEntry> entries;
  bool has_palette = false;  // shows the button that opens the command palette
  std::string banner;        // above every page, which nobody may overlook; empty: none
  std::string banner_action;
};

/// The frame around every page: navigation at the left, or behind a menu button where it is narrow,
/// and the page in the middle, scrolling. Widgets made while it lives are the page.
class Shell {
 public:
  explicit Shell(const ShellOptions& options);
  ~Shell();
  Shell(const Shell&) = delete;
  Shell& operator=(const Shell&) = delete;
  bool sign_out() const { return sign_out_; }
  bool banner_pressed() const { return banner_pressed_; }
  bool opens_palette() const { return opens_palette_; }

 private:
  std::unique_ptr<class ScrollRegion> page_;
  bool sign_out_ = false, banner_pressed_ = false, opens_palette_ = false;
};

/// A page without navigation and its content in the middle: signing in, a failure.
class CenteredPage {
 public:
  explicit CenteredPage(float width = 400);
  ~CenteredPage();
  CenteredPage(const CenteredPage&) = delete;
  CenteredPage& operator=(const CenteredPage&) = delete;

 private:
  std::unique_ptr<class ScrollRegion> page_;
  uint32_t id_;
};

/// The product's mark, for pages without the shell.
void product_mark(float size);

struct Crumb {
  std::string_view label;
  std::string_view href;
};

/// Title (the one heading of level 1, also the tab's title), what the page is for, and where it is.
void page_header(std::string_view title, std::string_view subtitle = {},
                 std::span<const Crumb> crumbs = {});

/// The same with buttons at the right: those made while it lives.
class PageHeader {
 public:
  explicit PageHeader(std::string_view title, std::string_view subtitle = {},
                      std::span<const Crumb> crumbs = {});
  ~PageHeader();
  PageHeader(const PageHeader&) = delete;
  PageHeader& operator=(const PageHeader&) = delete;

 private:
  std::unique_ptr<class Row> actions_;
  float title_top_ = 0, title_bottom_ = 0;
  bool beside_ = false;
};

/// True when `selected` changed.
bool tabs(std::string_view name, std::span<const std::string_view> labels, int& selected);

/// Steps of a wizard. The index of a step that was clicked, among those before `current`.
std::optional<int> stepper(std::span<const std::string_view> labels, int current);

/// "1–20 of 1,217" with buttons. True when `first` changed.
bool pagination(std::string_view name, int total, int page_size, int& first);

}  // namespace datavault::ui
