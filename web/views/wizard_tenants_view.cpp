#include "web/views/wizard_tenants_view.h"

#include <algorithm>
#include <array>
#include <map>

#include "web/platform/intl.h"

namespace datavault {
namespace {

std::vector<std::string> details_of(const TenantFacts& facts, const TenantStanding& standing) {
  std::vector<std::string> details{std::string(label_of(standing.state).explanation)};
  if (!facts.adoption || standing.edits == 0) return details;
  const Overlay& overlay = facts.adoption->overlay;
  const auto add = [&details](size_t count, const char* one, const char* many) {
    if (count > 0) details.push_back(counted(static_cast<int64_t>(count), one, many));
  };
  size_t attribute_edits = 0;
  for (const auto& [uid, edits] : overlay.edits) attribute_edits += edits.size();
  add(attribute_edits, "edited attribute", "edited attributes");
  add(overlay.added.size(), "own field", "own fields");
  add(overlay.hidden.size(), "hidden field", "hidden fields");
  add(overlay.moved.size(), "moved field", "moved fields");
  if (standing.values > 0) {
    details.push_back(counted(standing.values, "stored value") +
                      " in fields that the version lacks");
  }
  return details;
}

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : ", ") + part;
  return text;
}

TenantCard card_of(const TenantFacts& facts, const TenantStanding& standing, bool selected) {
  TenantCard card;
  card.id = facts.tenant.id;
  card.name = facts.tenant.name;
  card.industry = facts.tenant.industry;
  card.state = label_of(standing.state);
  card.badge = text_of(standing);
  if (standing.edits > 0 && standing.state != TenantState::own) {
    card.edits = counted(standing.edits, "own change");
  }
  card.details = details_of(facts, standing);
  std::vector<std::string> parts{card.badge};
  if (!card.industry.empty()) parts.push_back(card.industry);
  if (!card.edits.empty()) parts.push_back(card.edits);
  card.description = joined(parts);
  card.selected = selected;
  return card;
}

class TenantsViewBuilder {
 public:
  TenantsViewBuilder(const AppState& state, const WizardTenantsUi& ui)
      : wizard_(state.wizard), ui_(ui) {}

  WizardTenantsView build(const Snapshot& snapshot) {
    view_.ready = true;
    view_.filtered = !ui_.search.empty() || ui_.state != 0;
    for (const TenantFacts& facts : snapshot.tenants) add(facts, snapshot.target_version);
    finish();
    return std::move(view_);
  }

 private:
  void add(const TenantFacts& facts, int64_t target_version) {
    const TenantStanding standing = standing_of(facts, target_version);
    const bool selected = wizard_.selected.contains(facts.tenant.id);
    view_.everyone.push_back(facts.tenant.id);
    ++states_[static_cast<size_t>(standing.state)];
    auto& industry = industries_[facts.tenant.industry];
    industry.tenants.push_back(facts.tenant.id);
    industry.all_selected &= selected;
    if (ui_.state != 0 && ui_.state != static_cast<int>(standing.state) + 1) return;
    if (!matches(facts.tenant.name + " " + facts.tenant.slug + " " + facts.tenant.industry,
                 ui_.search)) {
      return;
    }
    view_.shown.push_back(facts.tenant.id);
    view_.cards.push_back(card_of(facts, standing, selected));
  }

  void finish() {
    const auto total = static_cast<int64_t>(view_.everyone.size());
    const auto chosen = static_cast<int64_t>(wizard_.selected.size());
    for (auto& [name, industry] : industries_) {
      view_.industries.push_back({name.empty() ? std::string("No industry") : name,
                                  std::move(industry.tenants), industry.all_selected});
    }
    view_.states.push_back({"All (" + platform::format_count(total) + ")", 0});
    for (int i = 0; i < kTenantStateCount; ++i) {
      const int64_t count = states_[static_cast<size_t>(i)];
      if (count == 0) continue;
      const Label label = label_of(static_cast<TenantState>(i));
      view_.states.push_back(
          {std::string(label.name) + " (" + platform::format_count(count) + ")", i + 1});
    }
    view_.selection =
        platform::format_count(chosen) + " of " + counted(total, "tenant") + " selected";
    view_.none_selected = chosen == 0;
    view_.all_shown_selected = std::all_of(view_.cards.begin(), view_.cards.end(),
                                           [](const auto& c) { return c.selected; });
  }

  struct Industry {
    std::vector<TenantId> tenants;
    bool all_selected = true;
  };
  const Wizard& wizard_;
  const WizardTenantsUi& ui_;
  WizardTenantsView view_;
  std::map<std::string, Industry> industries_;
  std::array<int64_t, kTenantStateCount> states_{};
};

}  // namespace

WizardTenantsView build_wizard_tenants_view(const AppState& state, const WizardTenantsUi& ui) {
  const Snapshot* snapshot = state.wizard.snapshot_here();
  if (snapshot == nullptr) return {};
  return TenantsViewBuilder(state, ui).build(*snapshot);
}

}  // namespace datavault
