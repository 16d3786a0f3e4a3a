-- sysbench script: each transaction books the next two seats, show by show as in bench/booking.lua,
-- so that no two threads request the same seats.
sysbench.cmdline.options = {
  shows = { "number of shows", 1000 },
  clients = { "number of threads", 64 },
}

local connection, count

function thread_init()
  connection = sysbench.sql.driver():connect()
  count = sysbench.tid
end

function thread_done()
  connection:disconnect()
end

-- Ids of the show's free seats by their labels.
local function free_seats(show)
  local rows = connection:query(string.format([[
    SELECT seat.id, seat.label
    FROM movie_show
    JOIN seat ON seat.hall_id = movie_show.hall_id
    LEFT JOIN booked_seat
      ON booked_seat.show_id = movie_show.id AND booked_seat.seat_id = seat.id
    WHERE movie_show.id = %d AND booked_seat.seat_id IS NULL]], show))
  local free = {}
  for _ = 1, rows.nrows do
    local row = rows:fetch_row()
    free[row[2]] = row[1]
  end
  return free
end

function event()
  local booking = count
  count = count + sysbench.opt.clients
  local show = booking % sysbench.opt.shows
  local first = 2 * math.floor(booking / sysbench.opt.shows)

  connection:query("BEGIN")
  local free = free_seats(show)
  local one, other = free["S" .. first], free["S" .. first + 1]
  if not (one and other) then
    connection:query("ROLLBACK")
    return
  end
  connection:query(string.format(
    "INSERT INTO booking (show_id, mail, amount) VALUES (%d, 'guest%d@example.org', 30000)",
    show, booking))
  connection:query(string.format(
    "INSERT INTO booked_seat (show_id, seat_id, booking_id) VALUES " ..
    "(%d, %s, LAST_INSERT_ID()), (%d, %s, LAST_INSERT_ID())", show, one, show, other))
  connection:query("COMMIT")
end
