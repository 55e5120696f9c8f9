#include "server/jobs/process_lock.h"

#include <fcntl.h>
#include <unistd.h>

#include <charconv>
#include <optional>

#include "server/security/tokens.h"

namespace datavault::jobs {
namespace {

constexpr int kAttempts = 8;

struct flock one_byte(int64_t at, short type) {
  struct flock lock {};
  lock.l_type = type;
  lock.l_whence = SEEK_SET;
  lock.l_start = at;
  lock.l_len = 1;
  return lock;
}

std::optional<int64_t> byte_of(std::string_view name) {
  int64_t at = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), at, 16);
  if (error != std::errc() || end != name.data() + name.size() || at < 0) return std::nullopt;
  return at;
}

/// 40 random bits: two processes do not meet, and if they do, the lock says so.
std::string random_name() {
  static constexpr char kDigits[] = "0123456789abcdef";
  const std::string token = random_token();
  std::string name = "1";
  for (size_t i = 0; i < 10; ++i) name += kDigits[static_cast<unsigned char>(token[i]) % 16];
  return name;
}

}  // namespace

ProcessLock::ProcessLock(const std::string& path)
    : file_(open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)), name_(random_name()) {
  for (int attempt = 0; file_ >= 0 && !is_locked_ && attempt < kAttempts; ++attempt) {
    name_ = random_name();
    auto lock = one_byte(byte_of(name_).value_or(0), F_WRLCK);
    is_locked_ = fcntl(file_, F_OFD_SETLK, &lock) == 0;
  }
}

ProcessLock::~ProcessLock() {
  if (file_ >= 0) close(file_);
}

bool ProcessLock::is_any_held(const std::string& path) {
  const int file = open(path.c_str(), O_RDWR | O_CLOEXEC);
  if (file < 0) return false;
  auto lock = one_byte(0, F_WRLCK);
  lock.l_len = 0;  // to the end of all files
  const bool is_told = fcntl(file, F_OFD_GETLK, &lock) == 0;
  close(file);
  return is_told && lock.l_type != F_UNLCK;
}

ProcessLock::Life ProcessLock::life_of(std::string_view name) const {
  if (name == name_) return Life::alive;
  const auto at = byte_of(name);
  if (!is_locked_ || !at) return Life::unknown;
  auto lock = one_byte(*at, F_WRLCK);
  if (fcntl(file_, F_OFD_GETLK, &lock) != 0) return Life::unknown;
  return lock.l_type == F_UNLCK ? Life::dead : Life::alive;
}

}  // namespace datavault::jobs
