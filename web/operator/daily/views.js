// The daily tools of the operator's page by their address behind `#/`.
import { counterView } from '../counter/counter.js';
import { bookingView } from './booking.js';
import { findView } from './find.js';
import { reportsView } from './reports.js';
import { todayView } from './today.js';

/**
 * find/TEXT/SHOW what was searched for, in a show; booking/REQID one booking; counter/SHOW/SEATS a
 * sale of these seats; reports/BY/FROM/TO/DAY a report, and the sheet of a day; anything else is
 * today.
 */
export function dailyView(session, place, ...parts) {
  const [first, second] = parts;
  if (place === 'find') return findView(session, first, second);
  if (place === 'booking' && first) return bookingView(session, first);
  if (place === 'counter') return counterView(session, first, second);
  if (place === 'reports') return reportsView(session, ...parts);
  return todayView(session);
}
