#pragma once

#include <cstdint>
#include <string>

namespace datavault {

/// What time it is; tests set their own.
class Clock {
 public:
  virtual ~Clock() = default;
  /// Milliseconds since 1970-01-01T00:00:00Z.
  virtual int64_t now_millis() const = 0;
  /// Milliseconds since some instant, the same for all of a process's life; never set back.
  virtual int64_t monotonic_millis() const;
};

class SystemClock : public Clock {
 public:
  int64_t now_millis() const override;
};

/// "2025-03-01T12:00:00.123Z": sorts as text as it does in time.
std::string iso_time(int64_t millis);
inline std::string iso_now(const Clock& clock) { return iso_time(clock.now_millis()); }

/// Back from iso_time's form; 0 when it is not one.
int64_t millis_from_iso(const std::string& text);

}  // namespace datavault
