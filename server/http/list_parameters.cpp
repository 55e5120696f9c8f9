#include "server/http/list_parameters.h"

#include <charconv>

namespace datavault::http {
namespace {

constexpr int64_t kMostRows = 1000;
constexpr size_t kLongestFilter = 1000;

std::string hex(std::string_view bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  for (const char c : bytes) {
    text += kDigits[static_cast<unsigned char>(c) >> 4];
    text += kDigits[static_cast<unsigned char>(c) & 15];
  }
  return text;
}

std::string unhex(std::string_view text) {
  std::string bytes;
  for (size_t i = 0; i + 1 < text.size(); i += 2) {
    int byte = 0;
    if (std::from_chars(text.data() + i, text.data() + i + 2, byte, 16).ec != std::errc())
      return {};
    bytes += static_cast<char>(byte);
  }
  return bytes;
}

Result<store::PageMark> mark_from(const std::string& cursor) {
  const auto json = parse_json(unhex(cursor));
  if (json && json->is_array() && json->size() == 2 && (*json)[0].is_string() &&
      (*json)[1].is_number_integer()) {
    return store::PageMark{(*json)[0].get<std::string>(), (*json)[1].get<int64_t>()};
  }
  return invalid_input("This cursor is not one that a list gave.", "cursor");
}

Result<int64_t> limit_of(const std::map<std::string, std::string>& query) {
  auto limit = number_of(query, "limit");
  if (!limit) return limit.error();
  if (!*limit) return kMostRows;
  if (**limit >= 1 && **limit <= kMostRows) return **limit;
  return invalid_input("The limit is 1 to 1000.", "limit");
}

}  // namespace

Result<std::optional<int64_t>> number_of(const std::map<std::string, std::string>& query,
                                         const std::string& name) {
  const auto found = query.find(name);
  if (found == query.end() || found->second.empty()) return std::optional<int64_t>();
  const std::string& text = found->second;
  int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) {
    return invalid_input("'" + name + "' must be a whole number.", name);
  }
  return std::optional<int64_t>(number);
}

Result<store::PageRequest> page_request_from(const std::map<std::string, std::string>& query) {
  store::PageRequest request;
  auto limit = limit_of(query);
  if (!limit) return limit.error();
  request.limit = *limit;
  for (const auto& [name, value] : query) {
    if (name == "limit" || value.empty()) continue;
    if (value.size() > kLongestFilter) {
      return invalid_input("What a list is asked for has at most 1,000 bytes.", name);
    }
    if (name == "sort") {
      request.descending = value.front() == '-';
      request.sort = value.substr(request.descending ? 1 : 0);
    } else if (name == "search") {
      request.search = value;
    } else if (name == "cursor") {
      auto mark = mark_from(value);
      if (!mark) return mark.error();
      request.after = *mark;
    } else {
      request.filters[name] = value;
    }
  }
  return request;
}

Json cursor_to_json(const std::optional<store::PageMark>& mark) {
  if (!mark) return nullptr;
  return hex(
      Json::array({mark->value, mark->id}).dump(-1, ' ', true, Json::error_handler_t::replace));
}

Result<OffsetPage> offset_page_from(const std::map<std::string, std::string>& query) {
  auto limit = limit_of(query);
  if (!limit) return limit.error();
  auto offset = number_of(query, "cursor");
  if (!offset) return offset.error();
  if (offset->value_or(0) < 0)
    return invalid_input("This cursor is not one that a list gave.", "cursor");
  return OffsetPage{offset->value_or(0), *limit};
}

}  // namespace datavault::http
