#include "server/cli/pairs.h"

namespace datavault::cli {
namespace {

std::vector<std::string> parts_of(const std::string& text) {
  std::vector<std::string> parts;
  size_t begin = 0;
  while (begin <= text.size()) {
    const size_t end = std::min(text.find(',', begin), text.size());
    const std::string part = text.substr(begin, end - begin);
    if (part.find('=') == std::string::npos && !parts.empty()) {
      parts.back() += "," + part;
    } else {
      parts.push_back(part);
    }
    begin = end + 1;
  }
  return parts;
}

}  // namespace

Result<std::map<std::string, std::string>> read_pairs(const std::vector<std::string>& arguments,
                                                      SplitAt split) {
  std::map<std::string, std::string> pairs;
  for (const std::string& argument : arguments) {
    for (const std::string& part : parts_of(argument)) {
      const size_t equals = split == SplitAt::first_equals ? part.find('=') : part.rfind('=');
      if (equals == std::string::npos) {
        return invalid_input("\"" + part + "\" is not of the form name=value.");
      }
      pairs[part.substr(0, equals)] = part.substr(equals + 1);
    }
  }
  return pairs;
}

}  // namespace datavault::cli
