-- wrk script: bookings of 1 to 10 seats over the shows of open_shows, each a hall of 25 rows of 20
-- seats. BENCH_CHOICE says who chooses them: "named" takes free neighbours in the order of the rows,
-- "best" asks for bestAvailable. BENCH_FIRST is the first show, BENCH_SHOWS how many there are. A show
-- gets 80 requests of 440 seats in all, the same counts in both cases, so that its hall stays free
-- enough for each.
local shows = tonumber(os.getenv("BENCH_SHOWS"))
local first = tonumber(os.getenv("BENCH_FIRST"))
local best = os.getenv("BENCH_CHOICE") == "best"
local count = 0
local rows = {}  -- by show: for each row how many of its seats are taken

-- Names `size` free neighbours of a show in its first row with room.
local function named(show, size)
  local taken = rows[show] or {}
  rows[show] = taken
  for row = 0, 24 do
    local used = taken[row] or 0
    if used + size <= 20 then
      local seats = {}
      for seat = used + 1, used + size do
        seats[#seats + 1] = string.format('"R%d-%d"', row, seat)
      end
      taken[row] = used + size
      return '"seats":[' .. table.concat(seats, ",") .. "]"
    end
  end
end

function request()
  local show = count % shows
  local turn = math.floor(count / shows)
  -- Large ones and small ones in turn.
  local size = (turn * 7 + show) % 10 + 1
  count = count + 1
  local wish = best and string.format('"bestAvailable":{"count":%d}', size) or named(show, size)
  local body = string.format('{"userMail":"guest%d@example.org","movieShowId":"bench-%d",%s}', count,
    first + show, wish)
  return wrk.format("POST", "/api/ticket/book", { ["Content-Type"] = "application/json" }, body)
end

dofile("bench/result.lua")
