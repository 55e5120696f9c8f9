#include "core/codec/overlay_scanner.h"

#include <string>
#include <utility>

namespace datavault {
namespace {

/// A character of ASCII that stands for itself within the quotes of a JSON string.
bool is_plain(char c) { return (c >= ' ') & (c < '\x7f') & (c != '\\'); }

class OverlayScanner {
 public:
  explicit OverlayScanner(std::string_view text) : rest_(text) {}

  bool run(Overlay& overlay, Json& others) {
    others = Json::object();
    const bool is_read = members([&](std::string_view key) {
      if (key == "edits") return read_edits(overlay.edits);
      return take("{}") || take("[]") || read_json(others[std::string(key)]);
    });
    return is_read && rest_.empty();
  }

 private:
  bool take(std::string_view text) {
    if (!rest_.starts_with(text)) return false;
    rest_.remove_prefix(text.size());
    return true;
  }

  /// An object; `read(key)` reads each value.
  template <typename Read>
  bool members(Read read) {
    if (!take("{")) return false;
    if (take("}")) return true;
    do {
      std::string_view key;
      if (!take_plain(key) || !take(":") || !read(key)) return false;
    } while (take(","));
    return take("}");
  }

  bool read_edits(decltype(Overlay::edits)& edits) {
    constexpr size_t kUsualSize = 128;  // of one, in bytes
    edits.reserve(rest_.size() / kUsualSize);
    return members([&](std::string_view uid) {
      FieldEdits::Map map;
      if (!members([&](std::string_view name) { return read_edit(name, map); })) return false;
      const size_t known = edits.size();
      if (!map.empty()) {
        edits.emplace_hint(edits.end(), FieldUid{std::string(uid)}, FieldEdits(std::move(map)));
      }
      return edits.size() > known;
    });
  }

  bool read_edit(std::string_view name, FieldEdits::Map& edits) {
    const auto attribute = attribute_from_text(name);
    if (!attribute) return false;
    AttributeEdit edit;
    bool has_value = false;
    const bool is_read = members([&](std::string_view key) {
      if (key == "at") return read_text(edit.stamp.at);
      if (key == "by") return read_text(edit.stamp.by);
      has_value = key == "value";
      return has_value && read_json(edit.value);
    });
    return is_read && has_value && edits.emplace(*attribute, std::move(edit)).second;
  }

  /// A string without escapes, in ASCII.
  bool take_plain(std::string_view& text) {
    if (!rest_.starts_with('"')) return false;
    const size_t end = rest_.find('"', 1);
    if (end == std::string_view::npos) return false;
    text = rest_.substr(1, end - 1);
    // Without stopping at the first that is not, which the compiler makes many times quicker.
    bool is_all_plain = true;
    for (const char c : text) is_all_plain &= is_plain(c);
    if (is_all_plain) rest_.remove_prefix(end + 1);
    return is_all_plain;
  }

  bool read_text(std::string& text) {
    if (std::string_view plain; take_plain(plain)) {
      text = plain;
      return true;
    }
    Json json;
    if (!read_json(json) || !json.is_string()) return false;
    text = json.get<std::string>();
    return true;
  }

  bool read_json(Json& json) {
    if (std::string_view plain; take_plain(plain)) {
      json = std::string(plain);
      return true;
    }
    const std::string_view value = rest_.substr(0, value_size());
    rest_.remove_prefix(value.size());
    auto parsed = parse_json(value);
    if (!parsed) return false;
    json = *std::move(parsed);
    return true;
  }

  /// Up to where the value ends that begins here; whether it is one is for the parser to say.
  size_t value_size() const {
    int depth = 0;
    bool is_quoted = false;
    for (size_t i = 0; i < rest_.size(); ++i) {
      const char c = rest_[i];
      if (is_quoted) {
        if (c == '\\') ++i;
        is_quoted = c != '"';
        continue;
      }
      if (depth == 0 && (c == ',' || c == '}' || c == ']')) return i;
      is_quoted = c == '"';
      if (c == '{' || c == '[') ++depth;
      if (c == '}' || c == ']') --depth;
    }
    return rest_.size();
  }

  std::string_view rest_;
};

}  // namespace

bool scan_overlay(std::string_view text, Overlay& overlay, Json& others) {
  return OverlayScanner(text).run(overlay, others);
}

}  // namespace datavault
