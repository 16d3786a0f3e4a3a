# Builds the .deb and installs it into a small image. Data is in the volume /var/lib/boxoffice; settings are
# /etc/boxoffice/boxoffice.toml and BOXOFFICE_… variables.
FROM debian:bookworm AS build
WORKDIR /src
COPY . .
RUN DEBIAN_FRONTEND=noninteractive ./dev package && cp build/package/boxoffice_*.deb /boxoffice.deb

FROM debian:bookworm-slim
COPY --from=build /boxoffice.deb /tmp/
RUN apt-get update \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends /tmp/boxoffice.deb curl \
 && rm -rf /tmp/boxoffice.deb /var/lib/apt/lists/*
USER boxoffice
VOLUME /var/lib/boxoffice
EXPOSE 8080
STOPSIGNAL SIGTERM
# Alive, not ready: a node that waits for its database must not be restarted.
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s \
  CMD ["curl", "--silent", "--fail", "--output", "/dev/null", "http://127.0.0.1:8080/healthz"]
ENTRYPOINT ["boxoffice"]
CMD ["serve", "--config", "/etc/boxoffice/boxoffice.toml", "--data-dir", "/var/lib/boxoffice", \
     "--listen", "0.0.0.0:8080"]
