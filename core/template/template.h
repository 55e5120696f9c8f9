#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/model/framework.h"
#include "core/template/parameters.h"
#include "core/template/setup.h"

namespace datavault {

struct TemplateLimits {
  size_t copies = 50;
  size_t entities = 5000;
  size_t levels = 32;  // of the tree
  size_t assignments = 50000;
  size_t parameters = 50;
  int64_t users = 10000;
};

/// All mistakes of a content that do not need its frameworks, each with its place ("entities[3]
/// plant, parent"): texts that are no plain texts, keys that are none or stand twice, parents that
/// are not there or close a circle, assignments of entities that are not there, undeclared
/// parameters, unknown roles and settings, limits.
///
/// Errors: at most 100.
std::vector<Error> validate_template(const TemplateContent& content,
                                     const TemplateLimits& limits = {});

/// What is wrong with its copies on their versions: a framework that is not known, an overlay that
/// does not make a good framework of it, assignments of fields that none of them shows.
std::vector<Error> validate_copies(const TemplateContent& content, const FindVersion& find_version);

/// Counts for people: what the wire calls `summary`.
struct SetupSummary {
  int64_t frameworks = 0;
  int64_t data_points = 0;  // fields that the copies show
  int64_t entities = 0;
  int64_t assignments = 0;
  int64_t users = 0;
  int64_t settings = 0;
  bool operator==(const SetupSummary&) const = default;
};
/// Copies whose version is not known count no data points.
SetupSummary summarise(const Setup& setup, const FindVersion& find_version);

/// What a tenant gets: names and settings with the parameters replaced. `values` are complete.
///
/// Errors: invalid_input with the place, for names that are too long then and settings whose value
///         does not fit.
Result<Setup> fill_in(const TemplateContent& content, const ParameterValues& values);

}  // namespace datavault
