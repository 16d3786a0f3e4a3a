-- Books two neighbouring seats of a show if both are free. ARGV: a random number that says which,
-- the number of shows, a mail address. Gives the booking's id, or 0 where a seat is taken.
local draw, shows = tonumber(ARGV[1]), tonumber(ARGV[2])
local show = draw % shows
local first = 2 * math.floor(draw / shows)
local seats = 'show:' .. show

local taken = redis.call('HMGET', seats, first, first + 1)
if taken[1] or taken[2] then
  return 0
end
local booking = redis.call('XADD', 'bookings', '*', 'show', show,
  'seats', first .. ',' .. first + 1, 'mail', ARGV[3], 'amount', 30000)
redis.call('HSET', seats, first, booking, first + 1, booking)
return booking
