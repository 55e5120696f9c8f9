#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace datavault::jobs {

/// Proof that this process lives, which ends with the process at the moment it dies: a lock on one
/// byte of a file beside the database. The byte's number is the process's name.
class ProcessLock {
 public:
  enum class Life { alive, dead, unknown };

  /// Where the file cannot be had or locked, `life_of` says unknown.
  explicit ProcessLock(const std::string& path);
  ~ProcessLock();
  ProcessLock(const ProcessLock&) = delete;
  ProcessLock& operator=(const ProcessLock&) = delete;

  /// Whether any process holds a byte of the file; false when there is none.
  static bool is_any_held(const std::string& path);

  const std::string& name() const { return name_; }
  /// Of the process with that name.
  Life life_of(std::string_view name) const;

 private:
  int file_ = -1;
  bool is_locked_ = false;
  std::string name_;
};

}  // namespace datavault::jobs
