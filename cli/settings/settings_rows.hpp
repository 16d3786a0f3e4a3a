// How the rows of the settings table are written: one row for each setting, by section.
#pragma once

#include "cli/settings/settings_table.hpp"

#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace boxoffice::cli {

/// A type of value: how a text becomes one, which values are allowed, how it is written in TOML.
template <class T>
struct value_kind {
  std::function<value_result<T>(std::string_view)> read;
  std::string bounds{};                         ///< "1 to 256"; empty if the help says it
  std::function<std::string(const T&)> write{}; ///< unset: the setting has no default
};

namespace kind {

[[nodiscard]] value_kind<milliseconds> duration(milliseconds least, milliseconds most);
[[nodiscard]] value_kind<std::size_t> size(std::size_t least, std::size_t most);
[[nodiscard]] value_kind<std::uint32_t> count(std::uint32_t least, std::uint32_t most);
[[nodiscard]] value_kind<bool> flag();
[[nodiscard]] value_kind<host_port> address();
[[nodiscard]] value_kind<std::filesystem::path> path();
[[nodiscard]] value_kind<auth_mode> auth_modes();
[[nodiscard]] value_kind<storage_engine> storage_engines();

} // namespace kind

/// A setting at `place`, which returns a reference to its member in given settings.
template <class Place, class T>
setting make_row(std::string key, Place place, value_kind<T> kind, std::string_view help) {
  setting row{std::move(key), help, kind.bounds};
  using member = std::remove_cvref_t<decltype(place(std::declval<settings&>()))>;
  if constexpr (std::is_same_v<member, T>)
    if (kind.write)
      row.default_text = kind.write(place(settings{}));
  row.assign = [=, read = std::move(kind.read)](settings& target, std::string_view text) {
    auto value = read(text);
    if (!value)
      return std::optional{value.error()};
    place(target) = std::move(*value);
    return std::optional<bad_value>{};
  };
  row.copy = [=](const settings& from, settings& to) { place(to) = place(from); };
  return row;
}

/// The row of a setting that SIGHUP reloads.
[[nodiscard]] inline setting reloaded(setting row) {
  row.reloadable = true;
  return row;
}

/// Makes the rows of one section, whose members are those of a part of `settings`.
template <class Part>
struct settings_section {
  std::string name;
  Part settings::*part;

  template <class Member, class Kind>
  setting row(const char* key, Member Part::*member, Kind kind, std::string_view help) const {
    return make_row(
        name + '.' + key,
        [ part = part, member ](auto&& all) -> auto& { return all.*part.*member; }, std::move(kind),
        help);
  }
  /// A row whose value must not be shown.
  template <class Member, class Kind>
  setting hidden(const char* key, Member Part::*member, Kind kind, std::string_view help) const {
    auto made = row(key, member, std::move(kind), help);
    made.secret = true;
    return made;
  }
};

/// The rows of all these functions, in order.
[[nodiscard]] std::vector<setting> joined(std::initializer_list<std::vector<setting> (*)()> parts);

[[nodiscard]] std::vector<setting> sales_rows();    ///< review, payment, booking, cinema, mail
[[nodiscard]] std::vector<setting> http_rows();     ///< http
[[nodiscard]] std::vector<setting> listener_rows(); ///< http.tls
[[nodiscard]] std::vector<setting> limits_rows();   ///< limits
[[nodiscard]] std::vector<setting> auth_rows();     ///< auth
[[nodiscard]] std::vector<setting> webhook_rows();  ///< webhook
[[nodiscard]] std::vector<setting> node_rows();     ///< storage, cluster, clock, the process
[[nodiscard]] std::vector<setting> log_rows();      ///< log

} // namespace boxoffice::cli
