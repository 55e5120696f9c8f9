#pragma once

#include <cstddef>
#include <cstdint>

namespace datavault::test {

/// Bytes read as choices, one after another; zeros when they have run out.
class Choices {
 public:
  Choices(const uint8_t* data, size_t size) : at_(data), end_(data + size) {}

  size_t below(size_t count) { return next() % count; }
  bool one_in(size_t count) { return below(count) == 0; }
  bool is_over() const { return at_ == end_; }

 private:
  uint8_t next() { return at_ == end_ ? uint8_t{0} : *at_++; }

  const uint8_t* at_;
  const uint8_t* end_;
};

}  // namespace datavault::test
