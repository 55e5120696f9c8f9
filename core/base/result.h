#pragma once

#include <cassert>
#include <string>
#include <utility>
#include <variant>

namespace datavault {

/// Why an operation was refused. Errors are values: core never throws.
struct Error {
  enum class Code {
    invalid_input,
    not_found,
    conflict,
    forbidden,
    storage,
    unavailable,  // nothing is wrong with what was asked; it may work later
  };

  Code code = Code::invalid_input;
  std::string message;  // a sentence the user can act on; no paths, no SQL
  std::string where;    // the place: "field E1-6.scope1, formula column 7"; may be empty

  bool operator==(const Error&) const = default;
};

inline Error invalid_input(std::string message, std::string where = {}) {
  return {Error::Code::invalid_input, std::move(message), std::move(where)};
}
inline Error not_found(std::string message, std::string where = {}) {
  return {Error::Code::not_found, std::move(message), std::move(where)};
}
inline Error conflict_error(std::string message, std::string where = {}) {
  return {Error::Code::conflict, std::move(message), std::move(where)};
}
inline Error storage_error(std::string message, std::string where = {}) {
  return {Error::Code::storage, std::move(message), std::move(where)};
}
inline Error unavailable_error(std::string message, std::string where = {}) {
  return {Error::Code::unavailable, std::move(message), std::move(where)};
}

/// A value or the reason why there is none. Reading the side that is not there is a bug (assert).
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  T& value() & { return assert(ok()), std::get<0>(state_); }
  const T& value() const& { return assert(ok()), std::get<0>(state_); }
  T&& value() && { return assert(ok()), std::get<0>(std::move(state_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  Error& error() & { return assert(!ok()), std::get<1>(state_); }
  const Error& error() const& { return assert(!ok()), std::get<1>(state_); }
  Error&& error() && { return assert(!ok()), std::get<1>(std::move(state_)); }

 private:
  std::variant<T, Error> state_;
};

/// Success without a value, or an error.
template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)), ok_(false) {}

  bool ok() const { return ok_; }
  explicit operator bool() const { return ok_; }
  const Error& error() const { return assert(!ok_), error_; }

 private:
  Error error_;
  bool ok_ = true;
};

/// Puts `prefix` before the place of an error: "field X" + "formula column 3".
inline Error within(std::string prefix, Error error) {
  error.where = error.where.empty() ? std::move(prefix) : std::move(prefix) + ", " + error.where;
  return error;
}

}  // namespace datavault
