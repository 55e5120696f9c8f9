#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace datavault {

/// A fixed generator: the same numbers on every target.
class Lcg {
 public:
  explicit Lcg(uint64_t seed) : state_(seed) {}

  uint32_t next() {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return static_cast<uint32_t>(state_ >> 33);
  }
  uint32_t below(size_t limit) { return next() % static_cast<uint32_t>(limit); }

 private:
  uint64_t state_;
};

/// What a formula means, written a second time as the language says it: a plain tree, walked
/// recursively and lazily. `text` writes out every parenthesis.
struct OracleTree {
  std::string op;  // "num", "var", "neg", an operator or a function name
  double number = 0;
  size_t variable = 0;
  std::vector<OracleTree> parts;

  std::string text() const;
};

struct OracleValue {
  enum class State { number, missing, error };
  State state = State::number;
  double number = 0;
  std::string missing;
};

inline const std::vector<std::string> kOracleVariables = {"A", "B", "c.d", "E_1"};
using OracleInputs = std::vector<std::optional<double>>;

OracleTree random_tree(Lcg& random, int depth);
OracleValue evaluate_oracle(const OracleTree& tree, const OracleInputs& inputs);

}  // namespace datavault
