-- wrk script: seat maps of the shows of open_shows, one after another. BENCH_SHOWS says how many.
local shows = tonumber(os.getenv("BENCH_SHOWS"))
local count = 0

function request()
  count = count + 1
  return wrk.format("GET", string.format("/api/movieshow/bench-%d/seats", count % shows))
end

function done(summary, latency, requests)
  io.write(string.format("RESULT %.0f %.2f %.2f %d %d\n",
    summary.requests / (summary.duration / 1e6), latency:percentile(50) / 1000,
    latency:percentile(99) / 1000, summary.errors.status,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
