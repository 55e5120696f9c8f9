#include "core/base/json.h"

#include <cmath>
#include <cstring>
#include <limits>
#include <string>

#include <doctest/doctest.h>

#include "tests/support/shared_data.h"

using namespace datavault;

namespace {

std::string canonical_of(const std::string& text) {
  const auto json = parse_json(text);
  REQUIRE_MESSAGE(json.ok(), text);
  return canonical_json(*json);
}

/// A fixed linear congruential generator (Knuth's MMIX): the same texts on every target.
struct Lcg {
  uint64_t state = 1;
  uint32_t next() {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<uint32_t>(state >> 33);
  }
  uint32_t below(uint32_t n) { return next() % n; }
};

double double_of_bits(uint64_t bits) {
  double value = 0;
  std::memcpy(&value, &bits, sizeof(value));
  return value;
}

Json random_json(Lcg& random, int depth) {
  switch (random.below(depth > 0 ? 7 : 5)) {
    case 0:
      return nullptr;
    case 1:
      return random.below(2) == 1;
    case 2:
      return static_cast<int64_t>(random.next()) - 1000000000;
    case 3:
      return std::string(random.below(4), static_cast<char>('"' + random.below(90)));
    case 4:
      return "\u00e9\u4e2d\U0001F600\n\\\x01";
    case 5: {
      Json array = Json::array();
      for (uint32_t i = random.below(4); i > 0; --i)
        array.push_back(random_json(random, depth - 1));
      return array;
    }
    default: {
      Json object = Json::object();
      for (uint32_t i = random.below(4); i > 0; --i)
        object["k" + std::to_string(random.below(9))] = random_json(random, depth - 1);
      return object;
    }
  }
}

}  // namespace

TEST_CASE("parse_json: good texts, their values") {
  CHECK(parse_json("null")->is_null());
  CHECK(*parse_json(" [1, -2, true, \"a\\u00e9\\ud83d\\ude00\"] ") ==
        Json::array({1, -2, true, "a\u00e9\U0001F600"}));
  CHECK(*parse_json("\ufeff{\"a\": {\"b\": []}, \"c\": {}}") ==
        Json{{"a", {{"b", Json::array()}}}, {"c", Json::object()}});
  CHECK(parse_json("7")->type() == Json(7).type());
  CHECK(parse_json("18446744073709551615")->get<uint64_t>() == UINT64_MAX);
  CHECK(*parse_json("{\"a\": {\"x\": 1}, \"b\": {\"x\": 2}, \"c\": [{\"x\": 3}, {\"x\": 4}]}") ==
        Json{{"a", {{"x", 1}}}, {"b", {{"x", 2}}}, {"c", {{{"x", 3}}, {{"x", 4}}}}});
}

TEST_CASE("parse_json: bad texts, errors with their place") {
  struct Row {
    const char* name;
    std::string text;
    const char* where;
    const char* message;  // a part of it
  };
  const Row rows[] = {
      {"nothing", "", "line 1, column 1", "unexpected end of input"},
      {"cut off", "{\"a\": [1, 2", "line 1, column 12", "unexpected end of input"},
      {"no comma", "{\"a\": 1\n \"b\": 2}", "line 2, column 4", "expected '}'"},
      {"trailing comma", "[1,\n2,\n]", "line 3, column 1", "unexpected ']'"},
      {"two texts", "{} {}", "line 1, column 4", "expected end of input"},
      {"bare word", "{\"a\": yes}", "line 1, column 7", "invalid literal"},
      {"single quotes", "{'a': 1}", "line 1, column 2", "invalid literal"},
      {"a letter after wide ones", "\"\u4e2d\u4e2d\" x", "line 1, column 6", "invalid literal"},
      {"raw newline in a string", "\"a\nb\"", "line 1, column 3", "control character"},
      {"half a surrogate pair", "\"\\ud83d\"", "line 1, column 8", "surrogate"},
      {"comment", "// no\n1", "line 1, column 1", "invalid literal"},
      {"not a number", "[NaN]", "line 1, column 2", "invalid literal"},
      {"too large a number", "[1e400]", "line 1, column 6", "number overflow"},
      {"leading zero", "[01]", "line 1, column 3", "unexpected number literal"},
      {"key twice", "{\"a\": 1,\n  \"a\": 2}", "line 2, column 3", "\"a\" stands twice"},
      {"key twice, written apart", "{\"a\": 1, \"\\u0061\": 2}", "line 1, column 10",
       "\"a\" stands twice"},
      {"key with quotes twice", "{\"q\\\"\\\\\": 1, \"q\\\"\\\\\": 2}", "line 1, column 14",
       "stands twice"},
      {"key twice deep down", "[{\"x\": {\"b\": 0, \"b\": 1}}]", "line 1, column 17",
       "stands twice"},
      {"not UTF-8", "{\"a\": \"\xC3\"}", "line 1, column 8", "not valid UTF-8"},
      {"overlong UTF-8", "\"\xC0\x80\"", "line 1, column 2", "not valid UTF-8"},
      {"surrogate in UTF-8", "\"\xED\xA0\x80\"", "line 1, column 2", "not valid UTF-8"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const auto result = parse_json(row.text);
    REQUIRE(!result.ok());
    CHECK(result.error().code == Error::Code::invalid_input);
    CHECK(result.error().where == row.where);
    CHECK_MESSAGE(result.error().message.find(row.message) != std::string::npos,
                  result.error().message);
  }
}

TEST_CASE("parse_json: nesting, refused one level beyond the limit") {
  const auto nested = [](size_t n) { return std::string(n, '[') + std::string(n, ']'); };
  CHECK(parse_json(nested(64)).ok());
  const auto result = parse_json(nested(65));
  REQUIRE(!result.ok());
  CHECK(result.error().where == "line 1, column 65");
  CHECK(!parse_json(std::string(1000000, '[')).ok());
  CHECK(parse_json("{\"a\":[1]}", 2).ok());
  CHECK(!parse_json("{\"a\":[{}]}", 2).ok());
}

TEST_CASE("parse_json: an error never quotes half a character or a long text") {
  const auto result = parse_json("{\"a\": \u4e2d" + std::string(100000, 'x'));
  REQUIRE(!result.ok());
  CHECK(result.error().message.size() < 300);
  CHECK(!Json(result.error().message).dump().empty());
}

TEST_CASE("canonical_json: RFC 8785's vectors, the same bytes") {
  for (const char* name : {"arrays", "french", "structures", "unicode", "values", "weird"}) {
    CAPTURE(name);
    const auto input = test::shared_file(std::string("rfc8785/input/") + name + ".json");
    if (!input) return;
    const std::string output = *test::shared_file(std::string("rfc8785/output/") + name + ".json");
    const std::string hex = *test::shared_file(std::string("rfc8785/outhex/") + name + ".txt");
    const std::string canonical = canonical_of(*input);
    CHECK(canonical == output);
    std::string canonical_hex;
    for (const unsigned char c : canonical) {
      constexpr char kHex[] = "0123456789abcdef";
      canonical_hex += kHex[c >> 4];
      canonical_hex += kHex[c & 15];
    }
    std::string expected_hex;
    for (const char c : hex)
      if (c > ' ') expected_hex += c;
    CHECK(canonical_hex == expected_hex);
  }
}

TEST_CASE("canonical_json: numbers, as ECMAScript prints them") {
  struct Row {
    uint64_t bits;
    const char* text;
  };
  // RFC 8785, appendix B, and values where rounding down would miss.
  const Row rows[] = {
      {0x0000000000000000, "0"},
      {0x8000000000000000, "0"},
      {0x0000000000000001, "5e-324"},
      {0x8000000000000001, "-5e-324"},
      {0x7fefffffffffffff, "1.7976931348623157e+308"},
      {0xffefffffffffffff, "-1.7976931348623157e+308"},
      {0x4340000000000000, "9007199254740992"},
      {0xc340000000000000, "-9007199254740992"},
      {0x4430000000000000, "295147905179352830000"},
      {0x44b52d02c7e14af5, "9.999999999999997e+22"},
      {0x44b52d02c7e14af6, "1e+23"},
      {0x44b52d02c7e14af7, "1.0000000000000001e+23"},
      {0x444b1ae4d6e2ef4e, "999999999999999700000"},
      {0x444b1ae4d6e2ef4f, "999999999999999900000"},
      {0x444b1ae4d6e2ef50, "1e+21"},
      {0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7"},
      {0x3eb0c6f7a0b5ed8d, "0.000001"},
      {0x41b3de4355555553, "333333333.3333332"},
      {0x41b3de4355555554, "333333333.33333325"},
      {0x41b3de4355555555, "333333333.3333333"},
      {0x41b3de4355555556, "333333333.3333334"},
      {0x41b3de4355555557, "333333333.33333343"},
      {0xbecbf647612f3696, "-0.0000033333333333333333"},
      {0x43143ff3c1cb0959, "1424953923781206.2"},
      {0x3d30000000000000, "5.684341886080802e-14"},
  };
  for (const Row& row : rows) CHECK(canonical_json(double_of_bits(row.bits)) == row.text);
  CHECK(canonical_of("[1, 1.0, 10e2, 0.5, -0.0, 1e-7, 123456789012345678]") ==
        "[1,1,1000,0.5,0,1e-7,123456789012345680]");
}

TEST_CASE("canonical_json: random doubles, read back to the same bits") {
  Lcg random;
  for (int i = 0; i < 3000; ++i) {
    const double value = double_of_bits(static_cast<uint64_t>(random.next()) << 33 ^
                                        static_cast<uint64_t>(random.next()) << 11 ^ random.next());
    if (!std::isfinite(value)) continue;
    const std::string text = canonical_json(value);
    CAPTURE(text);
    CHECK(std::strtod(text.c_str(), nullptr) == value);
  }
}

TEST_CASE("canonical_json: keys, sorted by UTF-16 code units") {
  // U+1F600 is the surrogate pair D83D DE00 and comes before U+E000 and U+FB33.
  CHECK(canonical_json(
            Json{{"\ufb33", 1}, {"\U0001F600", 2}, {"\u00f6", 3}, {"1", 4}, {"\ue000", 5}}) ==
        "{\"1\":4,\"\u00f6\":3,\"\U0001F600\":2,\"\ue000\":5,\"\ufb33\":1}");
}

TEST_CASE("canonical_json: random values, parsing gives the same value and the same text") {
  Lcg random{42};
  for (int i = 0; i < 2000; ++i) {
    const Json value = random_json(random, 4);
    const std::string text = canonical_json(value);
    CAPTURE(text);
    const auto again = parse_json(text);
    REQUIRE(again.ok());
    CHECK(*again == value);
    CHECK(canonical_json(*again) == text);
    CHECK(*parse_json(value.dump(2)) == value);
  }
}

TEST_CASE("parse_json: damaged texts, an error or a value but never more") {
  Lcg random{7};
  const std::string good =
      R"({"a": [1, 2.5e3, "x\u00e9\n"], "b": {"c": null, "d": [true, false]}})";
  int refused = 0;
  for (int i = 0; i < 5000; ++i) {
    std::string text = good;
    for (uint32_t edits = 1 + random.below(3); edits > 0; --edits) {
      const size_t at = random.below(static_cast<uint32_t>(text.size()));
      switch (random.below(3)) {
        case 0:
          text.erase(at, 1 + random.below(4));
          break;
        case 1:
          text[at] = static_cast<char>(random.below(256));
          break;
        default:
          text.insert(at, 1, "{}[]\",:\\0e-"[random.below(11)]);
      }
      if (text.empty()) text = "x";
    }
    const auto result = parse_json(text);
    if (result.ok()) {
      CHECK(parse_json(canonical_json(*result)).ok());
    } else {
      ++refused;
      CHECK(result.error().where.starts_with("line "));
    }
  }
  CHECK(refused > 2500);
}

TEST_CASE("integer_of: whole numbers that int64 holds, nothing else") {
  struct Case {
    const char* text;
    std::optional<int64_t> expected;
  };
  const Case cases[] = {{"0", 0},
                        {"-7", -7},
                        {"9223372036854775807", INT64_MAX},
                        {"-9223372036854775808", INT64_MIN},
                        {"9223372036854775808", std::nullopt},
                        {"18446744073709551615", std::nullopt},
                        {"1.0", std::nullopt},
                        {"\"1\"", std::nullopt},
                        {"null", std::nullopt}};
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(integer_of(*parse_json(c.text)) == c.expected);
  }
  CHECK(integer_of(Json(uint64_t{7})) == 7);
}

TEST_CASE("digest_of_json: white space and order of keys do not matter") {
  CHECK(digest_of_json(*parse_json("{\"b\": 1, \"a\": [ ]}")) ==
        digest_of_json(*parse_json("{\"a\":[],\"b\":1}")));
  // printf '{}' | sha256sum
  CHECK(digest_of_json(Json::object()) ==
        "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
}
