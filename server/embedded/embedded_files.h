#pragma once

#include <span>
#include <string_view>

namespace datavault {

/// One file inside the binary.
///
/// Shape: `path` is relative ("index.html", "frameworks/ghg.json"); `etag` is quoted as HTTP wants
/// it
///        and follows the content; `brotli` is empty where compressing saves nothing.
///        All of it lives as long as the process.
struct EmbeddedFile {
  std::string_view path;
  std::string_view content_type;
  std::string_view etag;
  std::span<const unsigned char> raw;
  std::span<const unsigned char> brotli;

  std::string_view text() const { return {reinterpret_cast<const char*>(raw.data()), raw.size()}; }
};

/// The web client: what GET / and below serve. Sorted by path.
std::span<const EmbeddedFile> embedded_web();

/// Framework documents, units, templates and demo data from assets/. Sorted by path.
std::span<const EmbeddedFile> embedded_assets();

/// The file of that path, or nullptr.
const EmbeddedFile* find_embedded(std::span<const EmbeddedFile> files, std::string_view path);

}  // namespace datavault
