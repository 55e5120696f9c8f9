#include "core/base/json.h"

#include <cstdint>
#include <iterator>
#include <vector>

#include "core/base/sha256.h"
#include "core/base/text.h"

template class nlohmann::basic_json<>;
template class std::vector<nlohmann::json>;
template class std::map<std::string, nlohmann::json, std::less<>>;

namespace datavault {
namespace {

/// Reads bytes and tells through `read_to` how far reading went, which the SAX interface does not.
class TrackingIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  TrackingIterator(const char* at, const char** read_to) : at_(at), read_to_(read_to) {}
  reference operator*() const { return *at_; }
  TrackingIterator& operator++() {
    *read_to_ = ++at_;
    return *this;
  }
  TrackingIterator operator++(int) {
    TrackingIterator before = *this;
    ++*this;
    return before;
  }
  bool operator==(const TrackingIterator& other) const { return at_ == other.at_; }
  bool operator!=(const TrackingIterator& other) const { return at_ != other.at_; }

 private:
  const char* at_;
  const char** read_to_;
};

/// What the library says, without its own prefix and without what it read last: that may be long,
/// and cut within a character.
std::string reason_of(std::string_view what) {
  const size_t dash = what.find(" - ");
  const size_t bracket = what.find("] ");
  if (dash != std::string_view::npos) {
    what.remove_prefix(dash + 3);
  } else if (bracket != std::string_view::npos) {
    what.remove_prefix(bracket + 2);
  }
  std::string reason(what.substr(0, what.find("; last read: ")));
  const size_t expected = what.rfind("; expected ");
  if (expected != std::string_view::npos && expected >= reason.size())
    reason += what.substr(expected);
  return is_valid_utf8(reason) ? reason : std::string("syntax error");
}

/// Builds the value; stops at the first mistake. Every function is one of the library's SAX events.
class Builder {
 public:
  Builder(std::string_view text, int max_depth)
      : read_to(text.data()), text_(text), max_depth_(max_depth) {}

  bool null() { return add(nullptr); }
  bool boolean(bool value) { return add(value); }
  bool number_integer(int64_t value) { return add(value); }
  bool number_unsigned(uint64_t value) {
    // One type for what fits, so that equal numbers compare equal however they came to be.
    if (value <= static_cast<uint64_t>(INT64_MAX)) return add(static_cast<int64_t>(value));
    return add(value);
  }
  bool number_float(double value, const std::string&) { return add(value); }
  bool string(std::string& value) { return add(std::move(value)); }
  bool binary(Json::binary_t&) { return false; }
  bool start_object(size_t) { return open(Json::object()); }
  bool start_array(size_t) { return open(Json::array()); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }

  bool key(std::string& name) {
    const auto [member, is_new] =
        open_.back()->get_ref<Json::object_t&>().emplace(std::move(name), nullptr);
    slot_ = &member->second;
    if (!is_new) {
      return fail("The key \"" + member->first.substr(0, 100) + "\" stands twice in one object.",
                  start_of_string());
    }
    return true;
  }

  bool parse_error(size_t position, const std::string&, const nlohmann::detail::exception& error) {
    const size_t at = position == 0 ? 0 : std::min(position - 1, text_.size());
    return fail("This is not valid JSON: " + reason_of(error.what()) + ".", at);
  }

  Result<Json> take() {
    if (failed_) return error_;
    return std::move(root_);
  }

  const char* read_to;

 private:
  template <typename T>
  bool add(T&& value) {
    place() = std::forward<T>(value);
    return true;
  }

  /// Where the next value goes.
  Json& place() {
    if (open_.empty()) return root_;
    if (open_.back()->is_object()) return *slot_;
    return open_.back()->get_ref<Json::array_t&>().emplace_back();
  }

  bool open(Json container) {
    if (static_cast<int>(open_.size()) >= max_depth_) {
      return fail("The JSON is nested deeper than " + std::to_string(max_depth_) + " levels.",
                  read_bytes() == 0 ? 0 : read_bytes() - 1);
    }
    Json& value = place();
    value = std::move(container);
    open_.push_back(&value);
    return true;
  }

  bool close() {
    open_.pop_back();
    return true;
  }

  bool fail(std::string message, size_t byte) {
    if (!failed_) error_ = invalid_input(std::move(message), to_text(place_of(text_, byte)));
    failed_ = true;
    return false;
  }

  size_t read_bytes() const { return static_cast<size_t>(read_to - text_.data()); }

  /// The opening quote of the string that was read last.
  size_t start_of_string() const {
    size_t at = text_.rfind('"', read_bytes() - 1);
    for (size_t from = at; from > 0;) {
      from = text_.rfind('"', from - 1);
      if (from == std::string_view::npos) break;
      size_t backslashes = 0;
      while (backslashes < from && text_[from - 1 - backslashes] == '\\') ++backslashes;
      at = from;
      if (backslashes % 2 == 0) break;
    }
    return at;
  }

  std::string_view text_;
  int max_depth_;
  Json root_;
  std::vector<Json*> open_;  // containers from the outermost to the one that is being filled
  Json* slot_ = nullptr;     // the value of the key that was read last
  Error error_;
  bool failed_ = false;
};

}  // namespace

Result<Json> parse_json(std::string_view text, int max_depth) {
  if (const auto invalid = first_invalid_utf8(text)) {
    return invalid_input("This is not valid UTF-8 text.", to_text(place_of(text, *invalid)));
  }
  Builder builder(text, max_depth);
  const char* const begin = text.data();
  Json::sax_parse(TrackingIterator(begin, &builder.read_to),
                  TrackingIterator(begin + text.size(), &builder.read_to), &builder);
  return builder.take();
}

std::optional<int64_t> integer_of(const Json& value) {
  if (!value.is_number_integer()) return std::nullopt;
  const bool is_beyond = value.is_number_unsigned() && value.get<uint64_t>() > INT64_MAX;
  return is_beyond ? std::nullopt : std::optional(value.get<int64_t>());
}

std::string digest_of_json(const Json& value) { return digest_of(canonical_json(value)); }

}  // namespace datavault
