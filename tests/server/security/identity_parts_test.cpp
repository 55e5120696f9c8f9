// Second factors, password rules, hosts and peers: the parts that need no server.
#include <set>

#include <doctest/doctest.h>

#include "server/embedded/embedded_files.h"
#include "server/http/dispatcher.h"
#include "server/http/peer.h"
#include "server/security/network.h"
#include "server/security/password_rules.h"
#include "server/security/totp.h"

namespace datavault {
namespace {

std::string_view breached() {
  const EmbeddedFile* file = find_embedded(embedded_assets(), "security/breached-passwords.txt");
  REQUIRE(file != nullptr);
  return file->text();
}

bool may_choose(std::string_view password) {
  return check_new_password(password, "ada.lovelace@vault.test", breached()).ok();
}

}  // namespace

TEST_CASE("totp: the vectors of RFC 6238, appendix B, in six digits") {
  // The secret there is "12345678901234567890" for HMAC-SHA-1.
  const std::string secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
  const std::pair<int64_t, const char*> vectors[] = {
      {59, "287082"},         {1111111109, "081804"}, {1111111111, "050471"},
      {1234567890, "005924"}, {2000000000, "279037"}, {20000000000, "353130"}};
  for (const auto& [seconds, code] : vectors) {
    CHECK(totp_code(secret, totp_step(seconds * 1000)) == code);
  }
  CHECK(totp_code("not base32!", 1).empty());
}

TEST_CASE("totp: a code counts once, and within a step of the clock") {
  const std::string secret = new_totp_secret();
  const int64_t now = 1750000000000;
  const int64_t step = totp_step(now);
  CHECK(check_totp(secret, totp_code(secret, step), now, 0) == step);
  CHECK(check_totp(secret, totp_code(secret, step - 1), now, 0) == step - 1);
  CHECK_FALSE(check_totp(secret, totp_code(secret, step - 2), now, 0));
  CHECK_FALSE(check_totp(secret, totp_code(secret, step), now, step));
  CHECK_FALSE(check_totp(secret, "", now, 0));
  CHECK_FALSE(check_totp("", "", now, 0));
  std::string spaced = totp_code(secret, step);
  spaced.insert(3, " ");
  CHECK(check_totp(secret, spaced, now, 0));
}

TEST_CASE("recovery codes: ten different ones, read however they were typed") {
  const auto codes = new_recovery_codes();
  CHECK(std::set<std::string>(codes.begin(), codes.end()).size() == 10);
  for (const std::string& code : codes) CHECK(code.size() == 29);
  CHECK(plain_recovery_code(" ABCD-efgh ijkl ") == "abcdefghijkl");
}

TEST_CASE("password rules: what guessers try first is refused, also dressed up") {
  for (const char* password :
       {"short", "elevenchars", "password1234", "Password2024!!", "!!!PASSWORD!!!",
        "p a s s w o r d", "passwordpassword", "abcabcabcabc", "aaaaaaaaaaaaaaa", "123456789012",
        "987654321098", "314159265358", "abcdefghijklm", "ada.lovelace@vault.test",
        "Ada.Lovelace99", "DataVault2026", "iloveyou12345", "qwertyuiop123"}) {
    CAPTURE(password);
    CHECK_FALSE(may_choose(password));
  }
}

TEST_CASE("password rules: long ones that nobody else has may be chosen") {
  for (const char* password : {"correct horse battery staple", "gr\xc3\xbc\xc3\x9f gott z'samm",
                               "kQ8#vv2!mZp0", "the ledger sleeps at noon",
                               "\xe5\xaf\x86\xe7\xa0\x81\xe5\xaf\x86\xe7\xa0\x81 far away cat"}) {
    CAPTURE(password);
    CHECK(may_choose(password));
  }
  CHECK(may_choose("unlikely start " + std::string(100, 'x') + " end"));
  CHECK_FALSE(may_choose(std::string(64, 'a') + std::string(65, 'b')));
  CHECK_FALSE(may_choose("not utf-8 at all \xff\xfe"));
}

TEST_CASE("breached passwords: sorted, so that they are found") {
  const std::string_view list = breached();
  CHECK(list.size() > 100000);
  std::string_view before;
  for (size_t begin = 0; begin < list.size();) {
    const size_t end = list.find('\n', begin);
    const std::string_view line = list.substr(begin, end - begin);
    REQUIRE(before < line);
    before = line;
    begin = end + 1;
  }
}

TEST_CASE("hosts: addresses and localhost always, names only when they are allowed") {
  using http::is_known_host;
  const std::vector<std::string> names{"vault.example.org"};
  for (const char* host :
       {"127.0.0.1", "127.0.0.1:8080", "[::1]:8080", "[::1]", "localhost:1", "LOCALHOST",
        "10.0.0.7:443", "vault.example.org", "Vault.Example.org:8443", "vault.example.org."}) {
    CAPTURE(host);
    CHECK(is_known_host(host, names));
  }
  for (const char* host :
       {"", "evil.test", "evil.test:8080", "127.0.0.1.evil.test", "localhost.evil.test",
        "vault.example.org.evil.test", "1.2.3.4@evil.test", "[::1]evil.test"}) {
    CAPTURE(host);
    CHECK_FALSE(is_known_host(host, names));
  }
}

TEST_CASE("peer: forwarded addresses count from trusted proxies alone, from the end") {
  using http::peer_of;
  const std::vector<std::string> proxies{"10.0.0.1", "10.0.0.2"};
  CHECK(peer_of("203.0.113.9", "1.2.3.4", "https", proxies, false).ip == "203.0.113.9");
  CHECK_FALSE(peer_of("203.0.113.9", "1.2.3.4", "https", proxies, false).is_secure);
  CHECK(peer_of("10.0.0.1", "1.2.3.4", "https", proxies, false).ip == "1.2.3.4");
  CHECK(peer_of("10.0.0.1", "1.2.3.4", "https", proxies, false).is_secure);
  CHECK(peer_of("10.0.0.1", "6.6.6.6, 1.2.3.4, 10.0.0.2", "", proxies, false).ip == "1.2.3.4");
  CHECK(peer_of("10.0.0.1", "1.2.3.4, <script>", "", proxies, false).ip == "10.0.0.1");
  CHECK(peer_of("10.0.0.1", "", "", proxies, false).ip == "10.0.0.1");
  CHECK(peer_of("203.0.113.9", "", "", proxies, true).is_secure);
}

TEST_CASE("password rules: blanks in a row count as one character") {
  CHECK_FALSE(may_choose("zebra       ox"));
  CHECK(may_choose("zebra over ox"));
}

TEST_CASE("network: attempts count for an address of IPv4, for a network of IPv6") {
  const std::pair<const char*, const char*> cases[] = {
      {"192.0.2.7", "192.0.2.7"},
      {"::ffff:192.0.2.7", "192.0.2.7"},
      {"2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"},
      {"2001:db8:1:2::9", "2001:db8:1:2::/64"},
      {"fe80::1%eth0", "fe80::/64"},
      {"::1", "::/64"},
      {"nonsense", "nonsense"},
      {"", ""}};
  for (const auto& row : cases) {
    CAPTURE(row.first);
    CHECK(network_of(row.first) == row.second);
  }
  CHECK(plain_address("::ffff:192.0.2.7") == "192.0.2.7");
  CHECK(plain_address("2001:db8::1") == "2001:db8::1");
}

TEST_CASE("refusals of strangers: so many a minute are recorded, the others counted") {
  http::StrangersRefusals refusals;
  for (int64_t i = 0; i < http::StrangersRefusals::kMost; ++i) REQUIRE(refusals.take(5000) == 0);
  CHECK_FALSE(refusals.take(5000));
  CHECK_FALSE(refusals.take(64999));
  CHECK(refusals.take(65000) == 2);
  CHECK(refusals.take(65001) == 0);
}

}  // namespace datavault
