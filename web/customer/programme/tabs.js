// The days of the programme as tabs.

import { element } from '../../dom.js';
import { t } from '../../words.js';
import { dayWords } from './days.js';

/** The way a key leads along the tabs. */
function stepOf(key, forwards) {
  return { ArrowRight: forwards, ArrowLeft: -forwards, Home: -Infinity, End: Infinity }[key];
}

export class DayTabs {
  #chosen;
  #days = [];
  #shown = null;

  /** `panel` is the id of what the tabs change; `chosen(day, byKey)` is called for each choice. */
  constructor(panel, chosen) {
    this.#chosen = chosen;
    this.panel = panel;
    this.element = element('div', {
      class: 'days',
      role: 'tablist',
      'aria-label': t('programme.days'),
      onkeydown: (event) => this.#key(event),
    });
  }

  static idOf(day) {
    return `day-${day}`;
  }

  /** `day`: the one that is shown, or null. */
  draw(days, day, today) {
    const names = days.map((each) => each.day);
    if (this.#days.join() !== [...names, today].join()) {
      const focused = this.element.contains(document.activeElement);
      this.element.replaceChildren(...names.map((each) => this.#tab(each, today)));
      this.#days = [...names, today];
      this.#shown = null;
      if (focused) (this.#tabOf(day) ?? this.element.firstChild)?.focus();
    }
    const tabs = [...this.element.children];
    for (const tab of tabs) {
      const selected = tab.id === DayTabs.idOf(day);
      tab.setAttribute('aria-selected', String(selected));
      tab.tabIndex = selected || (day === null && tab === tabs[0]) ? 0 : -1;
    }
    // Not again later: it would scroll the page up.
    if (day !== this.#shown)
      this.#tabOf(day)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    this.#shown = day;
  }

  #tabOf(day) {
    return this.element.querySelector(`#${DayTabs.idOf(day)}`);
  }

  #tab(day, today) {
    const { name, date } = dayWords(day, today);
    return element(
      'button',
      {
        type: 'button',
        class: 'day number',
        role: 'tab',
        id: DayTabs.idOf(day),
        'aria-controls': this.panel,
        'data-day': day,
        onclick: () => this.#chosen(day, false),
      },
      element('span', { class: 'day-name' }, name),
      ' ',
      element('span', { class: 'day-date' }, date),
    );
  }

  #key(event) {
    const forwards = getComputedStyle(this.element).direction === 'rtl' ? -1 : 1;
    const step = stepOf(event.key, forwards);
    if (step === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const tabs = [...this.element.children];
    const at = tabs.indexOf(document.activeElement);
    const next = tabs[Math.min(tabs.length - 1, Math.max(0, at + step))];
    next.focus();
    if (next !== tabs[at]) this.#chosen(next.dataset.day, true);
  }
}
