// A node that shares its log: it answers for the shards that it has, as long as it has them.
#include "actors/show/show_directory.hpp"
#include "storage/shards.hpp"
#include "tests/actors/node.hpp"

namespace boxoffice::actors::tests {

using namespace events;
using namespace std::chrono_literals;

namespace {

engine_options sharing() {
  auto options = virtual_time();
  options.shared = true;
  return options;
}

/// Stands for the cluster member and the router: gives shards to the directory and takes them
/// away, and gets back what the directory has no shows for.
class member_double {
public:
  explicit member_double(node& box) : box_{box} {
    // With an argument: CAF's headers bind a reference to nothing where there is none.
    itself_ = box.system().spawn(
        [](caf::event_based_actor* self, member_double* here) -> caf::behavior {
          return {
              [=](take_shards& ours) { self->send(here->box_.directory(), std::move(ours)); },
              [=](const give_up_shards& them) { self->send(here->box_.directory(), them); },
              [=](asks& batch) { self->send(here->box_.directory(), std::move(batch)); },
              [=](const gave_up_shards& gone) { here->gone_.push_back(gone.shards); },
              [=](returned& misrouted) { here->returned_ += misrouted.batch.size(); },
          };
        },
        this);
  }
  ~member_double() {
    caf::anon_send_exit(itself_, caf::exit_reason::user_shutdown);
    box_.run();
  }

  void take_all(std::int64_t epoch, std::vector<show_id> known = {}) {
    take_shards all{{}, std::move(known)};
    for (int shard = 0; shard < storage::shards_in_all; ++shard)
      all.shards.push_back({shard, epoch});
    caf::anon_send(itself_, std::move(all));
    box_.run();
  }
  void give_up_all(bool orderly) {
    caf::anon_send(itself_, give_up_shards{storage::every_shard(), orderly});
  }
  void ask(const std::string& show, show_question what) {
    asks batch;
    batch.emplace_back(show_ask{{{}, 1}, {show}, std::move(what), {}});
    caf::anon_send(itself_, std::move(batch));
    box_.run();
  }
  [[nodiscard]] std::size_t returned_so_far() const { return returned_; }
  [[nodiscard]] const std::vector<std::vector<int>>& gone() const { return gone_; }

private:
  node& box_;
  caf::actor itself_;
  std::size_t returned_ = 0;
  std::vector<std::vector<int>> gone_;
};

} // namespace

TEST_CASE("shards: asks for a show of another node are returned unchanged") {
  node box{sharing()};
  member_double us{box};
  us.ask("noir", open());
  CHECK(us.returned_so_far() == 1);
  CHECK(box.last_seq("noir") == 0);
  us.take_all(7);
  box.ask_now<show_view>("noir", open());
  us.give_up_all(true);
  box.run();
  us.ask("noir", get_seats{});
  CHECK(us.returned_so_far() == 2);
}

TEST_CASE("shards: a shard counts as given up when the decisions of its shows are in the log") {
  node box{sharing()};
  member_double us{box};
  us.take_all(7);
  box.ask_now<show_view>("noir", open());
  box.ask("noir", book({"A1"}));
  us.give_up_all(true);
  while (us.gone().empty())
    REQUIRE(box.step());
  CHECK(box.types("noir") == strings{"ShowOpened", "BookingRequested"});
  CHECK(box.shows_in_memory() == 1); // That is `us`.
  REQUIRE(us.gone().size() == 1);
  CHECK(us.gone().front().size() == storage::shards_in_all);
}

TEST_CASE("shards: a show that ends gives its place in the review throttle to others") {
  node box{sharing()};
  member_double us{box};
  std::vector<show_id> shows;
  for (int round = 0; round < 12; ++round) { // More than may have a turn at once.
    us.take_all(round + 1, shows);
    auto show = "show-" + std::to_string(round);
    shows.push_back({show});
    box.ask_now<show_view>(show, open());
    box.book_now(show, {"A1"});
    box.let_timers_lag(1s);
    REQUIRE(box.trigger_due_timers());
    REQUIRE(box.step_of<show_room>()); // It wants its turn,
    us.give_up_all(round % 2 == 0);
    REQUIRE(box.step_of<caf::event_based_actor>()); // That is `us`.
    REQUIRE(box.step_of<show_directory>());
    box.run_without<show_room>(); // which comes behind the word to end.
    box.run();
  }
  us.take_all(100, shows);
  auto taken = box.book_now("show-0", {"A2"});
  box.pass(2s);
  CHECK(box.status_now("show-0", taken) == booking_status::confirmed);
}

TEST_CASE("shards: a node without its lease decides nothing, and continues when it has it again") {
  node box{sharing()};
  member_double us{box};
  us.take_all(7);
  box.ask_now<show_view>("noir", open());
  auto taken = box.book_now("noir", {"A1"});
  box.holds_lease = false;
  box.ask_now<unavailable>("noir", get_seats{});
  box.ask_now<unavailable>("noir", book({"A2"}));
  box.pass(5s);
  CHECK(box.types("noir") == strings{"ShowOpened", "BookingRequested"});
  box.holds_lease = true;
  box.pass(1s);
  CHECK(box.status_now("noir", taken) == booking_status::confirmed);
}

TEST_CASE("shards: a reply that was made under a lease is not sent after its end") {
  node box{sharing()};
  member_double us{box};
  us.take_all(7);
  box.ask_now<show_view>("noir", open());
  box.ask("noir", book({"A1"}));
  auto look = box.ask("noir", get_seats{}); // It lines up behind the booking's append.
  box.log().before_append_returns = [&] { box.holds_lease = false; };
  box.run();
  auto later = box.ask("noir", get_seats{});
  box.run();
  CHECK(box.replies_to(look).size() == 1);
  box.reply_to<unavailable>(later);
}

TEST_CASE("shards: after a refused append everything that rests on it is refused too") {
  node box{sharing()};
  member_double us{box};
  us.take_all(7);
  box.ask_now<show_view>("noir", open());
  box.outlives = true;
  box.log().device_is_full = true;
  auto lost = box.ask("noir", book({"A1"}));
  box.run();
  box.reply_to<unavailable>(lost);
  us.give_up_all(false);
  box.run();
  REQUIRE(us.gone().size() == 1);
  box.log().device_is_full = false;
  us.take_all(8, {{"noir"}});
  CHECK(box.ask_now<seat_map>("noir", get_seats{}).seats.at(0) == seat_status::available);
  box.book_now("noir", {"A1"});
  CHECK(box.recovered("noir").state.seq == 2);
  CHECK(box.failures().empty());
}

} // namespace boxoffice::actors::tests
