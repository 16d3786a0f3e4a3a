// The part of the form of a show that says when it starts: one show, or many days and times.
import { element } from '../../dom.js';
import { counted } from '../../event_words.js';
import { Field } from './fields.js';
import { daysBetween, instantOf, mostDays, timesIn, weekdayOf, weekdays } from './times.js';
import { daysLater, wallTime } from '../../zones.js';

const mostShows = 1000;

const isDay = (text) => /^\d{4}-\d\d-\d\d$/.test(text);

/** Days × times, of which single ones can be left out. */
export class Schedule {
  first = new Field('First day', { type: 'date' });
  last = new Field('Last day', { type: 'date' });
  times = new Field('Times', {
    hint: 'In the time zone of the hall, such as 14:00, 17:30, 21:00.', maxlength: 400,
  });
  #left = new Set(); // "day time" that are not wanted
  #days = weekdays.map((name) => [name, element('input', {
    type: 'checkbox', checked: true, onchange: () => this.#draw(),
  })]);
  #count = element('p', { role: 'status' });
  #table = element('div', {
    class: 'schedule', tabindex: 0, role: 'region', 'aria-label': 'Shows',
  });

  constructor({ day, time }) {
    this.first.value = day;
    this.last.value = day;
    this.times.value = time;
    for (const field of [this.first, this.last, this.times])
      field.control.addEventListener('input', () => this.#draw());
    this.first.control.addEventListener('change', () => {
      if (this.last.value < this.first.value) this.last.value = this.first.value;
      this.#draw();
    });
    this.element = element('div', { class: 'form-part' },
      element('div', { class: 'fields' },
        this.first.element, this.last.element, this.times.element),
      element('div', { class: 'buttons' },
        element('button', { type: 'button', class: 'button', onclick: () => this.#spread(7) },
          'A week from the first day'),
        element('button', { type: 'button', class: 'button', onclick: () => this.#spread(1) },
          'One day')),
      element('fieldset', { class: 'weekdays' },
        element('legend', {}, 'On'),
        this.#days.map(([name, box]) => element('label', {}, box, name))),
      this.#count, this.#table);
    this.#draw();
  }

  #spread(days) {
    if (!isDay(this.first.value)) {
      this.first.fail('Choose the first day.');
      this.first.control.focus();
      return;
    }
    this.last.value = daysLater(this.first.value, days - 1);
    this.last.fail('');
    this.#draw();
  }

  #chosenDays() {
    const on = this.#days.filter(([, box]) => box.checked).map(([name]) => name);
    const [first, last] = [this.first.value, this.last.value];
    return isDay(first) && isDay(last) ? daysBetween(first, last, on) : [];
  }

  /** [{day, time}] that are wanted. */
  get starts() {
    const times = timesIn(this.times.value) ?? [];
    return this.#chosenDays().flatMap((day) => times.map((time) => ({ day, time })))
      .filter(({ day, time }) => !this.#left.has(`${day} ${time}`));
  }

  /** What is wrong, [{field, detail}], with the names of the fields here. */
  errors(zone) {
    const times = timesIn(this.times.value);
    const wrong = [];
    const need = (holds, field, detail) => { if (!holds) wrong.push({ field, detail }); };
    need(isDay(this.first.value), 'first', 'Choose the first day.');
    need(isDay(this.last.value) && this.last.value >= this.first.value, 'last',
      'Choose a day that is not before the first one.');
    need(!isDay(this.first.value) || this.last.value < daysLater(this.first.value, mostDays), 'last',
      'Choose a day within a year of the first one.');
    need(times !== null && times.length !== 0, 'times', 'Give times such as 14:00, 17:30, 21:00.');
    if (wrong.length !== 0) return wrong;
    const { starts } = this;
    need(starts.length !== 0, 'times', 'No show is left: choose days and times.');
    need(starts.length <= mostShows, 'last', 'These are more than 1,000 shows: choose fewer days.');
    const skipped = starts.find(({ day, time }) => instantOf(day, time, zone) === null);
    need(!skipped, 'times', `${skipped?.time} does not exist on ${skipped?.day}: clocks are put `
      + 'forward then.');
    return wrong;
  }

  #draw() {
    const days = this.#chosenDays();
    const times = timesIn(this.times.value) ?? [];
    const isMany = days.length * times.length > 1 && days.length * times.length <= mostShows;
    this.#table.hidden = !isMany;
    this.#table.replaceChildren(...(isMany ? [this.#tableOf(days, times)] : []));
    this.#recount();
  }

  #tableOf(days, times) {
    const box = (day, time) => element('input', {
      type: 'checkbox', checked: !this.#left.has(`${day} ${time}`), 'aria-label': `${day} ${time}`,
      onchange: ({ target }) => {
        this.#left[target.checked ? 'delete' : 'add'](`${day} ${time}`);
        this.#recount();
      },
    });
    return element('table', {},
      element('thead', {}, element('tr', {},
        element('td'), times.map((time) => element('th', { scope: 'col' }, time)))),
      element('tbody', {}, days.map((day) => element('tr', {},
        element('th', { scope: 'row' }, `${weekdayOf(day)} ${day}`),
        times.map((time) => element('td', {}, element('label', {}, box(day, time))))))));
  }

  #recount() {
    const { length } = this.starts;
    this.#count.textContent = length === 0 ? 'No show yet.' : `${counted(length, 'show')}.`;
  }
}

/** The start of one show that is there. */
export class Start {
  first;
  times;

  constructor({ day, time }) {
    this.first = new Field('Day', { type: 'date', value: day });
    this.times = new Field('Time', { type: 'time', value: time });
    this.last = this.first;
    this.element = element('div', { class: 'fields' }, this.first.element, this.times.element);
  }

  get starts() {
    return [{ day: this.first.value, time: this.times.value }];
  }

  errors(zone) {
    if (!isDay(this.first.value)) return [{ field: 'first', detail: 'Choose a day.' }];
    if (!/^\d\d:\d\d$/.test(this.times.value))
      return [{ field: 'times', detail: 'Choose a time.' }];
    return instantOf(this.first.value, this.times.value, zone) !== null ? []
      : [{ field: 'times', detail: 'Clocks are put forward over this time on that day.' }];
  }
}

/** The day after an instant, or after today, for the form of another show. */
export function nextDay(at, zone) {
  return daysLater(wallTime(at, zone).day);
}
