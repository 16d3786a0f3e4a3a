#include "http/api/lists/sales_text.hpp"

#include "events/time_text.hpp"
#include "http/api/lists/csv.hpp"

#include <set>

#include <nlohmann/json.hpp>

namespace boxoffice::http {

using namespace events;
using nlohmann::ordered_json;

namespace {

ordered_json parts_json(const std::vector<sales_part>& parts, const char* called) {
  auto list = ordered_json::array();
  for (const auto& each : parts) {
    auto out = ordered_json::object();
    if (!each.id.empty())
      out[called] = each.id;
    out["seats"] = each.seats;
    out["revenue"] = each.revenue;
    list.push_back(std::move(out));
  }
  return list;
}

/// Adds the figures to what a row is about.
void add_figures_to(ordered_json& row, const sales_figures& of) {
  row["seatsSold"] = of.seats_sold;
  row["seatsReturned"] = of.seats_returned;
  row["seatsExpired"] = of.seats_expired;
  row["revenue"] = of.revenue;
  row["unallocated"] = of.unallocated;
  row["refundsDue"] = of.refunds_due;
  row["refundsPaid"] = of.refunds_paid;
  row["reversed"] = of.reversed;
  row["types"] = parts_json(of.types, "type");
  row["methods"] = parts_json(of.methods, "method");
}

std::string bound_text(const report_bound& bound) {
  return bound.day ? date_text(*bound.day) : to_rfc3339(*bound.at);
}

using part_ids = std::set<std::string>;

/// Every price type or method of the report: each has columns in every row.
part_ids ids_in(const sales_report& report, std::vector<sales_part> sales_figures::*parts) {
  part_ids all;
  for (const auto& [currency, figures] : report.totals())
    for (const auto& each : figures.*parts)
      all.insert(each.id);
  return all;
}

void write_part_names(csv_writer& out, const part_ids& ids, const std::string& of) {
  for (const auto& id : ids) {
    out.cell("seats" + of + ':' + id);
    out.cell("revenue" + of + ':' + id);
  }
}

void write_parts(csv_writer& out, const part_ids& ids, const std::vector<sales_part>& parts,
                 std::string_view currency) {
  for (const auto& id : ids) {
    auto found = std::ranges::find(parts, id, &sales_part::id);
    auto one = found == parts.end() ? sales_part{} : *found;
    out.cell(one.seats);
    out.amount(one.revenue, currency);
  }
}

void write_names(csv_writer& out, sales_grouping by, const part_ids& types,
                 const part_ids& methods) {
  out.cell(name(by));
  if (by == sales_grouping::show)
    for (const auto* column : {"movie", "hall", "startsAt"})
      out.cell(column);
  for (const auto* column : {"currency", "seatsSold", "seatsReturned", "seatsExpired", "revenue",
                             "unallocated", "refundsDue", "refundsPaid", "reversed"})
    out.cell(column);
  write_part_names(out, types, "OfType");
  write_part_names(out, methods, "ByMethod");
  out.end_line();
}

} // namespace

ordered_json to_json(const sales_report& report) {
  const auto& query = report.query();
  ordered_json out{{"by", name(query.by)}};
  if (query.from.is_set())
    out["from"] = bound_text(query.from);
  if (query.to.is_set())
    out["to"] = bound_text(query.to);
  auto rows = ordered_json::array();
  for (const auto& [of, line] : report.rows()) {
    ordered_json row{{std::string{name(query.by)}, of.first}};
    if (line.show) {
      row["movie"] = line.show->movie;
      row["hall"] = line.show->hall;
      row["startsAt"] = to_rfc3339(line.show->starts_at);
    }
    row["currency"] = of.second;
    add_figures_to(row, line.figures);
    rows.push_back(std::move(row));
  }
  out["rows"] = std::move(rows);
  auto totals = ordered_json::array();
  for (const auto& [currency, figures] : report.totals()) {
    ordered_json total{{"currency", currency}};
    add_figures_to(total, figures);
    totals.push_back(std::move(total));
  }
  out["totals"] = std::move(totals);
  return out;
}

std::string sales_csv(const sales_report& report) {
  auto by = report.query().by;
  auto types = ids_in(report, &sales_figures::types);
  auto methods = ids_in(report, &sales_figures::methods);
  csv_writer out;
  write_names(out, by, types, methods);
  for (const auto& [of, line] : report.rows()) {
    auto is_free = by == sales_grouping::movie || by == sales_grouping::hall;
    is_free ? out.free_text(of.first) : out.cell(of.first);
    if (line.show) {
      out.free_text(line.show->movie);
      out.free_text(line.show->hall);
      out.cell(to_rfc3339(line.show->starts_at));
    }
    const auto& [currency, figures] = std::tie(of.second, line.figures);
    out.cell(currency);
    for (auto seats : {figures.seats_sold, figures.seats_returned, figures.seats_expired})
      out.cell(seats);
    for (auto money : {figures.revenue, figures.unallocated, figures.refunds_due,
                       figures.refunds_paid, figures.reversed})
      out.amount(money, currency);
    write_parts(out, types, figures.types, currency);
    write_parts(out, methods, figures.methods, currency);
    out.end_line();
  }
  return out.take();
}

} // namespace boxoffice::http
