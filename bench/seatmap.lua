-- wrk script: seat maps of the BENCH_SHOWS shows of open_shows, one after another.
local shows = tonumber(os.getenv("BENCH_SHOWS"))
local count = 0

function request()
  count = count + 1
  return wrk.format("GET", string.format("/api/movieshow/bench-%d/seats", count % shows))
end

dofile("bench/result.lua")
