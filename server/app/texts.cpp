#include "server/app/texts.h"

#include <algorithm>

#include "core/base/text.h"

namespace datavault {
namespace {

bool is_control(char c) { return (c >= 0 && c < 0x20) || c == 0x7F; }
bool is_slug_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; }

}  // namespace

Result<std::string> checked_name(std::string_view text, std::string_view what) {
  const std::string name(trim(text));
  const std::string where(what);
  if (name.empty()) return invalid_input("A name cannot be empty.", where);
  if (name.size() > 300) return invalid_input("A name has at most 300 bytes.", where);
  if (std::any_of(name.begin(), name.end(), is_control)) {
    return invalid_input("A name cannot hold control characters.", where);
  }
  return name;
}

Result<std::string> checked_slug(std::string_view text, std::string_view what) {
  if (text.empty() || text.size() > 100 || !std::all_of(text.begin(), text.end(), is_slug_letter)) {
    return invalid_input("Use small letters a to z, digits and dashes, at most 100 of them.",
                         std::string(what));
  }
  return std::string(text);
}

Result<std::string> checked_text(std::string_view text, std::string_view what, size_t most_bytes) {
  if (text.size() > most_bytes) {
    return invalid_input("This text is longer than " + std::to_string(most_bytes) + " bytes.",
                         std::string(what));
  }
  if (text.find('\0') != std::string_view::npos) {
    return invalid_input("A text cannot hold NUL characters.", std::string(what));
  }
  return std::string(text);
}

std::string ascii_slug(std::string_view name) {
  std::string slug;
  for (const char c : slug_of(name)) {
    if (is_slug_letter(c) && !(c == '-' && (slug.empty() || slug.back() == '-'))) slug += c;
  }
  while (!slug.empty() && slug.back() == '-') slug.pop_back();
  return slug.empty() ? "company" : slug;
}

}  // namespace datavault
