// One show: its hall at any moment of its history, and the commands on it.
import { element } from '../dom.js';
import { EventFeed } from '../event_feed.js';
import { counted } from '../event_words.js';
import { History } from '../history.js';
import { Actions } from './actions.js';
import { rememberShow } from './daily/picker.js';
import { EventList } from './events.js';
import { HallThen } from './hall.js';
import { ShowHead } from './head.js';
import { Moment } from './moment.js';
import { Past } from './past.js';
import { Timeline } from './timeline.js';
import { unreadable } from './unreadable.js';
import { Playhead } from '../playhead.js';
import { say } from '../say.js';

/** `reqId`: the booking to show first. */
export function showView(session, id, reqId) {
  const page = new ShowPage(session, id, reqId);
  page.load();
  return page;
}

class ShowPage {
  #session;
  #id;
  #reqId;
  #show; // the body of GET /api/movieshow/{id}
  #history = new History();
  #head = new Playhead(this.#history, (from, to) => this.#draw(from, to));
  #feed;
  #progress = element('p', { class: 'soft', role: 'status' });
  #parts = null; // {top, past, hall, timeline, list, moment} once all is loaded
  #closed = false;

  constructor(session, id, reqId) {
    this.#session = session;
    this.#id = id;
    this.#reqId = reqId;
    this.title = id;
    this.element = element('section', { class: 'show' });
  }

  async load() {
    this.#progress.textContent = 'Loading its history…';
    this.element.replaceChildren(element('h1', {}, this.#id), this.#progress);
    try {
      this.#show = await this.#session.get(`/api/movieshow/${encodeURIComponent(this.#id)}`);
      this.#feed = new EventFeed(this.#session, this.#id, (page) => this.#got(page));
      await this.#feed.fetch();
    } catch (problem) {
      this.#failed(problem);
      return;
    }
    if (this.#closed) return;
    this.#build();
    this.#feed.follow((phase) => this.#parts.top.connected(phase));
  }

  close() {
    this.#closed = true;
    this.#head.stop();
    this.#feed?.close();
  }

  #failed(problem) {
    this.element.replaceChildren(element('h1', {}, this.#id),
      ...unreadable(problem, () => this.load(), ['#/shows', 'All shows']));
  }

  #got(page) {
    if (this.#closed) return;
    if (this.#parts) {
      this.#head.append(page);
      return;
    }
    this.#history.append(page);
    const events = counted(this.#history.last, 'event');
    this.#progress.textContent = `Loading its history: ${events} of ${this.#show.version}`;
  }

  #build() {
    const [show, history, head] = [this.#show, this.#history, this.#head];
    rememberShow(show.id);
    const actions = new Actions(this.#session, show);
    const may = (scope) => this.#session.may(scope);
    const top = new ShowHead(show, history, {
      pause: () => this.#do(actions.pause()),
      resume: () => this.#do(actions.resume()),
      cancelShow: () => this.#do(actions.cancelShow()),
    }, may);
    const hall = new HallThen(show, history, head, may, (verb, seats) =>
      this.#do(actions[verb](seats), () => hall.chooseNone()));
    const past = new Past(history, head);
    const timeline = new Timeline(history, head);
    const list = new EventList(history, head);
    const moment = new Moment(history, head, may, (booking) =>
      this.#do(actions.cancelBooking(booking)));
    this.element.replaceChildren(
      top.element,
      past.element,
      element('div', { class: 'columns' },
        element('div', { class: 'stage' }, timeline.element, hall.element),
        element('div', { class: 'side' }, hall.choice, list.element, moment.element)));
    hall.center();
    this.#parts = { top, past, hall, timeline, list, moment };
    head.follow();
    this.#goToBooking();
  }

  #goToBooking() {
    const booking = [...this.#history.now.bookings.values()]
      .find(({ reqId }) => reqId === this.#reqId);
    if (booking) this.#head.go(this.#history.storyOf(booking.number).at(-1).seq);
  }

  #draw(from, to) {
    for (const part of Object.values(this.#parts)) part.draw(from, to);
  }

  /** Waits for a command, moves to the live state and says what was done. */
  async #do(command, then = () => {}) {
    const done = await command;
    if (done === null) return;
    then();
    await this.#feed.look();
    this.#head.follow();
    say(done);
  }
}
