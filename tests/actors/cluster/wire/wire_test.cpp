#include "actors/cluster/wire/wire.hpp"

#include "tests/actors/cluster/wire/wire_samples.hpp"
#include "tests/actors/questions.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include <doctest/doctest.h>

namespace boxoffice::actors::tests {

using namespace events;

namespace {

/// The bytes of each sample by its name, as nodes of that wire_version must write them.
std::filesystem::path golden_wire_file(std::uint32_t version = wire_version) {
  return std::filesystem::path{BOXOFFICE_SOURCE_DIR} /
         ("tests/actors/cluster/wire/wire_golden_" + std::to_string(version) + ".txt");
}

std::map<std::string, std::string> golden_wire_bytes(std::uint32_t version = wire_version) {
  std::ifstream file{golden_wire_file(version)};
  std::map<std::string, std::string> all;
  for (std::string line; std::getline(file, line);) {
    auto tab = line.find('\t');
    auto bytes = parse_hex(line.substr(tab + 1)).value();
    all[line.substr(0, tab)] = {bytes.begin(), bytes.end()};
  }
  return all;
}

std::optional<asks> decoded(const asks&, std::string_view bytes) { return decode_asks(bytes, {}); }
std::optional<replies> decoded(const replies&, std::string_view bytes) {
  return decode_replies(bytes);
}

template <class Batch>
void check_golden(wire_samples<Batch>&& samples) {
  const auto golden = golden_wire_bytes();
  for (auto& [name, batch] : samples) {
    CAPTURE(name);
    REQUIRE(golden.contains(name));
    const auto& bytes = golden.at(name);
    auto arrived = decoded(batch, bytes);
    CHECK(encode(std::move(batch)) == bytes);
    REQUIRE(arrived);
    CHECK(encode(std::move(*arrived)) == bytes);
  }
}

template <class Batch>
void write_golden(wire_samples<Batch>&& samples, std::ofstream& to) {
  for (auto& [name, batch] : samples) {
    auto bytes = encode(std::move(batch));
    to << name << '\t' << to_hex(bytes_of(bytes).data(), bytes.size()) << '\n';
  }
}

/// Refused, or a value of its own: what is decoded encodes to bytes that give the same value.
template <class Batch>
void check_damaged(const Batch& sample, const std::string& bytes) {
  auto read = decoded(sample, bytes);
  if (!read)
    return;
  auto again = encode(std::move(*read));
  auto reread = decoded(sample, again);
  REQUIRE(reread);
  REQUIRE(encode(std::move(*reread)) == again);
}

template <class Batch>
void survive_damage(wire_samples<Batch>&& samples) {
  for (auto& [name, batch] : samples) {
    CAPTURE(name);
    auto bytes = encode(Batch{batch});
    for (std::size_t size = 0; size < bytes.size(); ++size)
      REQUIRE_FALSE(decoded(batch, std::string_view{bytes}.substr(0, size)));
    CHECK_FALSE(decoded(batch, bytes + '\0'));
    for (std::size_t place = 0; place < bytes.size(); ++place)
      for (auto flip : {0x01, 0x10, 0x80, 0xff}) {
        auto damaged = bytes;
        damaged[place] = static_cast<char>(damaged[place] ^ flip);
        check_damaged(batch, damaged);
      }
  }
}

template <class Message>
Message first_of(const replies& batch) {
  return std::get<Message>(batch.front().reply);
}

/// The reply of that name after its way over the wire.
template <class Message>
Message arrived_reply(const std::string& wanted) {
  for (auto& [name, batch] : sample_replies())
    if (name == wanted) {
      auto arrived = decode_replies(encode(std::move(batch)));
      REQUIRE(arrived);
      return first_of<Message>(*arrived);
    }
  FAIL("no such sample");
  return {};
}

template <class Question>
Question arrived_question(const std::string& wanted) {
  for (auto& [name, batch] : sample_asks())
    if (name == wanted) {
      auto arrived = decode_asks(encode(std::move(batch)), {});
      REQUIRE(arrived);
      return std::get<Question>(std::get<show_ask>(arrived->front()).what);
    }
  FAIL("no such sample");
  return {};
}

} // namespace

TEST_CASE("wire: there is a sample of every question and every reply") {
  std::set<std::size_t> of_show;
  std::set<std::size_t> of_node;
  std::set<std::size_t> of_reply;
  for (const auto& [name, batch] : sample_asks())
    if (const auto* show = std::get_if<show_ask>(&batch.front()))
      of_show.insert(show->what.index());
    else
      of_node.insert(std::get<node_ask>(batch.front()).what.index());
  for (const auto& [name, batch] : sample_replies())
    of_reply.insert(batch.front().reply.index());
  CHECK(of_show.size() == std::variant_size_v<show_question>);
  CHECK(of_node.size() == std::variant_size_v<node_question> - 1); // back_up is not sent.
  CHECK(of_reply.size() == std::variant_size_v<reply>);
}

// With BOXTEST_WRITE_WIRE=1 in the environment the test rewrites the file of its wire version.
TEST_CASE("wire: every question has the bytes of its wire version and comes back from them") {
  if (const char* write = std::getenv("BOXTEST_WRITE_WIRE"); write != nullptr && *write == '1') {
    std::ofstream file{golden_wire_file()};
    write_golden(sample_asks(), file);
    write_golden(sample_replies(), file);
  }
  check_golden(sample_asks());
}

TEST_CASE("wire: every reply has the bytes of its wire version and comes back from them") {
  check_golden(sample_replies());
}

TEST_CASE("wire: questions of version 4, which name no request, are refused") {
  const auto golden = golden_wire_bytes(4);
  REQUIRE(golden.size() == 21);
  for (const auto& [name, bytes] : golden) {
    CAPTURE(name);
    CHECK_FALSE(decode_asks(bytes, {}));
  }
}

TEST_CASE("wire: a question arrives with what its request is known by") {
  for (auto& [name, batch] : sample_asks()) {
    auto arrived = decode_asks(encode(std::move(batch)), {});
    REQUIRE(arrived);
    const auto& tag = std::visit(
        [](const auto& ask) -> const auto& { return ask.reply_to.tag; }, arrived->front());
    CHECK(tag.is_empty() == (name != "request_booking"));
    if (tag.is_empty())
      continue;
    CHECK(id_of(tag) == "abc-12");
    CHECK(*tag.trace() == logging::trace_context{{9}, {5}, true});
  }
}

TEST_CASE("wire: a question with an id that no client can have sent is refused") {
  for (const auto& id :
       {std::string{"a b"}, std::string{"ann@x.org"}, std::string{"a\nb"}, std::string(129, 'a')}) {
    asks one;
    logging::request_tag tag{
        {7}, std::make_shared<const logging::given_tag>(logging::given_tag{id, {}})};
    one.emplace_back(show_ask{{{}, 1, tag}, {"noir"}, get_show{}, {}});
    CHECK_FALSE(decode_asks(encode(std::move(one)), {}));
  }
}

TEST_CASE("wire: questions arrive with their values") {
  auto booking = arrived_question<request_booking>("request_booking");
  CHECK(booking.seats == std::vector<seat_id>{{"A1"}, {"A2"}});
  CHECK(booking.key_hash == bytes32{5});
  CHECK(booking.types == std::vector<price_type_id>{{"CHILD"}, {}});
  CHECK(arrived_question<open_show>("open_show").time_zone == "UTC");
  CHECK(arrived_question<open_show>("open_show").blocked == std::vector<events::seat_id>{{"A3"}});
  CHECK(booking.customer == customer(1));
  CHECK(booking.best_available == seat_wish{2, "GOLD", {1}});
  CHECK(arrived_question<open_show>("open_show").body == small_hall());
  CHECK(arrived_question<pause_sales>("pause_sales").by == "token");
  auto cancelling = arrived_question<cancel_booking>("cancel_booking");
  CHECK(cancelling.by == canceller::show_cancelled);
  CHECK(cancelling.operator_by == "token");
  auto payment = arrived_question<record_payment>("record_payment");
  CHECK(payment.amount == money{5, "INR"});
  CHECK(payment.reference == payment_reference{{"noir"}, 7, {1, 2}});
  CHECK(payment.in_total);
  CHECK(payment.dispute == "du_1");
  CHECK(payment.without_money);
  CHECK(arrived_question<change_show>("change_show").changes == sample_change().changes);
  CHECK(arrived_question<await_booking>("await_booking").known ==
        seen_booking{booking_status::paid, {6}});
}

TEST_CASE("wire: an ask arrives with its correlation, its show and the reader's reply port") {
  auto arrived = decode_asks(encode(std::move(sample_asks().front().second)), {});
  REQUIRE(arrived);
  const auto& ask = std::get<show_ask>(arrived->front());
  CHECK(ask.reply_to.correlation == 1'001);
  CHECK(ask.show.text == "noir");
  CHECK(ask.mail == "ann@x.org");
  CHECK(ask.returns == 0);
}

TEST_CASE("wire: replies arrive with their values") {
  CHECK(arrived_reply<show_view>("show_view").plan->body == sample_plan()->body);
  CHECK(arrived_reply<show_view>("show_view").plan->since == 6);
  CHECK(arrived_reply<show_view>("show_view").plan->seats.former() ==
        sample_plan()->seats.former());
  CHECK(arrived_reply<seat_map>("seat_map").plan->body == sample_plan()->body);
  CHECK(arrived_reply<seat_map>("seat_map").seats.back() == seat_status::blocked);
  CHECK(arrived_reply<seat_news>("seat_news").plan->body == sample_plan()->body);
  CHECK(arrived_reply<seat_news>("seat_news").sales == sales_status::paused);
  CHECK_FALSE(arrived_reply<seat_news>("seat_news without a plan").plan);
  auto shows = arrived_reply<show_page>("show_page");
  CHECK(shows.next == "noir");
  CHECK(shows.missing == strings{"south"});
  auto why = arrived_reply<refusal>("refusal");
  CHECK(why == refusal{errc::customer_limit,
                       {{{"A1"}, taken_reason::wait, noon}},
                       {{"seats", "bad"}},
                       20,
                       18,
                       noon,
                       7,
                       {{"B1"}},
                       {{"B2"}, {"B3"}},
                       ticket_refusal{invalid_ticket::cancelled, noon, "North"}});
}

TEST_CASE("wire: of a hall a booking brings its own seats only") {
  auto view = arrived_reply<booking_view>("booking_view");
  CHECK(view.plan->seats.size() == 3);
  auto names = [&](const seat_list& of) {
    strings out;
    for (auto seat : of)
      out.emplace_back(view.plan->seats[seat].id.text());
    return out;
  };
  CHECK(names(view.booking.seats) == strings{"B2", "A2"});
  CHECK(names(view.booking.details->seats_lost) == strings{"A4", "C2"}); // C2 is a former seat.
  CHECK(view.plan->body.currency == "INR");
  CHECK(view.booking.status == booking_status::paid);
  // The feed compares it with what it has seen, and passes that to the show.
  CHECK(seen(view) == seen(booking_view{{"noir"}, sample_plan(), sample_booking()}));
}

TEST_CASE("wire: a list of bookings brings of each hall the seats of the booking only") {
  auto page = arrived_reply<booking_page>("booking_page");
  REQUIRE(page.items.size() == 1);
  const auto& one = page.items.front();
  CHECK(one.view.plan->seats.size() == 3);
  CHECK(one.view.booking.number == 7);
  CHECK(one.mail == "ann@x.org");
  CHECK(one.key == storage::booking_key({"noir"}, 7));
  CHECK(page.next == "7");
}

TEST_CASE("wire: bytes that were cut are refused, and damaged ones are refused or give a value") {
  survive_damage(sample_asks());
  survive_damage(sample_replies());
}

TEST_CASE("wire: a seat that the hall has not is refused") {
  replies one;
  one.push_back({1, seat_map{{"noir"}, sample_plan(), sales_status::open, 8, {seat_status::held}}});
  CHECK_FALSE(decode_replies(encode(std::move(one))));
}

TEST_CASE("wire: a webhook with an id that is no key of a row is refused") {
  for (const auto* id : {"we_0123456789abcde/", "", "webhook", "we_0123456789ABCDEF"}) {
    storage::webhook_endpoint endpoint;
    endpoint.url = "https://example.org/";
    endpoint.id = id;
    for (const auto& what : {exchange_webhooks{{endpoint}, {}}, exchange_webhooks{{}, {{id, 1}}}}) {
      asks one;
      one.emplace_back(node_ask{{{}, 1}, what});
      CHECK_FALSE(decode_asks(encode(one), {}));
    }
  }
}

TEST_CASE("wire: no node tells another where to put a backup") {
  asks one;
  one.emplace_back(node_ask{{{}, 1}, back_up{"/tmp/copy"}});
  CHECK_FALSE(decode_asks(encode(std::move(one)), {}));
}

} // namespace boxoffice::actors::tests
