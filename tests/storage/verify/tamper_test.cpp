// Random forgeries in a large log: verify names the stream and the event of each. BOXTEST_LONG=1: a
// million events, 250 forgeries.
#include "storage/verify/verify.hpp"
#include "tests/storage/log_contract.hpp"
#include "tests/storage/rocksdb/tampered_log.hpp"
#include "tests/support/processes/binaries.hpp"
#include "tests/support/processes/child_process.hpp"

#include <fmt/format.h>

#include <map>
#include <random>
#include <set>

namespace boxoffice::storage::tests {

namespace {

namespace fs = std::filesystem;

struct size_of_log {
  unsigned shows;
  unsigned events; ///< a show
};

void make_log(const fs::path& directory, size_of_log size, unsigned seed) {
  auto ended =
      boxoffice::tests::run_command({BOXOFFICE_MAKE_LOG_BINARY,
                                     {directory.string(), std::to_string(size.shows),
                                      std::to_string(size.events), "200", std::to_string(seed)},
                                     {}},
                                    std::chrono::seconds{120});
  REQUIRE_MESSAGE(ended.status.code == 0, ended.errors);
}

verify_report verified(const fs::path& directory) {
  auto log = open_rocksdb_log_for_reading({.directory = directory}).value();
  return verify(*log, {.threads = 2}).value();
}

/// Where a forgery must be found: the stream, and the seq unless any will do.
struct trace {
  std::string stream;
  std::optional<std::uint64_t> seq;
  std::string what;
};

class forger {
public:
  forger(tampered_log& log, tampered_log& other, const std::map<std::string, std::uint64_t>& lasts,
         std::mt19937& chance)
      : log_{log}, other_{other}, lasts_{lasts}, chance_{chance} {}

  /// One forgery of a stream that was not forged yet.
  void forge() {
    auto stream = fresh_stream();
    auto last = lasts_.at(stream);
    auto seq = 1 + chance_() % last;
    switch (chance_() % 9) {
    case 0: return flip(stream, seq);
    case 1: return set(stream, seq, std::nullopt, seq, "deleted");
    case 2: return swap(stream, seq, 1 + chance_() % last);
    case 3: return set(stream, seq + 1, log_.record(stream, seq), seq + 1, "duplicated");
    case 4: return cut(stream, seq);
    case 5: return cut_tail(stream, seq);
    case 6: return graft(stream);
    case 7: return replace(stream, last);
    default: return set(stream, seq, log_.record(fresh_stream(), 1), seq, "of another stream");
    }
  }

  [[nodiscard]] const std::vector<trace>& traces() const { return traces_; }

  void undo(tampered_log& log) const {
    for (const auto& [place, record] : originals_)
      log.set_record(place.first, place.second, record);
  }

private:
  std::string fresh_stream() {
    for (;;) {
      auto picked =
          std::next(lasts_.begin(), static_cast<std::ptrdiff_t>(chance_() % lasts_.size()));
      if (used_.insert(picked->first).second)
        return picked->first;
    }
  }

  void change(const std::string& stream, std::uint64_t seq,
              const std::optional<std::string>& record) {
    originals_.try_emplace({stream, seq}, log_.record(stream, seq));
    log_.set_record(stream, seq, record);
  }

  void set(const std::string& stream, std::uint64_t seq, const std::optional<std::string>& record,
           std::uint64_t found_at, const char* what) {
    change(stream, seq, record);
    traces_.push_back({stream, found_at, what});
  }

  void flip(const std::string& stream, std::uint64_t seq) {
    auto record = *log_.record(stream, seq);
    auto bit = chance_() % (record.size() * 8);
    record[bit / 8] = static_cast<char>(record[bit / 8] ^ (1 << (bit % 8)));
    set(stream, seq, record, seq, "one bit flipped");
  }

  void swap(const std::string& stream, std::uint64_t one, std::uint64_t two) {
    if (one == two)
      two = one == 1 ? 2 : one - 1;
    auto first = log_.record(stream, one);
    change(stream, one, log_.record(stream, two));
    set(stream, two, first, std::min(one, two), "swapped");
  }

  void cut(const std::string& stream, std::uint64_t seq) {
    auto record = *log_.record(stream, seq);
    set(stream, seq, record.substr(0, chance_() % record.size()), seq, "record cut");
  }

  void cut_tail(const std::string& stream, std::uint64_t seq) {
    for (auto gone = seq; gone <= lasts_.at(stream); ++gone)
      change(stream, gone, std::nullopt);
    traces_.push_back({stream, seq, "stream cut"});
  }

  /// A stream of another log under a name that this one has not.
  void graft(const std::string& stream) {
    auto name = "graft-" + stream;
    for (std::uint64_t seq = 1; auto record = other_.record(stream, seq); ++seq)
      change(name, seq, record);
    traces_.push_back({name, 1, "grafted"});
  }

  /// The stream of the same name of another log, whole and rightly chained.
  void replace(const std::string& stream, std::uint64_t last) {
    for (std::uint64_t seq = 1;; ++seq) {
      auto record = other_.record(stream, seq);
      if (!record && seq > last)
        break;
      change(stream, seq, record);
    }
    traces_.push_back({stream, std::nullopt, "replaced"});
  }

  tampered_log& log_;
  tampered_log& other_;
  const std::map<std::string, std::uint64_t>& lasts_;
  std::mt19937& chance_;
  std::set<std::string> used_;
  std::map<std::pair<std::string, std::uint64_t>, std::optional<std::string>> originals_;
  std::vector<trace> traces_;
};

/// Every trace is found, at its seq, and nothing else is blamed.
void check_found(const std::vector<trace>& traces, const std::vector<stream_fault>& faults,
                 std::map<std::string, unsigned>& counts) {
  CHECK(faults.size() == traces.size());
  for (const auto& left : traces) {
    auto found = std::find_if(faults.begin(), faults.end(), [&](const stream_fault& fault) {
      return fault.stream.text == left.stream;
    });
    INFO(left.what << " in " << left.stream << " at " << left.seq.value_or(0));
    REQUIRE(found != faults.end());
    if (left.seq)
      CHECK(found->seq == *left.seq);
    ++counts[left.what];
  }
}

} // namespace

TEST_CASE("verify: all forgeries of records in a large log are found, and nothing else") {
  const bool all = boxoffice::tests::long_form();
  const size_of_log size = all ? size_of_log{1'000, 1'000} : size_of_log{60, 200};
  const unsigned rounds = all ? 10 : 4;
  const unsigned forgeries = all ? 25 : 15;
  boxoffice::tests::temporary_directory place;
  make_log(place.path() / "log", size, 1);
  make_log(place.path() / "other", size, 2);

  auto whole = verified(place.path() / "log");
  REQUIRE(whole.faults.empty());
  REQUIRE(whole.streams == size.shows);
  std::map<std::string, std::uint64_t> lasts;
  for (const auto& head : whole.heads)
    lasts[head.stream.text] = head.seq;

  std::mt19937 chance{20261122};
  std::map<std::string, unsigned> counts;
  for (unsigned round = 0; round < rounds; ++round) {
    std::optional<forger> hand;
    tampered_log other{place.path() / "other"};
    {
      tampered_log log{place.path() / "log"};
      hand.emplace(log, other, lasts, chance);
      for (unsigned i = 0; i < forgeries; ++i)
        hand->forge();
    }
    check_found(hand->traces(), verified(place.path() / "log").faults, counts);
    tampered_log log{place.path() / "log"};
    hand->undo(log);
  }
  CHECK(verified(place.path() / "log").faults.empty());
  std::string summary;
  for (const auto& [what, count] : counts)
    summary += fmt::format(", {} {}", count, what);
  MESSAGE(whole.events, " events", summary);
}

} // namespace boxoffice::storage::tests
