#include "server/http/route.h"

#include <charconv>

namespace datavault::http {
namespace {

std::string_view take_segment(std::string_view& path) {
  if (!path.empty() && path.front() == '/') path.remove_prefix(1);
  const std::string_view segment = path.substr(0, path.find('/'));
  path.remove_prefix(segment.size());
  return segment;
}

std::optional<int64_t> id_of(std::string_view text) {
  int64_t id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (error != std::errc() || end != text.data() + text.size() || id < 0) return std::nullopt;
  return id;
}

}  // namespace

const std::string& HttpRequest::header(const std::string& name) const {
  static const std::string kNone;
  const auto found = headers.find(name);
  return found == headers.end() ? kNone : found->second;
}

std::optional<std::map<std::string, int64_t>> match_path(std::string_view pattern,
                                                         std::string_view path) {
  std::map<std::string, int64_t> ids;
  while (!pattern.empty() && !path.empty()) {
    const std::string_view expected = take_segment(pattern);
    const std::string_view segment = take_segment(path);
    if (expected.starts_with('{')) {
      const auto id = id_of(segment);
      if (!id) return std::nullopt;
      ids[std::string(expected.substr(1, expected.size() - 2))] = *id;
    } else if (expected != segment) {
      return std::nullopt;
    }
  }
  if (!pattern.empty() || !path.empty()) return std::nullopt;
  return ids;
}

std::string_view scope_of(const Route& route) {
  if (route.method == "GET") return "read";
  // These only compute.
  if (route.action == "sync.preview" || route.action == "sync.impact") return "read";
  const std::string_view area = route.action.substr(0, route.action.find('.'));
  if (area == "framework") return "frameworks:write";
  if (area == "company") return "companies:write";
  if (area == "sync" || area == "template") return "sync:write";
  if (area == "tenant") return "tenant:write";
  return {};
}

}  // namespace datavault::http
