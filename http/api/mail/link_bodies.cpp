#include "http/api/mail/link_bodies.hpp"

#include "events/mail.hpp"
#include "http/api/json/json_members.hpp"

namespace boxoffice::http {

reading<finding_body> read_finding(std::string_view body) {
  auto parsed = parse_object(body);
  if (parsed.wrong)
    return *parsed.wrong;
  error_list errors;
  members from{parsed.value, "", errors};
  finding_body given{from.text("reference"), from.text("userMail")};
  if (errors.empty() && !events::is_mail(given.mail))
    errors.add("userMail", "must be a mail address of up to 254 characters");
  if (!errors.empty())
    return errors.take();
  return given;
}

reading<std::string> read_link_token(std::string_view body) {
  auto parsed = parse_object(body);
  if (parsed.wrong)
    return *parsed.wrong;
  error_list errors;
  auto token = members{parsed.value, "", errors}.text("token");
  if (!errors.empty())
    return errors.take();
  return token;
}

} // namespace boxoffice::http
