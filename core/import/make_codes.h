#pragma once

#include <set>
#include <string>
#include <vector>

#include "core/import/csv_row.h"

namespace datavault {

/// Gives every row without a code one that is made from its name: "scope-1-ghg-emissions". Where
/// several such rows have the same name, all of them get the topic in front
/// ("unlisted-company.market-value"), so that the code does not depend on which comes first; rows
/// that are alike in that too are numbered ("-2").
///
/// Shape: codes that rows have are kept and come before made ones. Returns the made ones.
std::set<std::string> make_field_codes(std::vector<CsvRow>& rows, ImportWarnings& warnings);

/// The tree of the rows' topics and subtopics in order of appearance, and each field's topic in it.
/// Names that differ only in case or punctuation are one topic, by its first spelling.
std::vector<Topic> make_topics(std::vector<CsvRow>& rows);

}  // namespace datavault
