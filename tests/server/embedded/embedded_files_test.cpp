#include "server/embedded/embedded_files.h"

#include <string>

#include <doctest/doctest.h>

#include "core/base/sha256.h"

namespace datavault {

TEST_CASE("embedded_files: the client has a page to start with") {
  const EmbeddedFile* page = find_embedded(embedded_web(), "index.html");
  REQUIRE(page != nullptr);
  CHECK(page->content_type == "text/html; charset=utf-8");
  CHECK(page->text().find("<!doctype html>") == 0);
}

TEST_CASE("embedded_files: an entity tag follows the content") {
  for (const EmbeddedFile& file : embedded_web()) {
    CAPTURE(file.path);
    CHECK(file.etag == '"' + sha256_hex(file.text()).substr(0, 32) + '"');
  }
}

TEST_CASE("embedded_files: an unknown path is not found") {
  CHECK(find_embedded(embedded_web(), "../index.html") == nullptr);
  CHECK(find_embedded(embedded_assets(), "") == nullptr);
}

}  // namespace datavault
