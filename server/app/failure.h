#pragma once

#include <string>
#include <utility>
#include <variant>

#include "core/base/json.h"
#include "core/base/result.h"

namespace datavault {

/// Why a service refused: core's error, with what programs on the other side go by.
struct Failure {
  Failure(Error from) : error(std::move(from)) {}  // NOLINT: errors turn into failures everywhere
  Failure(Error from, std::string stable_code, Json more = nullptr)
      : error(std::move(from)), code(std::move(stable_code)), details(std::move(more)) {}

  Error error;
  std::string code;  // stable, "plan_stale"; empty: follows from error.code
  Json details;      // null: none
};

/// What a service answers: a value or a failure.
template <typename T>
class [[nodiscard]] Reply {
 public:
  Reply(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Reply(Failure failure) : state_(std::in_place_index<1>, std::move(failure)) {}
  Reply(Error error) : state_(std::in_place_index<1>, std::move(error)) {}
  Reply(Result<T> result)
      : state_(result.ok() ? State(std::in_place_index<0>, std::move(result).value())
                           : State(std::in_place_index<1>, std::move(result).error())) {}

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
  const Failure& failure() const { return assert(!ok()), std::get<1>(state_); }

 private:
  using State = std::variant<T, Failure>;
  State state_;
};

/// For services that only succeed or fail.
struct Done {};

}  // namespace datavault
