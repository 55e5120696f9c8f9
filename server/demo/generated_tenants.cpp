#include <array>
#include <utility>

#include "server/demo/demo_data.h"
#include "server/demo/demo_random.h"

namespace datavault {
namespace {

std::string padded(int64_t number) {
  std::string digits = std::to_string(number);
  return digits.size() < 4 ? std::string(4 - digits.size(), '0') + digits : digits;
}

/// The words of one script, and how many combinations they give.
struct NameParts {
  std::array<std::vector<std::string>, 3> words;
  bool joined;  // scripts that put no spaces between words

  explicit NameParts(const Json& json) : joined(json.value("joined", false)) {
    words = {json.at("first").get<std::vector<std::string>>(),
             json.at("second").get<std::vector<std::string>>(),
             json.at("suffix").get<std::vector<std::string>>()};
  }
  int64_t combinations() const {
    return static_cast<int64_t>(words[0].size() * words[1].size() * words[2].size());
  }
  std::string name(int64_t number) const {
    std::string text;
    for (const auto& list : words) {
      const auto size = static_cast<int64_t>(list.size());
      text += (text.empty() || joined ? "" : " ") + list[static_cast<size_t>(number % size)];
      number /= size;
    }
    return text;
  }
};

/// Names in turn by script; each combination once, then with a number.
class Names {
 public:
  explicit Names(const Json& rules) {
    for (const Json& json : rules.at("names")) {
      parts_.emplace_back(json);
      for (int64_t n = 0; n < json.at("share").get<int64_t>(); ++n)
        turns_.push_back(parts_.size() - 1);
      used_.push_back(0);
    }
  }

  std::string next(DemoRandom& random) {
    const size_t script =
        turns_[static_cast<size_t>(random.below(static_cast<int64_t>(turns_.size())))];
    const int64_t number = used_[script]++;
    const int64_t all = parts_[script].combinations();
    // A step that shares no factor with the number of combinations visits each of them once.
    const std::string name = parts_[script].name(number * 389 % all);
    return number < all ? name : name + " " + std::to_string(number / all + 1);
  }

 private:
  std::vector<NameParts> parts_;
  std::vector<size_t> turns_;
  std::vector<int64_t> used_;
};

Json edits_for(const Json& rules, int64_t meets, DemoRandom& random) {
  Json edits = Json::array();
  if (!random.percent(rules.at("edited").get<int64_t>())) return edits;
  const int64_t count = 1 + random.below(rules.at("most").get<int64_t>());
  std::set<std::string> taken;
  for (int64_t n = 0; n < count; ++n) {
    const Json& choices = rules.at(random.percent(meets) ? "met" : "kept");
    const Json& edit =
        choices[static_cast<size_t>(random.below(static_cast<int64_t>(choices.size())))];
    if (taken.insert(edit.at("code").get<std::string>()).second) edits.push_back(edit);
  }
  return edits;
}

template <typename T>
T pick(const std::vector<T>& list, DemoRandom& random) {
  return list[static_cast<size_t>(random.below(static_cast<int64_t>(list.size())))];
}

DemoTenant generate(const Json& rules, const std::string& industry, int64_t number, Names& names,
                    DemoRandom& random) {
  DemoTenant tenant;
  tenant.name = names.next(random);
  tenant.slug = "tenant-" + padded(number + 1);
  tenant.industry = industry;
  tenant.scale = pick(rules.at("scales").get<std::vector<int64_t>>(), random);
  tenant.inactive = random.percent(rules.at("inactive").get<int64_t>());
  tenant.generated = true;
  tenant.countries = {{"", {pick(rules.at("sites").get<std::vector<std::string>>(), random)}}};
  const auto meets = rules.at("edits_that_meet").get<int64_t>();
  for (const auto& [key, framework] : rules.at("frameworks").items()) {
    if (!random.percent(framework.at("adopts").get<int64_t>())) continue;
    tenant.adopts.insert(key);
    if (random.percent(framework.at("ahead").get<int64_t>())) {
      tenant.ahead.insert(key);
    } else if (Json edits = edits_for(framework, meets, random); !edits.empty()) {
      tenant.edits[key] = std::move(edits);
    }
  }
  return tenant;
}

}  // namespace

std::vector<DemoTenant> generate_tenants(const Json& rules,
                                         const std::vector<std::string>& industries, int64_t first,
                                         int64_t last) {
  std::vector<DemoTenant> tenants;
  Names names(rules);
  DemoRandom random(std::to_string(rules.at("seed").get<int64_t>()));
  for (int64_t number = first; number < last; ++number) {
    const std::string& industry = industries[static_cast<size_t>(number) % industries.size()];
    tenants.push_back(generate(rules, industry, number, names, random));
  }
  return tenants;
}

}  // namespace datavault
