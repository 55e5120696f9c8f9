#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "core/base/json.h"

namespace datavault {
namespace {

/// A number as 0.d1d2d3... x 10^exponent.
struct Significand {
  std::string digits;
  int exponent = 0;
};

/// "d.ddde+xx" read apart by position: the mark between the digits depends on the environment.
Significand digits_of(const char* text) {
  Significand result;
  result.digits += text[0];
  const char* at = text + 1;
  for (; *at != '\0' && *at != 'e'; ++at)
    if (*at >= '0' && *at <= '9') result.digits += *at;
  result.exponent = (*at == 'e' ? std::atoi(at + 1) : 0) + 1;
  return result;
}

/// The next larger number of as many digits, in place; false for 9.99e5, whose next has fewer.
bool increment(char* text) {
  char* last = text;
  for (char* at = text; *at != 'e'; ++at)
    if (*at >= '0' && *at <= '9') last = at;
  if (*last == '9') return false;
  ++*last;
  return true;
}

/// The fewest digits that read back as `value`, the closest of those. std::to_chars does the same,
/// but not in the C++ library that the browser build has; one way for both keeps digests equal.
Significand shortest_digits(double value) {
  char text[40];
  for (int precision = 0; precision < 17; ++precision) {
    std::snprintf(text, sizeof(text), "%.*e", precision, value);
    if (std::strtod(text, nullptr) == value) break;
    // Below a power of two the neighbours are closer than above it: rounding down may miss where
    // the next number up does not.
    if (increment(text) && std::strtod(text, nullptr) == value) break;
  }
  Significand result = digits_of(text);
  while (result.digits.size() > 1 && result.digits.back() == '0') result.digits.pop_back();
  return result;
}

/// ECMAScript's Number::toString, which RFC 8785 section 3.2.2.3 prescribes.
void append_double(std::string& out, double value) {
  if (value == 0 || !std::isfinite(value)) {  // finite is a precondition; "0" keeps the text valid
    out += '0';
    return;
  }
  if (value < 0) out += '-';
  const auto [digits, exponent] = shortest_digits(std::fabs(value));
  const int count = static_cast<int>(digits.size());
  if (exponent > 21 || exponent < -5) {
    out += digits[0];
    if (count > 1) out.append(1, '.').append(digits, 1);
    out += exponent > 0 ? "e+" : "e-";
    out += std::to_string(std::abs(exponent - 1));
  } else if (exponent >= count) {
    out.append(digits).append(static_cast<size_t>(exponent - count), '0');
  } else if (exponent > 0) {
    out.append(digits, 0, static_cast<size_t>(exponent)).append(1, '.');
    out.append(digits, static_cast<size_t>(exponent));
  } else {
    out.append("0.").append(static_cast<size_t>(-exponent), '0').append(digits);
  }
}

constexpr int64_t kLargestExact = int64_t{1} << 53;

void append_number(std::string& out, const Json& value) {
  if (value.is_number_unsigned()) {
    const auto number = value.get<uint64_t>();
    if (number <= static_cast<uint64_t>(kLargestExact)) {
      out += std::to_string(number);
    } else {
      append_double(out, static_cast<double>(number));
    }
  } else if (value.is_number_integer()) {
    const auto number = value.get<int64_t>();
    if (number >= -kLargestExact && number <= kLargestExact) {
      out += std::to_string(number);
    } else {
      append_double(out, static_cast<double>(number));
    }
  } else {
    append_double(out, value.get<double>());
  }
}

void append_escape(std::string& out, unsigned char c) {
  constexpr char kHex[] = "0123456789abcdef";
  switch (c) {
    case '"':
      out += "\\\"";
      break;
    case '\\':
      out += "\\\\";
      break;
    case '\b':
      out += "\\b";
      break;
    case '\f':
      out += "\\f";
      break;
    case '\n':
      out += "\\n";
      break;
    case '\r':
      out += "\\r";
      break;
    case '\t':
      out += "\\t";
      break;
    default:
      out += "\\u00";
      out += kHex[c >> 4];
      out += kHex[c & 15];
  }
}

bool needs_escape(unsigned char c) { return c < 0x20 || c == '"' || c == '\\'; }

/// The same for any of eight bytes at once: nearly all texts have none.
bool any_needs_escape(const char* eight) {
  constexpr uint64_t kEach = 0x0101010101010101;
  constexpr uint64_t kHigh = 0x80 * kEach;
  uint64_t bytes = 0;
  std::memcpy(&bytes, eight, sizeof bytes);
  // A high bit stays where a byte below 0x80 was less than what is subtracted.
  const auto below = [](uint64_t x, uint64_t limit) { return (x - limit * kEach) & ~x & kHigh; };
  return (below(bytes, 0x20) | below(bytes ^ ('"' * kEach), 1) |
          below(bytes ^ ('\\' * kEach), 1)) != 0;
}

void append_string(std::string& out, std::string_view text) {
  out += '"';
  size_t clean_from = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    while (i + 8 <= text.size() && !any_needs_escape(text.data() + i)) i += 8;
    if (i == text.size()) break;
    const auto c = static_cast<unsigned char>(text[i]);
    if (!needs_escape(c)) continue;
    out.append(text, clean_from, i - clean_from);
    append_escape(out, c);
    clean_from = i + 1;
  }
  out.append(text, clean_from);
  out += '"';
}

/// UTF-16 sorts characters beyond U+FFFF (lead bytes from 0xF0 on) before U+E000 to U+FFFF (0xEE
/// and 0xEF), UTF-8 after them; in all else the two orders agree.
unsigned char utf16_rank(char c) {
  const auto byte = static_cast<unsigned char>(c);
  if (byte >= 0xF0) return static_cast<unsigned char>(byte - 2);
  if (byte >= 0xEE) return static_cast<unsigned char>(byte + 8);
  return byte;
}

bool has_wide_character(const std::string& key) {
  return std::any_of(key.begin(), key.end(),
                     [](char c) { return static_cast<unsigned char>(c) >= 0xF0; });
}

void append_value(std::string& out, const Json& value);

void append_member(std::string& out, const std::string& key, const Json& value) {
  if (out.back() != '{') out += ',';
  append_string(out, key);
  out += ':';
  append_value(out, value);
}

void append_object(std::string& out, const Json::object_t& object) {
  out += '{';
  const bool needs_sorting = std::any_of(object.begin(), object.end(), [](const auto& member) {
    return has_wide_character(member.first);
  });
  if (!needs_sorting) {
    for (const auto& [key, value] : object) append_member(out, key, value);
  } else {
    std::vector<const Json::object_t::value_type*> members;
    for (const auto& member : object) members.push_back(&member);
    std::sort(members.begin(), members.end(),
              [](const auto* a, const auto* b) { return canonical_less(a->first, b->first); });
    for (const auto* member : members) append_member(out, member->first, member->second);
  }
  out += '}';
}

void append_value(std::string& out, const Json& value) {
  switch (value.type()) {
    case Json::value_t::object:
      append_object(out, value.get_ref<const Json::object_t&>());
      break;
    case Json::value_t::array: {
      out += '[';
      const auto& array = value.get_ref<const Json::array_t&>();
      for (size_t i = 0; i < array.size(); ++i) {
        if (i > 0) out += ',';
        append_value(out, array[i]);
      }
      out += ']';
      break;
    }
    case Json::value_t::string:
      append_string(out, value.get_ref<const std::string&>());
      break;
    case Json::value_t::boolean:
      out += value.get<bool>() ? "true" : "false";
      break;
    case Json::value_t::number_integer:
    case Json::value_t::number_unsigned:
    case Json::value_t::number_float:
      append_number(out, value);
      break;
    default:
      out += "null";
  }
}

}  // namespace

void append_canonical(std::string& text, const Json& value) { append_value(text, value); }

void append_quoted(std::string& text, std::string_view string) { append_string(text, string); }

std::string canonical_json(const Json& value) {
  std::string out;
  append_value(out, value);
  return out;
}

bool canonical_less(std::string_view a, std::string_view b) {
  const auto [x, y] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  return y != b.end() && (x == a.end() || utf16_rank(*x) < utf16_rank(*y));
}

}  // namespace datavault
