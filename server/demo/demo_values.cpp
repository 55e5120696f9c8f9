#include "server/demo/demo_values.h"

#include <algorithm>
#include <utility>

#include "server/demo/demo_random.h"

namespace datavault {
namespace {

/// value * part / whole without going over 64 bits for what the demo holds.
int64_t share(int64_t value, int64_t part, int64_t whole) {
  return value / whole * part + value % whole * part / whole;
}

std::string decimal_text(int64_t millionths, int64_t decimals) {
  int64_t unit = 1;
  for (int64_t n = decimals; n < 6; ++n) unit *= 10;
  int64_t rounded = (millionths + unit / 2) / unit;
  std::string digits = std::to_string(rounded);
  const auto places = static_cast<size_t>(std::min<int64_t>(decimals, 6));
  if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
  return places == 0 ? digits : digits.insert(digits.size() - places, ".");
}

std::vector<std::string> periods_of(int64_t year, const std::string& frequency) {
  const std::string start = std::to_string(year);
  if (frequency == "QUARTERLY") return {start + "-Q1", start + "-Q2", start + "-Q3", start + "-Q4"};
  if (frequency != "MONTHLY") return {start};
  std::vector<std::string> months;
  for (int month = 1; month <= 12; ++month) {
    months.push_back(start + (month < 10 ? "-0" : "-") + std::to_string(month));
  }
  return months;
}

class ValueMaker {
 public:
  ValueMaker(const DemoData& data, const DemoTenant& tenant) : data_(data), tenant_(tenant) {}

  void add(const DemoFigure& figure, const DemoField& field, int64_t entity) {
    DemoRandom random(tenant_.slug + "/" + figure.field + "/" + std::to_string(place_++));
    const int64_t level = level_of(figure, random);
    const std::string choice = choice_of(figure, random);
    for (size_t year = tenant_.generated ? data_.years.size() - 1 : 0; year < data_.years.size();
         ++year) {
      const auto periods = periods_of(data_.years[year], field.frequency);
      for (const std::string& period : periods) {
        const int64_t whole = share(grown(level, figure.trend, year), noise(figure, random), 1000);
        add_value(field, entity, period, data_.statuses[year],
                  figure.one_of.empty()
                      ? decimal_text(whole / static_cast<int64_t>(periods.size()), field.decimals)
                      : choice);
      }
    }
  }

  Json take() { return std::move(values_); }

 private:
  std::string choice_of(const DemoFigure& figure, DemoRandom& random) const {
    if (figure.one_of.empty()) return {};
    const auto count = static_cast<int64_t>(figure.one_of.size());
    const std::string& choice = figure.one_of[static_cast<size_t>(random.below(count))];
    const auto own = tenant_.reports.find(figure.field);
    return own == tenant_.reports.end() ? choice : own->second;
  }

  int64_t level_of(const DemoFigure& figure, DemoRandom& random) const {
    int64_t level = figure.typical;
    if (figure.scaled) level = share(level, tenant_.scale, 1000);
    const auto industry = figure.industries.find(tenant_.industry);
    if (industry != figure.industries.end()) level = share(level, industry->second, 100);
    const int64_t spread = 10 * figure.spread;
    return spread == 0 ? level : share(level, 1000 - spread + random.below(2 * spread + 1), 1000);
  }

  static int64_t grown(int64_t level, int64_t trend, size_t years) {
    for (size_t n = 0; n < years; ++n) level = share(level, 100 + trend, 100);
    return level;
  }

  /// Thousandths: some three percent up and down where the figure varies at all.
  static int64_t noise(const DemoFigure& figure, DemoRandom& random) {
    return figure.spread == 0 ? 1000 : 970 + random.below(61);
  }

  void add_value(const DemoField& field, int64_t entity, const std::string& period,
                 const std::string& status, std::string value) {
    values_.push_back({{"field_uid", field.uid},
                       {"entity_id", entity},
                       {"period", period},
                       {"value", std::move(value)},
                       {"unit", field.unit},
                       {"status", status}});
  }

  const DemoData& data_;
  const DemoTenant& tenant_;
  int64_t place_ = 0;  // each series has a seed of its own, whatever ids the server gave
  Json values_ = Json::array();
};

/// Calls `report` with each figure that the tenant reports, its field and where.
template <typename Report>
void for_each_series(const DemoData& data, const DemoTenant& tenant, const std::string& framework,
                     const std::map<std::string, DemoField>& fields, const DemoEntities& entities,
                     const Report& report) {
  const auto figures = data.figures.find(framework);
  if (figures == data.figures.end()) return;
  const auto few = data.generated_figures.find(framework);
  for (const DemoFigure& figure : figures->second) {
    const auto field = fields.find(figure.field);
    if (field == fields.end()) continue;
    if (!figure.tenants.empty() && !figure.tenants.contains(tenant.slug)) continue;
    if (tenant.generated &&
        (few == data.generated_figures.end() || !few->second.contains(figure.field))) {
      continue;
    }
    if (!figure.per_site) {
      report(figure, field->second, entities.group);
    } else {
      for (const int64_t site : entities.sites) report(figure, field->second, site);
    }
  }
}

}  // namespace

Json make_demo_assignments(const DemoData& data, const DemoTenant& tenant,
                           const std::string& framework,
                           const std::map<std::string, DemoField>& fields,
                           const DemoEntities& entities) {
  Json assignments = Json::array();
  for_each_series(data, tenant, framework, fields, entities,
                  [&](const DemoFigure& figure, const DemoField& field, int64_t entity) {
                    Json& row = assignments.emplace_back();
                    const auto deviation = tenant.deviates.find(figure.field);
                    if (deviation != tenant.deviates.end()) row = deviation->second;
                    row["field_uid"] = field.uid;
                    row["entity_id"] = entity;
                  });
  return assignments;
}

Json make_demo_values(const DemoData& data, const DemoTenant& tenant, const std::string& framework,
                      const std::map<std::string, DemoField>& fields,
                      const DemoEntities& entities) {
  ValueMaker maker(data, tenant);
  for_each_series(data, tenant, framework, fields, entities,
                  [&](const DemoFigure& figure, const DemoField& field, int64_t entity) {
                    maker.add(figure, field, entity);
                  });
  return maker.take();
}

}  // namespace datavault
