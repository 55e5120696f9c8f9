#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace datavault::platform {

/// What an element of the interface is to a screen reader, a keyboard and a browser test.
/// shell/mirror.js makes the fitting HTML element of each.
enum class Role : uint8_t {
  // Containers.
  application,
  main,
  navigation,
  banner,
  region,
  group,
  form,
  list,
  list_item,
  article,
  scroller,
  radio_group,
  dialog,
  menu,
  listbox,
  tablist,
  tabpanel,
  table,
  row,
  tooltip,
  // Leaves.
  text,
  heading,
  button,
  link,
  checkbox,
  toggle,
  radio,
  textbox,
  searchbox,
  email,
  number,
  date_time,
  password,
  textarea,
  combobox,
  option,
  menuitem,
  tab,
  column_header,
  cell,
  progressbar,
  image,
  alert,
  status,
  separator,
  search_combobox,  // a field that filters the listbox beside it
};

/// States: bits of MirrorNode::flags, as shell/mirror_elements.js knows them.
namespace mirror_flag {
inline constexpr uint32_t kDisabled = 1u << 0;
inline constexpr uint32_t kChecked = 1u << 1;
inline constexpr uint32_t kMixed = 1u << 2;
inline constexpr uint32_t kSelected = 1u << 3;
inline constexpr uint32_t kHasExpanded = 1u << 4;  // has_x, x: tells "off" from "does not apply"
inline constexpr uint32_t kExpanded = 1u << 5;
inline constexpr uint32_t kHasPressed = 1u << 6;
inline constexpr uint32_t kPressed = 1u << 7;
inline constexpr uint32_t kInvalid = 1u << 8;
inline constexpr uint32_t kRequired = 1u << 9;
inline constexpr uint32_t kCurrent = 1u << 10;  // the page or step that one is on
inline constexpr uint32_t kModal = 1u << 11;    // what is behind cannot be reached
inline constexpr uint32_t kTakesFocus =
    1u << 12;  // moves the focus inside when it appears and back when it goes
inline constexpr uint32_t kAutofocus = 1u << 13;
inline constexpr uint32_t kCovered =
    1u << 14;  // something is drawn over it: it must not take the pointer
inline constexpr uint32_t kWantsKeys = 1u
                                       << 15;  // arrows, Enter, Home, End come through take_key()
inline constexpr uint32_t kBusy = 1u << 16;
inline constexpr uint32_t kOpensPopup = 1u << 17;
inline constexpr uint32_t kFocusable = 1u << 18;  // although its role is not
inline constexpr uint32_t kWantsWheel = 1u
                                        << 19;  // wheel and drags go to the canvas, not to the page
}  // namespace mirror_flag

/// One element. Coordinates are CSS pixels of the page; finish() makes them relative to the
/// parent's content, so that scrolling changes none of them.
struct MirrorNode {
  uint32_t id = 0;
  uint32_t parent = 0;
  Role role = Role::text;
  uint32_t flags = 0;
  std::string name;
  std::string value;  // text of a field, aria-valuetext of a progress bar
  std::string description;
  std::string hint;   // placeholder
  std::string extra;  // href; autocomplete; the group of a radio button; sort order of a column
  float x = 0, y = 0, w = 0, h = 0;
  int level = 0;             // heading level; max length of a field
  int index = 0, count = 0;  // row index and row count, position and size of a set; 0: not said
  int columns = 0;
  uint32_t seq = 0;  // the last input of the user that `value` includes
  // Of scrollers: the size of what scrolls, and a wish to scroll that is new when scroll_order
  // changed.
  float content_w = 0, content_h = 0, scroll_x = 0, scroll_y = 0;
  uint32_t scroll_order = 0;
  float offset_x = 0, offset_y = 0;  // how far it is scrolled now; not published
  int percent = -1;                  // of a progress bar; -1: unknown
  uint32_t active = 0;               // aria-activedescendant

  bool operator==(const MirrorNode&) const = default;
};

/// What the user typed into a field.
struct MirrorInput {
  std::string value;
  uint32_t seq = 0;
};

enum class MirrorKey : uint8_t {
  up,
  down,
  left,
  right,
  home,
  end,
  enter,
  page_up,
  page_down,
  space
};

/// The tree of elements as the last frame drew it, and what the browser says happened to them.
///
/// Shape: between begin() and finish() elements are added in reading order; open() ... close()
/// nest.
///        What happened (clicks, inputs, keys) is kept until the frame that follows has looked.
class Mirror {
 public:
  void begin();
  /// The reference lives until the next element is added; change it in place.
  MirrorNode& add(Role role, uint32_t id, std::string_view name);
  MirrorNode& open(Role role, uint32_t id, std::string_view name);
  /// A container beside everything else: popups and dialogs are not inside what scrolls.
  MirrorNode& open_layer(Role role, uint32_t id, std::string_view name);
  void close();
  /// The innermost open container.
  MirrorNode& container();
  /// The innermost open container of that role; 0 where there is none.
  uint32_t enclosing(Role role) const;
  /// An element of this frame, or nullptr.
  MirrorNode* find(uint32_t id);
  /// What differs from the last finish(), as JSON for shell/mirror.js; nothing where nothing does.
  std::optional<std::string> finish();
  /// Forgets what happened: after the first drawing that saw it.
  void forget_events();

  // From the browser.
  void on_click(uint32_t id) { clicks_.push_back(id); }
  void on_input(uint32_t id, MirrorInput input) { inputs_[id] = std::move(input); }
  void on_submit(uint32_t id) { submits_.push_back(id); }
  void on_key(uint32_t id, MirrorKey key) { keys_.push_back({id, key}); }
  void on_focus(uint32_t id, bool visible) { focused_ = id, focus_visible_ = visible; }
  void on_escape() { escape_ = true; }
  void on_scroll(uint32_t id, float x, float y) { scrolls_[id] = {x, y}; }

  // For the widgets. A take_... tells once.
  bool take_click(uint32_t id);
  bool take_submit(uint32_t id);
  bool take_escape();
  std::optional<MirrorInput> take_input(uint32_t id);
  std::optional<MirrorKey> take_key(uint32_t id);
  struct Scroll {
    float x = 0, y = 0;
  };
  std::optional<Scroll> take_scroll(uint32_t id);
  uint32_t focused() const { return focused_; }
  bool focus_visible(uint32_t id) const { return focus_visible_ && focused_ == id; }
  bool has_events() const;

 private:
  void make_relative();

  std::vector<MirrorNode> nodes_, published_;
  std::unordered_map<uint32_t, size_t> by_id_, published_by_id_;
  std::vector<size_t> open_;
  std::vector<uint32_t> clicks_, submits_;
  std::vector<std::pair<uint32_t, MirrorKey>> keys_;
  std::unordered_map<uint32_t, MirrorInput> inputs_;
  std::unordered_map<uint32_t, Scroll> scrolls_;
  uint32_t focused_ = 0;
  bool focus_visible_ = false;
  bool escape_ = false;
  bool published_once_ = false;
};

/// The one of the page.
Mirror& mirror();

}  // namespace datavault::platform
