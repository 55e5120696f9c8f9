#pragma once

#include <cstdio>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>

#include <doctest/doctest.h>

namespace datavault::test {

/// A whole file, or nothing when it cannot be read.
inline std::optional<std::string> read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
}

/// A file of this repository, named from its root. A missing one fails the test.
inline std::string source_file(const std::string& path) {
  const auto content = read_file(std::string(DATAVAULT_SOURCE_DIR "/") + path);
  REQUIRE_MESSAGE(content, "missing file of the repository: " << path);
  return *content;
}

/// Path of a file of the shared data sets, e.g. shared_path("rfc8785/input/weird.json").
inline std::string shared_path(const std::string& path) {
  return std::string(DATAVAULT_SHARED_DATA_DIR "/") + path;
}

/// A file of the shared data sets. They are not part of the repository: where the whole folder is
/// absent, says SKIPPED on standard output and returns nothing; where only this file is, fails.
///
///     const auto csv = shared_file("esrs-set1/esrs_set1_fields.csv");
///     if (!csv) return;
inline std::optional<std::string> shared_file(const std::string& path) {
  if (!read_file(shared_path("README.md"))) {
    std::printf("SKIPPED (no shared data sets here): needs %s\n", path.c_str());
    return std::nullopt;
  }
  auto content = read_file(shared_path(path));
  REQUIRE_MESSAGE(content, "missing in the shared data sets: " << path);
  return content;
}

}  // namespace datavault::test
