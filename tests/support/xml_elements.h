#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

namespace datavault::test {

/// A start tag with its attributes.
struct XmlElement {
  std::string name;
  std::map<std::string, std::string> attributes;
};

namespace xml {

inline constexpr std::string_view kSpace = " \t\r\n";

inline std::string utf8(unsigned long code) {
  const auto tail = [&](int shift) { return static_cast<char>(0x80 | ((code >> shift) & 0x3F)); };
  if (code < 0x80) return {static_cast<char>(code)};
  if (code < 0x800) return {static_cast<char>(0xC0 | (code >> 6)), tail(0)};
  if (code < 0x10000) return {static_cast<char>(0xE0 | (code >> 12)), tail(6), tail(0)};
  return {static_cast<char>(0xF0 | (code >> 18)), tail(12), tail(6), tail(0)};
}

inline std::string text_of_entity(const std::string& name) {
  static const std::map<std::string, std::string> kNamed = {
      {"amp", "&"}, {"lt", "<"}, {"gt", ">"}, {"quot", "\""}, {"apos", "'"}};
  if (name.starts_with("#x")) return utf8(std::stoul(name.substr(2), nullptr, 16));
  if (name.starts_with("#")) return utf8(std::stoul(name.substr(1)));
  REQUIRE_MESSAGE(kNamed.contains(name), "unknown entity " << name);
  return kNamed.at(name);
}

inline std::string unescaped(std::string_view text) {
  std::string result;
  for (size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '&') {
      result += text[at];
      continue;
    }
    const size_t end = text.find(';', at);
    REQUIRE_MESSAGE(end != text.npos, "entity without an end: " << text);
    result += text_of_entity(std::string(text.substr(at + 1, end - at - 1)));
    at = end;
  }
  return result;
}

inline XmlElement element_from(std::string_view tag) {
  XmlElement element{std::string(tag.substr(0, tag.find_first_of(" \t\r\n/"))), {}};
  for (size_t at = element.name.size();;) {
    at = tag.find_first_not_of(kSpace, at);
    if (at == tag.npos || tag[at] == '/') return element;
    const size_t equals = tag.find('=', at);
    const size_t open = tag.find_first_of("\"'", equals);
    REQUIRE_MESSAGE(open < tag.size(), "attribute without a value: " << tag);
    const size_t close = tag.find(tag[open], open + 1);
    REQUIRE_MESSAGE(close < tag.size(), "value without an end: " << tag);
    std::string_view name = tag.substr(at, equals - at);
    name = name.substr(0, name.find_last_not_of(kSpace) + 1);
    element.attributes[std::string(name)] = unescaped(tag.substr(open + 1, close - open - 1));
    at = close + 1;
  }
}

/// Where the tag ends: '>' may stand in a value.
inline size_t end_of_tag(std::string_view text, size_t at) {
  char quote = '\0';
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (quote == '\0' && c == '>') return at;
    if (quote == '\0' && (c == '"' || c == '\'')) {
      quote = c;
    } else if (c == quote) {
      quote = '\0';
    }
  }
  FAIL("tag without an end");
  return at;
}

}  // namespace xml

/// All start tags in the order of the text. Comments, end tags and declarations are skipped; text
/// between tags is not kept, CDATA is not known. Enough for test data that is all attributes.
inline std::vector<XmlElement> xml_elements(std::string_view text) {
  std::vector<XmlElement> elements;
  for (size_t at = text.find('<'); at != text.npos; at = text.find('<', at)) {
    if (text.substr(at, 4) == "<!--") {
      at = text.find("-->", at);
      REQUIRE_MESSAGE(at != text.npos, "comment without an end");
      continue;
    }
    const size_t end = xml::end_of_tag(text, at);
    const std::string_view tag = text.substr(at + 1, end - at - 1);
    if (tag.find_first_of("/!?") != 0) elements.push_back(xml::element_from(tag));
    at = end;
  }
  return elements;
}

}  // namespace datavault::test
