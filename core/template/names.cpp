#include "core/template/names.h"

#include <algorithm>

#include "core/base/text.h"

namespace datavault {
namespace {

bool is_control(char c) { return (c >= 0 && c < 0x20) || c == 0x7F; }

bool begins_markup(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '/' || c == '!' || c == '?';
}

/// U+202A to U+202E, U+2066 to U+2069: what stands behind would read backwards.
bool turns_direction(std::string_view text) {
  for (size_t at = text.find("\xE2\x80"); at != std::string_view::npos;
       at = text.find("\xE2\x80", at + 1)) {
    const auto last = at + 2 < text.size() ? static_cast<unsigned char>(text[at + 2]) : 0;
    if (last >= 0xAA && last <= 0xAE) return true;
  }
  for (size_t at = text.find("\xE2\x81"); at != std::string_view::npos;
       at = text.find("\xE2\x81", at + 1)) {
    const auto last = at + 2 < text.size() ? static_cast<unsigned char>(text[at + 2]) : 0;
    if (last >= 0xA6 && last <= 0xA9) return true;
  }
  return false;
}

std::string folded(std::string_view text) {
  std::string result = to_lower_ascii(trim(text));
  std::replace_if(
      result.begin(), result.end(), [](char c) { return c == '_' || c == '-'; }, ' ');
  return result;
}

}  // namespace

Result<void> check_plain_text(std::string_view text, size_t most_bytes) {
  if (text.size() > most_bytes) {
    return invalid_input("This text is longer than " + std::to_string(most_bytes) + " bytes.");
  }
  if (!is_valid_utf8(text)) return invalid_input("This text is not UTF-8.");
  if (std::any_of(text.begin(), text.end(), is_control)) {
    return invalid_input("A name cannot hold control characters.");
  }
  if (turns_direction(text)) {
    return invalid_input("A name cannot hold characters that turn the direction of text.");
  }
  for (size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
    if (at + 1 < text.size() && begins_markup(text[at + 1])) {
      return invalid_input("A name cannot hold markup.");
    }
  }
  return {};
}

Result<void> check_plain_name(std::string_view text, size_t most_bytes) {
  if (trim(text).empty()) return invalid_input("A name cannot be empty.");
  return check_plain_text(text, most_bytes);
}

bool is_setup_key(std::string_view text) {
  return !text.empty() && text.size() <= 100 && slug_of(text, 200) == text;
}

const std::vector<std::string_view>& template_industries() {
  static const std::vector<std::string_view> kIndustries{"Agriculture",
                                                         "Banking",
                                                         "Chemicals",
                                                         "Construction",
                                                         "Education",
                                                         "Energy",
                                                         "Financial services",
                                                         "Food",
                                                         "Food and agriculture",
                                                         "Healthcare",
                                                         "Insurance",
                                                         "Manufacturing",
                                                         "Mining",
                                                         "Professional services",
                                                         "Public sector",
                                                         "Real estate",
                                                         "Retail",
                                                         "Technology",
                                                         "Telecommunications",
                                                         "Textiles",
                                                         "Tourism",
                                                         "Transport",
                                                         "Transport and logistics",
                                                         "Utilities",
                                                         "Other"};
  return kIndustries;
}

Result<std::string> industry_from_text(std::string_view text) {
  const std::string wanted = folded(text);
  if (wanted.empty()) return std::string();
  for (const std::string_view industry : template_industries()) {
    if (folded(industry) == wanted) return std::string(industry);
  }
  return invalid_input("There is no industry \"" + std::string(text) + "\" here.", "industry");
}

}  // namespace datavault
