#pragma once

#include <random>
#include <string>
#include <vector>

#include "core/base/json.h"

namespace datavault::test {

/// Random values that fit JSON Schemas as openapi.json uses them, and others that nearly do.
class SchemaValues {
 public:
  /// `document`: what "$ref"s refer to.
  SchemaValues(const Json& document, uint32_t seed) : document_(document), random_(seed) {}

  Json fitting(const Json& schema) { return value(schema, 0); }

  /// `fitting` with one thing wrong: a type, a missing key, an unlisted word, a number or a length
  /// out of bounds. Null where nothing can be wrong.
  Json spoilt(const Json& schema);

 private:
  Json value(const Json& schema, int depth);
  Json value_of_type(const std::string& type, const Json& schema, int depth);
  Json object(const Json& schema, int depth);
  Json array(const Json& schema, int depth);
  std::string text(const Json& schema);
  int64_t integer(const Json& schema);
  /// All that is wrong with nothing below the top of the value.
  std::vector<Json> wrong_tops(const Json& schema, const Json& good);
  bool spoil(const Json& schema, Json& good, int depth);
  const Json& resolved(const Json& schema) const;
  size_t any(size_t below) { return random_() % below; }

  const Json& document_;
  std::mt19937 random_;
};

}  // namespace datavault::test
