#include "tests/support/crypto/certificates.hpp"

#include <cstdio>
#include <memory>
#include <stdexcept>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

namespace boxoffice::tests {

template <auto Free>
struct freed {
  template <class T>
  void operator()(T* one) const {
    Free(one);
  }
};
using key_ptr = std::unique_ptr<EVP_PKEY, freed<EVP_PKEY_free>>;
using certificate_ptr = std::unique_ptr<X509, freed<X509_free>>;

namespace {

constexpr std::chrono::seconds a_day = std::chrono::hours{24};

void need(bool done, const char* what) {
  if (!done)
    throw std::runtime_error{std::string{"certificates: "} + what};
}

key_ptr new_key() { return key_ptr{EVP_EC_gen("P-256")}; }

certificate_ptr new_certificate(const std::string& name, EVP_PKEY* key, X509* issuer,
                                EVP_PKEY* signer, long serial, std::chrono::seconds ends = a_day) {
  certificate_ptr made{X509_new()};
  auto* one = made.get();
  X509_set_version(one, X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(one), serial);
  X509_gmtime_adj(X509_getm_notBefore(one), -a_day.count());
  X509_gmtime_adj(X509_getm_notAfter(one), ends.count());
  X509_set_pubkey(one, key);
  X509_NAME_add_entry_by_txt(X509_get_subject_name(one), "CN", MBSTRING_UTF8,
                             reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
  auto* by = issuer != nullptr ? issuer : one;
  X509_set_issuer_name(one, X509_get_subject_name(by));
  if (issuer == nullptr) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, one, one, nullptr, nullptr, 0);
    auto* is_authority =
        X509V3_EXT_conf_nid(nullptr, &context, NID_basic_constraints, "critical,CA:TRUE");
    X509_add_ext(one, is_authority, -1);
    X509_EXTENSION_free(is_authority);
  }
  need(X509_sign(one, signer, EVP_sha256()) != 0, "signing");
  return made;
}

template <class Write>
std::string write_file(const std::filesystem::path& path, Write write) {
  std::filesystem::remove(path); // A server may be reading it.
  std::unique_ptr<std::FILE, freed<std::fclose>> file{std::fopen(path.c_str(), "w")};
  need(file != nullptr && write(file.get()) == 1, "writing");
  std::filesystem::permissions(path, std::filesystem::perms{0600});
  return path.string();
}

} // namespace

struct authority::parts {
  key_ptr key = new_key();
  certificate_ptr certificate;
};

authority::authority(std::filesystem::path directory, std::string name)
    : directory_{std::move(directory)}, name_{std::move(name)}, parts_{std::make_unique<parts>()} {
  auto* key = parts_->key.get();
  parts_->certificate = new_certificate(name_, key, nullptr, key, 1);
  write_file(directory_ / (name_ + ".ca.pem"),
             [&](std::FILE* to) { return PEM_write_X509(to, parts_->certificate.get()); });
}

authority::~authority() = default;

authority::files authority::sign(const std::string& node, std::chrono::seconds ends) const {
  auto key = new_key();
  auto made =
      new_certificate(node, key.get(), parts_->certificate.get(), parts_->key.get(), 2, ends);
  const auto base = directory_ / (name_ + "." + node);
  return {write_file(base.string() + ".pem",
                     [&](std::FILE* to) { return PEM_write_X509(to, made.get()); }),
          write_file(base.string() + ".key",
                     [&](std::FILE* to) {
                       return PEM_write_PrivateKey(to, key.get(), nullptr, nullptr, 0, nullptr,
                                                   nullptr);
                     }),
          (directory_ / (name_ + ".ca.pem")).string()};
}

} // namespace boxoffice::tests
