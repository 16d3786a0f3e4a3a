// The editor of a hall. Halls are templates: a show copies what it needs when it is made, and no
// change here changes a show.
import { element } from '../../dom.js';
import { counted } from '../../event_words.js';
import { say } from '../../say.js';
import { idOf } from '../form/ids.js';
import { showErrors } from '../form/fields.js';
import { isTurnedAway, matterOf, problemWords } from '../problems.js';
import { unreadable } from '../unreadable.js';
import { chooseVersion } from './conflict.js';
import { Draft } from './draft.js';
import { Grid } from './grid.js';
import { importPlan } from './import_plan.js';
import { ClassesPanel, FactsPanel, ImportPanel, RowsPanel } from './panels.js';
import { bodyOf, emptyPlan, errorsIn, mostSeats, planOf, seatsIn, sizeLimit } from './plan.js';
import { currencyOf, Preview } from './preview.js';
import { Steps } from './steps.js';
import { Tools } from './tools.js';

const pathOf = (id) => `/api/hall/${encodeURIComponent(id)}`;

/** `id`: the hall to edit; `show`: the show whose layout a new one gets; neither: an empty one. */
export function hallEditorView(session, { id = null, show = null }) {
  const page = new HallEditor(session, id, show);
  page.load();
  return page;
}

class HallEditor {
  #session;
  #id;
  #show;
  #version = 0; // of the hall as it was loaded or saved last; 0 of a hall that there is not yet
  #saved = null; // the plan as it is in the server
  #steps;
  #draft;
  #parts;
  #heading = element('h1', {}, 'Hall');
  #state = element('p', { class: 'soft', role: 'status' }, 'Loading…');
  #notice = element('p', { class: 'notice notice-bad', role: 'alert' });
  #isClosed = false;
  #leaving = (event) => { // The browser asks.
    if (this.#isChanged) event.preventDefault();
  };
  #undoKeys = (event) => this.#undoKey(event);

  constructor(session, id, show) {
    this.#session = session;
    this.#id = id;
    this.#show = show;
    this.#draft = new Draft(id ?? (show && `from ${show}`));
    this.title = 'Hall';
    this.element = element('section', { class: 'editor' }, this.#heading, this.#state);
  }

  get #isChanged() {
    return this.#steps !== undefined && this.#steps.now !== this.#saved;
  }

  async load() {
    try {
      const [plan, currency] = await Promise.all(
        [this.#loadPlan(), currencyOf(this.#session)]);
      if (!this.#isClosed) this.#build(plan, currency);
    } catch (problem) {
      this.element.replaceChildren(this.#heading,
        ...unreadable(problem, () => this.load(), ['#/halls', 'All halls']));
    }
  }

  close() {
    this.#isClosed = true;
    this.#parts?.preview.close();
    removeEventListener('beforeunload', this.#leaving);
    removeEventListener('keydown', this.#undoKeys);
  }

  async #loadPlan() {
    if (this.#id !== null) {
      const hall = await this.#session.get(pathOf(this.#id));
      this.#version = hall.version;
      this.#saved = planOf(hall);
      return this.#saved;
    }
    if (this.#show === null) return emptyPlan;
    const path = `/api/movieshow/${encodeURIComponent(this.#show)}`;
    const [show, { seats }] = await Promise.all(
      [this.#session.get(path), this.#session.get(`${path}/seats`)]);
    const blocked = Object.keys(seats).filter((seat) => seats[seat] === 'blocked');
    return planOf({ ...show, blocked });
  }

  #build(plan, currency) {
    this.#steps = new Steps(plan);
    const apply = (change, series) => this.#apply(change, series);
    const tools = new Tools((change, series) =>
      this.#apply((now) => change(now, grid.picked), series));
    const grid = new Grid(() => tools.draw(this.#steps.now, grid.picked),
      (event) => tools.key(event));
    this.#parts = {
      grid, tools, facts: new FactsPanel(apply), classes: new ClassesPanel(apply, currency),
      rows: new RowsPanel(apply), preview: new Preview(),
    };
    const { facts, classes, rows, preview } = this.#parts;
    const read = new ImportPanel((text) => this.#import(text));
    this.element.replaceChildren(this.#head(), this.#notice,
      element('div', { class: 'columns' },
        element('div', { class: 'stage' },
          element('section', { class: 'card', 'aria-label': 'Plan' },
            tools.element, grid.element, tools.more),
          preview.element),
        element('div', { class: 'side' },
          facts.element, classes.element, rows.element, read.element)));
    addEventListener('beforeunload', this.#leaving);
    addEventListener('keydown', this.#undoKeys);
    this.#restore();
    this.#draw();
  }

  #head() {
    const button = (text, onclick, kind = '') =>
      element('button', { type: 'button', class: `button ${kind}`, onclick }, text);
    this.undo = button('Undo', () => this.#step('undo'));
    this.redo = button('Redo', () => this.#step('redo'));
    this.save = button('Save hall', () => this.#save(), 'button-primary');
    this.makeShow = element('a', { class: 'button' }, 'New show here');
    return element('div', { class: 'head' },
      element('div', {},
        element('a', { href: '#/halls' }, 'All halls'), this.#heading, this.#state),
      element('div', { class: 'buttons' }, this.undo, this.redo, this.makeShow, this.save));
  }

  /** Brings back what was not saved before the page was left. */
  #restore() {
    const { kept } = this.#draft;
    if (!kept) return;
    this.#steps.do(kept.plan);
    if (this.#id !== null) this.#version = kept.version;
    say('Your changes of before are here again. Undo takes them back.');
  }

  /** `series`: what is typed into, as in Steps. */
  #apply(change, series = null) {
    const before = this.#steps.now;
    const next = change(before);
    if (next === before) return;
    if (seatsIn(next) > Math.max(mostSeats, seatsIn(before))) {
      this.#notice.textContent = `A hall has ${sizeLimit}: nothing was changed.`;
      return;
    }
    this.#steps.do(next, series);
    this.#changed();
  }

  #step(way) {
    this.#steps[way]();
    this.#changed();
  }

  #changed() {
    this.#notice.textContent = '';
    if (this.#isChanged) this.#draft.keep(this.#steps.now, this.#version);
    else this.#draft.drop();
    this.#draw();
  }

  #undoKey(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    if (event.target.closest('input, textarea, dialog')) return; // They have an undo of their own.
    const key = event.key.toLowerCase();
    if (key !== 'y' && key !== 'z') return;
    const way = key === 'y' || event.shiftKey ? 'redo' : 'undo';
    event.preventDefault();
    this.#step(way);
  }

  #draw() {
    const plan = this.#steps.now;
    const { grid, tools, facts, classes, rows, preview } = this.#parts;
    grid.draw(plan);
    tools.draw(plan, grid.picked);
    facts.draw(plan);
    classes.draw(plan);
    rows.draw(plan);
    preview.draw(plan, classes.currency);
    this.#heading.textContent = plan.name || 'New hall';
    const size = `${counted(seatsIn(plan), 'seat')} in ${counted(plan.rows.length, 'row')}`;
    this.#state.textContent = `${size} · ${this.#isChanged ? 'not saved' : 'saved'}`;
    this.undo.disabled = !this.#steps.canUndo;
    this.redo.disabled = !this.#steps.canRedo;
    this.makeShow.hidden = this.#id === null || this.#isChanged;
    this.makeShow.href = `#/shows/new/${encodeURIComponent(this.#id ?? '')}`;
  }

  #import(text) {
    const next = importPlan(this.#steps.now, text);
    this.#apply(() => next);
    say(`Read ${counted(seatsIn(next), 'seat')} in ${counted(next.rows.length, 'row')}.`);
  }

  async #save(version = this.#version) {
    const plan = this.#steps.now;
    const errors = errorsIn(plan);
    if (errors.length !== 0) return this.#refused(errors);
    const [wrong, ...others] = this.#parts.classes.errors;
    for (const { field, text } of [...others, wrong].filter(Boolean)) field.fail(text);
    if (wrong) return wrong.field.control.focus();
    this.save.disabled = true;
    this.#notice.textContent = '';
    try {
      const id = this.#id ?? await this.#freeId(plan.name);
      const saved = await this.#session.send('PUT', pathOf(id), { ...bodyOf(plan), version });
      this.#keep(id, saved.version, plan);
    } catch (problem) {
      await this.#failed(problem, plan);
    } finally {
      this.save.disabled = false;
    }
  }

  #keep(id, version, plan) {
    this.#draft.drop();
    if (this.#isClosed) return;
    this.#steps.endSeries();
    this.#version = version;
    this.#saved = plan;
    if (this.#id === null) {
      this.#id = id;
      this.#draft = new Draft(id);
      history.replaceState(null, '', `#/halls/edit/${encodeURIComponent(id)}`);
    }
    this.#changed();
    say(`Saved ${plan.name}.`);
  }

  /** An id made of the name that no hall has. */
  async #freeId(name) {
    const used = new Set();
    for (;;) {
      const id = idOf(name, used);
      try {
        await this.#session.get(pathOf(id));
        used.add(id);
      } catch (problem) {
        if (problem.status === 404) return id;
        throw problem;
      }
    }
  }

  async #failed(problem, plan) {
    if (problem.status === 422 && problem.body.errors)
      return this.#refused(problem.body.errors, (path) => nameIn(plan, path));
    if (problem.code === 'HALL_NOT_FOUND') {
      this.#version = 0;
      this.#notice.textContent = 'Nothing was saved: somebody else has deleted this hall. '
        + 'Save it once more to make it again.';
      return undefined;
    }
    if (problem.code !== 'HALL_CHANGED') {
      const isKnown = isTurnedAway(problem) || problem.status >= 400 && problem.status < 500;
      this.#notice.textContent = isKnown ? `Nothing was saved. ${problemWords(problem)}`
        : `${matterOf(problem)} It is not known whether the hall was saved. Save it again.`;
      return undefined;
    }
    if (this.#id === null) return this.#save(); // Another hall has got this id just now.
    const choice = await chooseVersion(plan.name);
    if (choice === 'overwrite') return this.#save(problem.body.version);
    return choice === 'reload' ? this.#reload() : undefined;
  }

  async #reload() {
    try {
      const plan = await this.#loadPlan();
      this.#steps.do(plan);
      this.#changed();
      say('This is the other version now. Undo brings yours back.');
    } catch (problem) {
      this.#notice.textContent = problemWords(problem);
    }
  }

  /** `nameOf(path)` names the row or seat that an error of the server is about. */
  #refused(errors, nameOf) {
    const { facts, classes, grid } = this.#parts;
    const rows = errors.map(({ field }) => /^rows\[(\d+)\]/.exec(field)?.[1]).filter(Boolean);
    grid.pickRows([...new Set(rows.map(Number))]);
    const others = showErrors(errors, (path) => {
      const [, at, member] = /^classes\[(\d+)\]\.(\w+)$/.exec(path) ?? [];
      if (at) return classes.fieldOf(Number(at), member);
      return { name: facts.name, timeZone: facts.zone }[path] ?? null;
    }, nameOf);
    this.#notice.textContent = others.join(' ');
    if (rows.length === errors.length) grid.focus();
  }
}

/** "Row B, seat B7:" of `rows[1].seats[6]`; empty of another path. */
function nameIn({ rows }, path) {
  const [, at, place] = /^rows\[(\d+)\](?:\.seats\[(\d+)\])?/.exec(path) ?? [];
  if (at === undefined) return '';
  const seat = rows[at].places[place];
  return `Row ${rows[at].name}${seat ? `, seat ${seat.id}` : ''}:`;
}
