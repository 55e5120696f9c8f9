#include "web/platform/mirror.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <iterator>

namespace datavault::platform {
namespace {

constexpr uint32_t kMaxSameId = 64;

const char* name_of(Role role) {
  // In the order of the enumeration.
  static constexpr const char* kNames[] = {
      "application", "main",      "navigation",    "banner",         "region",      "group",
      "form",        "list",      "list_item",     "article",        "scroller",    "radio_group",
      "dialog",      "menu",      "listbox",       "tablist",        "tabpanel",    "table",
      "row",         "tooltip",   "text",          "heading",        "button",      "link",
      "checkbox",    "toggle",    "radio",         "textbox",        "searchbox",   "email",
      "number",      "date_time", "password",      "textarea",       "combobox",    "option",
      "menuitem",    "tab",       "column_header", "cell",           "progressbar", "image",
      "alert",       "status",    "separator",     "search_combobox"};
  static_assert(std::size(kNames) == static_cast<size_t>(Role::search_combobox) + 1);
  return kNames[static_cast<size_t>(role)];
}

void append_escaped(std::string& out, std::string_view text) {
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      char code[8];
      std::snprintf(code, sizeof code, "\\u%04x", static_cast<unsigned>(c));
      out += code;
    } else {
      out += c;
    }
  }
}

/// Writes `,"key":value` pairs, leaving out what is empty or zero.
class NodeWriter {
 public:
  explicit NodeWriter(std::string& out) : out_(out) {}

  void text(const char* key, std::string_view value) {
    if (value.empty()) return;
    begin(key);
    out_ += '"';
    append_escaped(out_, value);
    out_ += '"';
  }
  void number(const char* key, double value, bool always = false) {
    if (value == 0 && !always) return;
    begin(key);
    char digits[32];
    std::snprintf(digits, sizeof digits, "%.10g", std::round(value * 100) / 100);
    out_ += digits;
  }

 private:
  void begin(const char* key) {
    out_ += ",\"";
    out_ += key;
    out_ += "\":";
  }
  std::string& out_;
};

void append_node(std::string& out, const MirrorNode& node) {
  out += "{\"id\":" + std::to_string(node.id);
  NodeWriter write(out);
  write.text("role", name_of(node.role));
  write.number("flags", node.flags);
  write.text("name", node.name);
  write.text("value", node.value);
  write.text("description", node.description);
  write.text("hint", node.hint);
  write.text("extra", node.extra);
  write.number("x", node.x, true);
  write.number("y", node.y, true);
  write.number("w", node.w, true);
  write.number("h", node.h, true);
  write.number("level", node.level);
  write.number("index", node.index);
  write.number("count", node.count);
  write.number("columns", node.columns);
  write.number("seq", node.seq);
  write.number("cw", node.content_w);
  write.number("ch", node.content_h);
  write.number("sx", node.scroll_x);
  write.number("sy", node.scroll_y);
  write.number("order", node.scroll_order);
  if (node.role == Role::progressbar) write.number("percent", node.percent, true);
  write.number("active", node.active);
  out += '}';
}

bool same_structure(const std::vector<MirrorNode>& one, const std::vector<MirrorNode>& other) {
  return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                    [](const MirrorNode& a, const MirrorNode& b) {
                      return a.id == b.id && a.parent == b.parent && a.role == b.role;
                    });
}

template <class List>
bool take(List& list, uint32_t id) {
  const auto found = std::find(list.begin(), list.end(), id);
  if (found == list.end()) return false;
  list.erase(found);
  return true;
}

}  // namespace

void Mirror::begin() {
  nodes_.clear();
  by_id_.clear();
  open_.clear();
}

MirrorNode& Mirror::add(Role role, uint32_t id, std::string_view name) {
  // Two equal texts in one place have equal ids: the later ones are counted up.
  for (uint32_t i = 1; by_id_.count(id) != 0 && i < kMaxSameId; ++i) id = id * 31 + i;
  by_id_[id] = nodes_.size();
  MirrorNode& node = nodes_.emplace_back();
  node.id = id;
  node.parent = open_.empty() ? 0 : nodes_[open_.back()].id;
  node.role = role;
  node.name = name;
  return node;
}

MirrorNode& Mirror::open(Role role, uint32_t id, std::string_view name) {
  MirrorNode& node = add(role, id, name);
  open_.push_back(nodes_.size() - 1);
  return node;
}

MirrorNode& Mirror::open_layer(Role role, uint32_t id, std::string_view name) {
  MirrorNode& node = open(role, id, name);
  node.parent = 0;
  return node;
}

void Mirror::close() { open_.pop_back(); }

MirrorNode& Mirror::container() { return nodes_[open_.back()]; }

uint32_t Mirror::enclosing(Role role) const {
  const auto found = std::find_if(open_.rbegin(), open_.rend(),
                                  [&](size_t index) { return nodes_[index].role == role; });
  return found == open_.rend() ? 0 : nodes_[*found].id;
}

MirrorNode* Mirror::find(uint32_t id) {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : &nodes_[found->second];
}

void Mirror::make_relative() {
  // Backwards: a parent stands before its children and is still absolute when they need it.
  for (size_t i = nodes_.size(); i-- > 0;) {
    const MirrorNode* parent = find(nodes_[i].parent);
    if (parent == nullptr) continue;
    nodes_[i].x += parent->offset_x - parent->x;
    nodes_[i].y += parent->offset_y - parent->y;
  }
  for (MirrorNode& node : nodes_) node.offset_x = node.offset_y = 0;
}

std::optional<std::string> Mirror::finish() {
  make_relative();
  const bool restructured = !published_once_ || !same_structure(nodes_, published_);
  std::string changed;
  for (size_t i = 0; i < nodes_.size(); ++i) {
    const auto before = published_by_id_.find(nodes_[i].id);
    if (before != published_by_id_.end() && published_[before->second] == nodes_[i]) continue;
    if (!changed.empty()) changed += ',';
    append_node(changed, nodes_[i]);
  }
  if (!restructured && changed.empty()) return std::nullopt;

  std::string patch = "{";
  if (restructured) {
    patch += "\"tree\":[";
    for (size_t i = 0; i < nodes_.size(); ++i) {
      if (i > 0) patch += ',';
      patch += std::to_string(nodes_[i].id) + ',' + std::to_string(nodes_[i].parent);
    }
    patch += "],";
  }
  patch += "\"nodes\":[" + changed + "]}";
  published_ = nodes_;
  published_by_id_ = by_id_;
  published_once_ = true;
  return patch;
}

void Mirror::forget_events() {
  clicks_.clear();
  submits_.clear();
  keys_.clear();
  inputs_.clear();
  scrolls_.clear();
  escape_ = false;
}

bool Mirror::has_events() const {
  return !clicks_.empty() || !submits_.empty() || !keys_.empty() || !inputs_.empty() ||
         !scrolls_.empty() || escape_;
}

bool Mirror::take_click(uint32_t id) { return take(clicks_, id); }
bool Mirror::take_submit(uint32_t id) { return take(submits_, id); }

bool Mirror::take_escape() {
  const bool escape = escape_;
  escape_ = false;
  return escape;
}

std::optional<MirrorInput> Mirror::take_input(uint32_t id) {
  const auto found = inputs_.find(id);
  if (found == inputs_.end()) return std::nullopt;
  MirrorInput input = std::move(found->second);
  inputs_.erase(found);
  return input;
}

std::optional<MirrorKey> Mirror::take_key(uint32_t id) {
  const auto found = std::find_if(keys_.begin(), keys_.end(),
                                  [&](const auto& entry) { return entry.first == id; });
  if (found == keys_.end()) return std::nullopt;
  const MirrorKey key = found->second;
  keys_.erase(found);
  return key;
}

std::optional<Mirror::Scroll> Mirror::take_scroll(uint32_t id) {
  const auto found = scrolls_.find(id);
  if (found == scrolls_.end()) return std::nullopt;
  const Scroll scroll = found->second;
  scrolls_.erase(found);
  return scroll;
}

Mirror& mirror() {
  static Mirror the_mirror;
  return the_mirror;
}

}  // namespace datavault::platform
