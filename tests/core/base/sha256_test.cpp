#include "core/base/sha256.h"

#include <string>

#include <doctest/doctest.h>

namespace datavault {

TEST_CASE("sha256_hex: the examples of FIPS 180-2, the standard's digests") {
  struct Row {
    const char* name;
    std::string input;
    const char* expected;
  };
  const Row rows[] = {
      {"empty", "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
      {"one block", "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
      {"two blocks", "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
       "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
      {"a million letters", std::string(1'000'000, 'a'),
       "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(sha256_hex(row.input) == row.expected);
  }
}

TEST_CASE("digest_of: names the algorithm") {
  CHECK(digest_of("abc") ==
        "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("is_digest: the form of a digest, and nothing else") {
  const std::string digest = digest_of("abc");
  CHECK(is_digest(digest));
  std::string upper = digest;
  upper.back() = 'A';
  for (const std::string& text :
       {std::string(), std::string("sha256:"), digest.substr(1), digest + "0", digest + "\"", upper,
        "sha512:" + digest.substr(7), digest.substr(0, 70) + "\"", digest.substr(0, 70) + "\n"}) {
    CAPTURE(text);
    CHECK_FALSE(is_digest(text));
  }
}

}  // namespace datavault
