#pragma once

namespace datavault {

// How tightly operators bind; operands bind tightest.
inline constexpr int kComparison = 1;
inline constexpr int kSum = 2;
inline constexpr int kProduct = 3;
inline constexpr int kSign = 4;
inline constexpr int kOperand = 5;

}  // namespace datavault
