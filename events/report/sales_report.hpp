// A sales report: the lines of all shows, added up by key and currency.
#pragma once

#include "events/report/sales_fold.hpp"

#include <map>
#include <optional>
#include <string>
#include <utility>

namespace boxoffice::events {

class sales_report {
public:
  /// What a line of a show says beside its figures.
  struct heading {
    std::string movie;
    std::string hall;
    time_ms starts_at{};
    std::string time_zone; ///< empty: UTC
  };
  struct line {
    sales_figures figures;
    std::optional<heading> show; ///< with sales_grouping::show
  };
  /// By key and currency.
  using lines = std::map<std::pair<std::string, std::string>, line>;

  explicit sales_report(sales_query query) : query_{std::move(query)} {}

  void add(const show_sales& of);

  [[nodiscard]] const sales_query& query() const { return query_; }
  [[nodiscard]] const lines& rows() const { return rows_; }
  /// By currency.
  [[nodiscard]] const std::map<std::string, sales_figures>& totals() const { return totals_; }

private:
  sales_query query_;
  lines rows_;
  std::map<std::string, sales_figures> totals_;
};

} // namespace boxoffice::events
