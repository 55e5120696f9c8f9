#include "server/security/password_rules.h"

#include <algorithm>
#include <string>

#include "core/base/text.h"

namespace datavault {
namespace {

/// Several blanks in a row are one.
size_t characters(std::string_view text) {
  size_t count = 0;
  char before = 'x';
  for (const char c : text) {
    const bool is_first_byte = (static_cast<unsigned char>(c) & 0xc0) != 0x80;  // of UTF-8
    if (is_first_byte && !(c == ' ' && before == ' ')) ++count;
    before = c;
  }
  return count;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; }

/// Binary search over lines.
bool stands_in(std::string_view list, std::string_view word) {
  size_t low = 0;
  size_t high = list.size();
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    const size_t before = list.rfind('\n', middle == 0 ? 0 : middle - 1);
    const size_t begin = middle == 0 || before == std::string_view::npos ? 0 : before + 1;
    const size_t end = std::min(list.find('\n', begin), list.size());
    const int order = list.substr(begin, end - begin).compare(word);
    if (order == 0) return true;
    if (order < 0) {
      low = end + 1;
    } else {
      high = begin;
    }
  }
  return false;
}

/// "password2024!" is "password" to those who guess.
std::string_view without_trimmings(std::string_view word) {
  while (!word.empty() && !is_letter(word.front())) word.remove_prefix(1);
  while (!word.empty() && !is_letter(word.back())) word.remove_suffix(1);
  return word;
}

/// The shortest part that the word repeats; itself when it repeats nothing.
std::string_view unit_of(std::string_view word) {
  for (size_t size = 1; size <= word.size() / 2; ++size) {
    bool repeats = true;
    for (size_t i = size; i < word.size() && repeats; ++i) repeats = word[i] == word[i - size];
    if (repeats) return word.substr(0, size);
  }
  return word;
}

/// "12345678", "hgfedcba".
bool is_sequence(std::string_view word) {
  if (word.size() < 3) return true;
  const int step = word[1] - word[0];
  if (step != 1 && step != -1) return false;
  for (size_t i = 2; i < word.size(); ++i) {
    const int next = word[i] - word[i - 1];
    // After 9 comes 0.
    if (next != step && next != -9 * step) return false;
  }
  return true;
}

bool is_all_digits(std::string_view word) {
  return std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_guessed(const std::string& word, std::string_view breached) {
  const std::string_view unit = unit_of(word);
  const std::string_view bare = without_trimmings(word);
  return is_all_digits(word) || is_sequence(unit) || unit.size() < 5 || stands_in(breached, word) ||
         stands_in(breached, unit) || stands_in(breached, bare) ||
         stands_in(breached, unit_of(bare));
}

/// Of "ada.lovelace@vault.test": "ada.lovelace", "vault.test".
bool names_its_user(const std::string& word, std::string_view email) {
  const std::string address = to_lower_ascii(email);
  const size_t at = address.find('@');
  if (at == std::string::npos) return false;
  const std::string_view bare = without_trimmings(word);
  return bare == address || bare == address.substr(0, at) || bare == address.substr(at + 1) ||
         bare == "datavault";
}

}  // namespace

Result<void> check_new_password(std::string_view password, std::string_view email,
                                std::string_view breached) {
  const auto refuse = [](std::string message) {
    return invalid_input(std::move(message), "password");
  };
  if (!is_valid_utf8(password)) return refuse("This password is no text (UTF-8).");
  if (characters(password) < kShortestPassword) {
    return refuse("A password needs at least " + std::to_string(kShortestPassword) +
                  " characters; a few words that do not belong together are easy to keep in mind.");
  }
  if (characters(password) > kLongestPassword) {
    return refuse("A password can have " + std::to_string(kLongestPassword) +
                  " characters at most.");
  }
  std::string word = to_lower_ascii(password);
  std::erase(word, ' ');
  if (is_guessed(word, breached)) {
    return refuse(
        "This password is one of those that are tried first. Choose one that nobody else has.");
  }
  if (names_its_user(word, email)) {
    return refuse("A password must not be made of the e-mail address. Choose another one.");
  }
  return {};
}

}  // namespace datavault
