-- wrk script: two-seat bookings over the shows of open_shows, without conflicts. BENCH_FIRST is the
-- number of the first free pair of seats. With BENCH_PAUSE_MS each connection pauses before each
-- request.
local shows = tonumber(os.getenv("BENCH_SHOWS"))
local count = 0
local first = tonumber(os.getenv("BENCH_FIRST"))

function request()
  local show = count % shows
  local pair = first + math.floor(count / shows)
  count = count + 1
  local row = math.floor(pair / 50)
  local seat = pair % 50 * 2 + 1
  local body = string.format(
    '{"userMail":"guest%d@example.org","movieShowId":"bench-%d","seats":["R%d-%d","R%d-%d"]}',
    count, show, row, seat, row, seat + 1)
  return wrk.format("POST", "/api/ticket/book", { ["Content-Type"] = "application/json" }, body)
end

local pause = tonumber(os.getenv("BENCH_PAUSE_MS"))
if pause then
  -- wrk takes whole milliseconds.
  function delay() return math.floor(pause + math.random()) end
end

dofile("bench/result.lua")
