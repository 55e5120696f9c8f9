#include "core/template/parameters.h"

#include <algorithm>
#include <functional>
#include <set>

#include "core/template/names.h"

namespace datavault {
namespace {

constexpr std::string_view kOpen = "{{";
constexpr std::string_view kClose = "}}";

/// Calls `literal` and `name` with the parts of a text, in order.
Result<void> walk(std::string_view text, const std::function<void(std::string_view)>& literal,
                  const std::function<Result<void>(std::string_view)>& name) {
  for (;;) {
    const size_t open = text.find(kOpen);
    literal(text.substr(0, open));
    if (open == std::string_view::npos) return {};
    text.remove_prefix(open + kOpen.size());
    const size_t close = text.find(kClose);
    if (close == std::string_view::npos) {
      return invalid_input("Braces are opened by {{ and not closed; {{}} stands for {{ itself.");
    }
    const std::string_view inside = text.substr(0, close);
    text.remove_prefix(close + kClose.size());
    if (inside.empty()) {
      literal(kOpen);
    } else if (!is_parameter_name(inside)) {
      return invalid_input("\"" + std::string(inside) + "\" is no name of a parameter.");
    } else if (auto done = name(inside); !done) {
      return done;
    }
  }
}

/// Bytes beyond ASCII are letters here: a name in any script ends at spaces and punctuation.
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c < 0;
}

bool is_whole(std::string_view text, size_t at, size_t size) {
  const bool begins = at == 0 || !is_letter(text[at - 1]) || !is_letter(text[at]);
  const size_t end = at + size;
  const bool ends = end == text.size() || !is_letter(text[end]) || !is_letter(text[end - 1]);
  return begins && ends;
}

}  // namespace

bool is_given_parameter(std::string_view name) {
  return name == "company_name" || name == "company_slug" || name == "industry";
}

bool is_parameter_name(std::string_view text) {
  if (text.empty() || text.size() > 50 || text.front() < 'a' || text.front() > 'z') return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

Result<std::vector<std::string>> parameters_in(std::string_view text) {
  std::vector<std::string> names;
  auto walked = walk(
      text, [](std::string_view) {},
      [&](std::string_view name) -> Result<void> {
        names.emplace_back(name);
        return {};
      });
  if (!walked) return walked.error();
  return names;
}

Result<std::string> replace_parameters(std::string_view text, const ParameterValues& values) {
  std::string result;
  auto walked = walk(
      text, [&](std::string_view literal) { result += literal; },
      [&](std::string_view name) -> Result<void> {
        const auto found = values.find(std::string(name));
        if (found == values.end()) {
          return invalid_input("There is no parameter \"" + std::string(name) + "\".");
        }
        result += found->second;
        return {};
      });
  if (!walked) return walked.error();
  return result;
}

std::string literal_text(std::string_view text) {
  std::string result;
  size_t begin = 0;
  for (size_t at = text.find(kOpen); at != std::string_view::npos; at = text.find(kOpen, begin)) {
    result.append(text.substr(begin, at - begin)).append("{{}}");
    begin = at + kOpen.size();
  }
  return result.append(text.substr(begin));
}

std::string with_parameter(std::string_view text, std::string_view value, std::string_view name) {
  std::string result;
  size_t begin = 0;
  size_t at = value.empty() ? std::string_view::npos : text.find(value);
  while (at != std::string_view::npos) {
    if (is_whole(text, at, value.size())) {
      result += literal_text(text.substr(begin, at - begin));
      result.append(kOpen).append(name).append(kClose);
      begin = at + value.size();
      at = text.find(value, begin);
    } else {
      at = text.find(value, at + 1);
    }
  }
  result += literal_text(text.substr(begin));
  // A brace that ends one part and one that begins the next would read as an opening.
  auto back = replace_parameters(result, {{std::string(name), std::string(value)}});
  return back && *back == text ? result : literal_text(text);
}

Result<ParameterValues> complete_parameters(const std::vector<TemplateParameter>& declared,
                                            ParameterValues given) {
  std::set<std::string> known;
  for (const TemplateParameter& parameter : declared) {
    known.insert(parameter.name);
    if (given.contains(parameter.name)) continue;
    if (!parameter.fallback) {
      return invalid_input("The template needs a value for \"" + parameter.label + "\".",
                           "parameters, " + parameter.name);
    }
    given[parameter.name] = *parameter.fallback;
  }
  for (const auto& [name, value] : given) {
    const std::string where = "parameters, " + name;
    if (!known.contains(name) && !is_given_parameter(name)) {
      return invalid_input("The template has no parameter of this name.", where);
    }
    if (auto good = check_plain_text(value); !good) return within(where, good.error());
  }
  return given;
}

}  // namespace datavault
