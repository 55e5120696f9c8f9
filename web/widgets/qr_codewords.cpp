#include "web/widgets/qr_codewords.h"

#include <array>
#include <utility>

namespace datavault::ui {
namespace {

using Bytes = std::vector<uint8_t>;

/// Error correction level M.
struct Version {
  int codewords;        // data and correction
  int blocks;           // that these are in
  int correction;       // codewords of a block
  int alignment, step;  // centres of alignment patterns: 6, then from there in steps; 0: none
};
constexpr std::array<Version, 10> kVersions{{{26, 1, 10, 0, 0},
                                             {44, 1, 16, 18, 0},
                                             {70, 1, 26, 22, 0},
                                             {100, 2, 18, 26, 0},
                                             {134, 2, 24, 30, 0},
                                             {172, 4, 16, 34, 0},
                                             {196, 4, 18, 22, 16},
                                             {242, 4, 22, 24, 18},
                                             {292, 5, 22, 26, 20},
                                             {346, 5, 26, 28, 22}}};

int data_codewords(const Version& version) {
  return version.codewords - version.blocks * version.correction;
}

/// Length of the length: 8 bits up to version 9.
size_t header_bits(int number) { return number <= 9 ? 12 : 20; }

/// From 1; 0: none is large enough.
int smallest_version(size_t bytes) {
  for (int number = 1; number <= static_cast<int>(kVersions.size()); ++number) {
    const auto room =
        static_cast<size_t>(data_codewords(kVersions[static_cast<size_t>(number - 1)]));
    if (header_bits(number) + bytes * 8 <= room * 8) return number;
  }
  return 0;
}

class BitWriter {
 public:
  void add(uint32_t value, size_t bits) {
    for (size_t i = bits; i-- > 0;) {
      if (used_ % 8 == 0) bytes_.push_back(0);
      if ((value >> i & 1) != 0) bytes_.back() |= static_cast<uint8_t>(0x80 >> used_ % 8);
      ++used_;
    }
  }
  Bytes take() && { return std::move(bytes_); }

 private:
  Bytes bytes_;
  size_t used_ = 0;
};

Bytes data_of(std::string_view text, int number) {
  BitWriter bits;
  bits.add(0b0100, 4);  // bytes
  bits.add(static_cast<uint32_t>(text.size()), header_bits(number) - 4);
  for (const char c : text) bits.add(static_cast<unsigned char>(c), 8);
  const auto room = static_cast<size_t>(data_codewords(kVersions[static_cast<size_t>(number - 1)]));
  Bytes data = std::move(bits).take();  // what is left of the last byte is the end mark
  for (uint8_t pad = 0xEC; data.size() < room; pad ^= 0xEC ^ 0x11) data.push_back(pad);
  return data;
}

/// Of the field with 256 elements and the polynomial 0x11D.
uint8_t multiply(uint8_t a, uint8_t b) {
  int product = 0;
  for (int i = 7; i >= 0; --i) {
    product = (product << 1) ^ ((product >> 7) * 0x11D);
    product ^= (b >> i & 1) * a;
  }
  return static_cast<uint8_t>(product);
}

/// Coefficients of the Reed-Solomon generator, without the leading 1.
Bytes generator(int degree) {
  Bytes result(static_cast<size_t>(degree), 0);
  result.back() = 1;
  uint8_t root = 1;
  for (int i = 0; i < degree; ++i) {
    for (size_t j = 0; j < result.size(); ++j) {
      result[j] = multiply(result[j], root);
      if (j + 1 < result.size()) result[j] ^= result[j + 1];
    }
    root = multiply(root, 2);
  }
  return result;
}

Bytes correction_of(const Bytes& block, const Bytes& divisor) {
  Bytes rest(divisor.size(), 0);
  for (const uint8_t byte : block) {
    const auto factor = static_cast<uint8_t>(byte ^ rest.front());
    rest.erase(rest.begin());
    rest.push_back(0);
    for (size_t i = 0; i < rest.size(); ++i) rest[i] ^= multiply(divisor[i], factor);
  }
  return rest;
}

/// All codewords as they are drawn: blocks interleaved, the shorter ones first.
Bytes codewords_of(const Bytes& data, const Version& version) {
  const auto blocks = static_cast<size_t>(version.blocks);
  const size_t shorter = data.size() / blocks, longer = data.size() % blocks;
  const Bytes divisor = generator(version.correction);
  std::vector<Bytes> parts, corrections;
  auto at = data.begin();
  for (size_t i = 0; i < blocks; ++i) {
    const size_t size = shorter + (i + longer >= blocks ? 1 : 0);
    parts.emplace_back(at, at + static_cast<std::ptrdiff_t>(size));
    at += static_cast<std::ptrdiff_t>(size);
    corrections.push_back(correction_of(parts.back(), divisor));
  }
  Bytes all;
  for (size_t i = 0; i <= shorter; ++i) {
    for (const Bytes& part : parts) {
      if (i < part.size()) all.push_back(part[i]);
    }
  }
  for (size_t i = 0; i < divisor.size(); ++i) {
    for (const Bytes& correction : corrections) all.push_back(correction[i]);
  }
  return all;
}

}  // namespace

QrCodewords qr_codewords(std::string_view text) {
  const int number = smallest_version(text.size());
  if (number == 0) return {};
  const Version& version = kVersions[static_cast<size_t>(number - 1)];
  QrCodewords result{number, codewords_of(data_of(text, number), version), {}};
  if (version.alignment != 0) result.alignments = {6, version.alignment};
  if (version.step != 0) result.alignments.push_back(version.alignment + version.step);
  return result;
}

}  // namespace datavault::ui
