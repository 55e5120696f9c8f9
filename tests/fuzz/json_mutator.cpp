// Changes JSON as JSON half of the time: what bytes alone become is mostly no JSON at all. What
// stands before the first line end stays, if a value begins behind it (http_fuzz).
#include <algorithm>
#include <array>
#include <cstring>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"

extern "C" size_t LLVMFuzzerMutate(uint8_t* data, size_t size, size_t max_size);

namespace datavault::test {
namespace {

class JsonMutation {
 public:
  JsonMutation(Json& root, unsigned seed) : random_(seed) { collect(root); }

  void apply() {
    Json& target = any();
    switch (below(6)) {
      case 0:
        target = Json(any());  // a copy first: what is copied may hold the target
        break;
      case 1:
        target = plain();
        break;
      case 2:
        remove_from(target);
        break;
      case 3:
        add_to(target, any());
        break;
      case 4:
        rename_in(target);
        break;
      default:
        vary(target);
    }
  }

 private:
  size_t below(size_t count) { return random_() % count; }
  Json& any() { return *values_[below(values_.size())]; }

  void collect(Json& value) {
    values_.push_back(&value);
    if (value.is_object()) {
      for (const auto& [key, item] : value.items()) keys_.push_back(key);
    }
    if (!value.is_structured()) return;
    for (Json& item : value) collect(item);
  }

  std::string any_key() { return keys_.empty() ? "key" : keys_[below(keys_.size())]; }

  Json plain() {
    static const std::array<Json, 17> kValues{nullptr,
                                              true,
                                              false,
                                              0,
                                              1,
                                              -1,
                                              2,
                                              100,
                                              1.5,
                                              INT64_MAX,
                                              INT64_MIN,
                                              UINT64_MAX,
                                              1e300,
                                              "",
                                              Json::array(),
                                              Json::object(),
                                              "\u00e9x"};
    return kValues[below(kValues.size())];
  }

  void remove_from(Json& target) {
    if (!target.is_structured() || target.empty()) return;
    target.erase(std::next(target.begin(), static_cast<ptrdiff_t>(below(target.size()))));
  }

  void add_to(Json& target, Json value) {
    if (target.is_array()) {
      target.insert(target.begin() + static_cast<ptrdiff_t>(below(target.size() + 1)), value);
    } else if (target.is_object()) {
      target[any_key()] = std::move(value);
    }
  }

  void rename_in(Json& target) {
    if (!target.is_object() || target.empty()) return;
    const auto member = std::next(target.begin(), static_cast<ptrdiff_t>(below(target.size())));
    Json value = *member;
    target.erase(member);
    target[any_key()] = std::move(value);
  }

  void vary(Json& target) {
    if (target.is_number_integer()) {
      target = static_cast<int64_t>(target.get<uint64_t>() + below(5) - 2);
    } else if (target.is_string()) {
      std::string text = target.get<std::string>();
      const size_t size = text.size();
      text.resize(size + 16);
      text.resize(LLVMFuzzerMutate(reinterpret_cast<uint8_t*>(text.data()), size, text.size()));
      target = text;
    } else {
      target = plain();
    }
  }

  std::minstd_rand random_;
  std::vector<Json*> values_;
  std::vector<std::string> keys_;
};

size_t begin_of_json(std::string_view text) {
  const size_t line_end = text.find('\n');
  const bool is_behind =
      line_end < text.size() - 1 && (text[line_end + 1] == '{' || text[line_end + 1] == '[');
  return is_behind ? line_end + 1 : 0;
}

/// Empty where there is no JSON.
std::string mutated(std::string_view text, unsigned seed) {
  if (text.empty()) return {};
  const size_t begin = begin_of_json(text);
  Json json = Json::parse(text.substr(begin), nullptr, false);
  if (json.is_discarded()) return {};
  JsonMutation(json, seed).apply();
  return std::string(text.substr(0, begin)) +
         json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace
}  // namespace datavault::test

extern "C" size_t LLVMFuzzerCustomMutator(uint8_t* data, size_t size, size_t max_size,
                                          unsigned seed) {
  if (seed % 2 == 0) return LLVMFuzzerMutate(data, size, max_size);
  const std::string result =
      datavault::test::mutated({reinterpret_cast<const char*>(data), size}, seed / 2);
  if (result.empty() || result.size() > max_size) return LLVMFuzzerMutate(data, size, max_size);
  std::memcpy(data, result.data(), result.size());
  return result.size();
}
