#include "server/jobs/job_options.h"

#include <algorithm>

#include "core/codec/json_reader.h"
#include "server/base/clock.h"

namespace datavault::jobs {
namespace {

constexpr int64_t kLongestBackoff = 3600 * 1000;
constexpr size_t kMostWaves = 20;

std::string place(const std::string& name) { return "sync_options." + name; }

Result<int64_t> whole_number(const Json& json, const std::string& name, int64_t fallback,
                             int64_t least, int64_t most) {
  if (!json.is_number_integer()) {
    if (json.is_null()) return fallback;
    return invalid_input("This is a whole number.", place(name));
  }
  const auto number = json.get<int64_t>();
  if (number >= least && number <= most) return number;
  return invalid_input("This is " + std::to_string(least) + " to " + std::to_string(most) + ".",
                       place(name));
}

Json member(const Json& json, const char* name) {
  return json.contains(name) ? json[name] : Json(nullptr);
}

Result<void> only(const Json& json, const std::string& name,
                  std::initializer_list<std::string_view> known) {
  if (!json.is_object()) return invalid_input("This is an object.", name);
  for (const auto& [key, value] : json.items()) {
    if (std::find(known.begin(), known.end(), key) == known.end()) {
      return invalid_input("There is no option of this name.", name + "." + key);
    }
  }
  return {};
}

/// "2026-01-31T22:00:00Z", milliseconds optional, in the form that sorts.
Result<std::optional<std::string>> time_from(const Json& json) {
  if (json.is_null()) return std::optional<std::string>();
  if (json.is_string()) {
    std::string text = json.get<std::string>();
    if (text.size() == 20 && text.back() == 'Z') text = text.substr(0, 19) + ".000Z";
    if (text.size() == 24 && iso_time(millis_from_iso(text)) == text) return std::optional(text);
  }
  return invalid_input("A time reads 2026-01-31T22:00:00Z, in UTC.", place("not_before"));
}

Result<std::optional<Waves>> waves_from(const Json& json) {
  if (json.is_null()) return std::optional<Waves>();
  const std::string name = place("waves");
  if (auto known = only(json, name, {"percentages", "max_failure_rate"}); !known) {
    return known.error();
  }
  const Json list = member(json, "percentages");
  if (!list.is_array() || list.empty() || list.size() > kMostWaves) {
    return invalid_input("Waves are a list of 1 to 20 percentages.", name + ".percentages");
  }
  Waves waves;
  for (size_t i = 0; i < list.size(); ++i) {
    const std::string here = "waves.percentages[" + std::to_string(i) + "]";
    auto percentage = whole_number(list[i].is_null() ? Json("") : list[i], here, 0, 1, 100);
    if (!percentage) return percentage.error();
    if (!waves.percentages.empty() && *percentage <= waves.percentages.back()) {
      return invalid_input("Each percentage is more than the one before.", place(here));
    }
    waves.percentages.push_back(*percentage);
  }
  if (waves.percentages.back() != 100) {
    return invalid_input("The last wave ends at 100.", name + ".percentages");
  }
  const Json rate = member(json, "max_failure_rate");
  if (!rate.is_null()) {
    if (!rate.is_number() || rate.get<double>() < 0 || rate.get<double>() > 1) {
      return invalid_input("A failure rate is 0 to 1.", name + ".max_failure_rate");
    }
    waves.max_failure_rate = rate.get<double>();
  }
  return std::optional(std::move(waves));
}

Result<void> read_retries(const Json& json, JobOptions& options) {
  if (json.is_null()) return {};
  if (auto known = only(json, place("retries"), {"max_attempts", "backoff_seconds"}); !known) {
    return known;
  }
  auto attempts = whole_number(member(json, "max_attempts"), "retries.max_attempts",
                               options.max_attempts, 1, 10);
  if (!attempts) return attempts.error();
  auto backoff = whole_number(member(json, "backoff_seconds"), "retries.backoff_seconds",
                              options.backoff_seconds, 1, 3600);
  if (!backoff) return backoff.error();
  options.max_attempts = *attempts;
  options.backoff_seconds = *backoff;
  return {};
}

Result<void> read_order(const Json& json, JobOptions& options) {
  auto priority = whole_number(member(json, "priority"), "priority", 0, -100, 100);
  if (!priority) return priority.error();
  options.priority = *priority;
  auto not_before = time_from(member(json, "not_before"));
  if (!not_before) return not_before.error();
  options.not_before = *not_before;
  if (const Json other = member(json, "depends_on"); !other.is_null()) {
    auto id = whole_number(other, "depends_on", 0, 1, INT64_MAX);
    if (!id) return id.error();
    options.depends_on = *id;
  }
  return {};
}

}  // namespace

Result<JobOptions> job_options_from_json(const Json& json) {
  JobOptions options;
  if (json.is_null()) return options;
  auto known =
      only(json, "sync_options", {"priority", "not_before", "depends_on", "waves", "retries"});
  if (!known) return known.error();
  if (auto read = read_order(json, options); !read) return read.error();
  auto waves = waves_from(member(json, "waves"));
  if (!waves) return waves.error();
  options.waves = *std::move(waves);
  if (auto read = read_retries(member(json, "retries"), options); !read) return read.error();
  return options;
}

Json job_options_to_json(const JobOptions& options) {
  Json json = {
      {"priority", options.priority},
      {"retries",
       {{"max_attempts", options.max_attempts}, {"backoff_seconds", options.backoff_seconds}}}};
  if (options.not_before) json["not_before"] = *options.not_before;
  if (options.depends_on) json["depends_on"] = *options.depends_on;
  if (options.waves) {
    json["waves"] = {{"percentages", options.waves->percentages},
                     {"max_failure_rate", options.waves->max_failure_rate}};
  }
  return json;
}

JobOptions job_options_of(const Json& parameters) {
  if (!parameters.is_object() || !parameters.contains("sync_options")) return {};
  auto options = job_options_from_json(parameters["sync_options"]);
  return options ? *std::move(options) : JobOptions{};
}

int64_t wave_of(const JobOptions& options, int64_t position, int64_t count) {
  if (!options.waves) return 0;
  const auto& percentages = options.waves->percentages;
  for (size_t i = 0; i < percentages.size(); ++i) {
    // A wave has at least its share, so that 5% of three tenants is one.
    if (position < (count * percentages[i] + 99) / 100) return static_cast<int64_t>(i);
  }
  return static_cast<int64_t>(percentages.size()) - 1;
}

int64_t backoff_millis(const JobOptions& options, int64_t attempts) {
  const int64_t doublings = std::clamp<int64_t>(attempts - 1, 0, 12);
  return std::min(options.backoff_seconds * 1000 << doublings, kLongestBackoff);
}

}  // namespace datavault::jobs
