#include "events/customer_keys.hpp"

#include <doctest/doctest.h>

namespace boxoffice::events {

namespace {

customer_keys::key key_of(std::uint8_t byte) { return customer_keys::key(32, byte); }

} // namespace

TEST_CASE("customer keys: a show from another log keeps its key, all others have the log's own") {
  customer_keys keys{key_of(1)};
  CHECK(keys.of({"noir"}) == key_of(1));
  keys.add({"noir"}, key_of(2));
  keys.add({"blanc"}, key_of(2));
  keys.add({"rouge"}, key_of(3));
  CHECK(keys.own() == key_of(1));
  CHECK(keys.of({"noir"}) == key_of(2));
  CHECK(keys.of({"blanc"}) == key_of(2));
  CHECK(keys.of({"rouge"}) == key_of(3));
  CHECK(keys.of({"vert"}) == key_of(1));
  CHECK(keys.customer_in({"noir"}, mail_address{"Ann@x.org"}) ==
        customer_of(key_of(2), mail_address{"ann@x.org"}));
}

TEST_CASE("customer keys: a person has one pseudonym a key, the log's own first") {
  customer_keys keys{key_of(1)};
  CHECK(keys.customers_of(mail_address{"ann@x.org"}) ==
        std::vector{customer_of(key_of(1), mail_address{"ann@x.org"})});
  keys.add({"noir"}, key_of(2));
  keys.add({"blanc"}, key_of(2));
  keys.add({"rouge"}, key_of(1));
  CHECK(keys.customers_of(mail_address{"ann@x.org"}) ==
        std::vector{customer_of(key_of(1), mail_address{"ann@x.org"}),
                    customer_of(key_of(2), mail_address{"ann@x.org"})});
  keys.add(key_of(2));
  keys.add(key_of(3));
  CHECK(keys.others().size() == 3);
  CHECK(keys.of({"noir"}) == key_of(2));
  CHECK(keys.customers_of(mail_address{"ann@x.org"}).back() ==
        customer_of(key_of(3), mail_address{"ann@x.org"}));
}

} // namespace boxoffice::events
