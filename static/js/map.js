// The map of songs: what is seen, picked, left out and drawn around, and what plays. Draws only when
// something changed, at most once a frame.

import { Card } from "./map-card.js";
import { Names, find, load, stretch } from "./map-data.js";
import { Hands, useButtons } from "./map-hands.js";
import { Legend } from "./map-legend.js";
import { drawOver } from "./map-over.js";
import { Painter } from "./map-paint.js";
import { inkOf, looksOf } from "./map-palette.js";
import { around, nearest, towards } from "./map-pick.js";
import { Regions } from "./map-region.js";
import { View } from "./map-view.js";

const REACH_PX = { mouse: 16, pen: 20, touch: 28 };
const QUEUED = 11; // songs that play after the one that was picked: its nearest
const NAMES_WAIT_MS = 120;
// Where someone was on the map, when they come back to it.
const kept = { by: "mood", view: null };

export class SongMap {
  constructor(root, player) {
    Object.assign(this, { root, player });
    this.words = JSON.parse(document.getElementById("map-words").textContent);
    this.canvas = root.querySelector("#map-canvas");
    this.painter = new Painter(this.canvas);
    this.card = new Card(root, this.words, player);
    this.legend = new Legend(root.querySelector("#map-legend"), this.words, (kind) => this.toggle(kind));
    this.names = new Names(root.dataset.songs);
    Object.assign(this, { points: null, picked: -1, pointed: -1, playing: -1 });
    this.regions = new Regions(this);
    this.leaving = new AbortController();
    this.frame = 0;
  }

  async mount() {
    try {
      this.points = await load(this.root.dataset.points);
    } catch (error) {
      console.warn("The map could not be loaded.", error);
      this.root.querySelector("#map-away").hidden = false;
      return;
    }
    if (this.leaving.signal.aborted) return;
    this.view = kept.view ?? new View(this.points.n);
    this.shown = new Uint8Array(this.points.n).fill(1);
    this.listen();
    this.colorBy(kept.by);
    this.resize();
    this.follow();
    this.root.classList.add("is-ready");
  }

  unmount() {
    this.leaving.abort();
    this.sizes?.disconnect();
    this.themes?.disconnect();
    cancelAnimationFrame(this.frame);
    clearTimeout(this.asking);
    clearTimeout(this.pointing);
    this.pointed = -1;
  }

  listen() {
    const { signal } = this.leaving;
    this.hands = new Hands(this.canvas, this);
    useButtons(this.root, this);
    this.sizes = new ResizeObserver(() => this.resize());
    this.sizes.observe(this.canvas.parentElement);
    this.themes = new MutationObserver(() => this.dress());
    this.themes.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.dress(), { signal });
    this.player.addEventListener("change", () => this.follow(), { signal });
    for (const input of this.root.querySelectorAll("input[name=map-by]")) {
      input.checked = input.value === kept.by;
      input.addEventListener("change", () => this.colorBy(input.value));
    }
  }

  // What is drawn

  get kinds() {
    return this.points.kinds[this.by];
  }

  colorBy(by) {
    this.by = kept.by = by;
    this.counts = new Uint32Array(this.kinds.slugs.length);
    for (const kind of this.kinds.of) this.counts[kind] += 1;
    this.hidden = new Uint8Array(this.counts.length);
    this.dress();
    this.filter();
  }

  dress() {
    const looks = looksOf(this.by, this.kinds.slugs);
    this.painter.dress(looks, inkOf(), this.by === "mood");
    this.legend.show(this.by, this.kinds.slugs, looks, this.counts);
    this.legend.press(this.hidden);
    this.changed();
  }

  /** Leave a kind out, or take it in again; the first touch shows that kind alone. */
  toggle(kind) {
    if (!this.hidden.includes(1)) this.hidden.fill(1);
    this.hidden[kind] = this.hidden[kind] ? 0 : 1;
    if (this.counts.every((count, other) => !count || this.hidden[other])) this.hidden.fill(0);
    this.filter();
  }

  showAll() {
    this.hidden.fill(0);
    this.filter();
  }

  filter() {
    const { of } = this.kinds;
    this.shownCount = 0;
    for (let i = 0; i < of.length; i += 1) this.shownCount += this.shown[i] = this.hidden[of[i]] ? 0 : 1;
    this.legend.press(this.hidden);
    this.root.querySelector("[data-map=all]").hidden = !this.hidden.includes(1);
    if (this.picked >= 0 && !this.shown[this.picked]) this.choose(-1);
    this.regions.again();
    this.changed();
  }

  resize() {
    const { width, height } = this.canvas.parentElement.getBoundingClientRect();
    this.view.resize(width, height);
    if (stretch(this.points, this.view.stretch)) this.regions.clear();
    this.painter.resize(width, height);
    this.draw();
  }

  /** Something is to be drawn differently: once, at the next frame. */
  changed() {
    if (this.frame || !this.points) return;
    this.frame = requestAnimationFrame(() => this.draw());
  }

  draw() {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    kept.view = this.view;
    const { points, shown, view } = this;
    const radius = this.painter.draw(points, this.kinds.of, shown, view, this.shownCount, this.regions.region?.marks);
    this.painter.over((context) => drawOver(context, this, radius));
    this.hands.tellEnds(this.view);
  }

  /** The shown songs in view, or null where there are more than `most`. */
  inView(most) {
    const { points, view } = this;
    const [left, top] = view.toMap(0, 0);
    const [right, bottom] = view.toMap(view.width, view.height);
    const found = [];
    for (let i = 0; i < points.n; i += 1) {
      if (!this.shown[i] || points.x[i] < left || points.x[i] > right) continue;
      if (points.y[i] > top || points.y[i] < bottom) continue;
      if (found.push(i) > most) return null;
    }
    return found;
  }

  askFor(ids) {
    clearTimeout(this.asking);
    this.asking = setTimeout(() => this.names.of(ids).then(() => this.changed(), console.warn), NAMES_WAIT_MS);
  }

  placeOf(i) {
    return this.view.toPage(this.points.x[i], this.points.y[i]);
  }

  // Where one looks

  pan(right, down) {
    this.view.pan(right, down);
    this.hover(null);
    this.changed();
  }

  /** Zoom around a place in the field; without one around the picked song, else the middle. */
  zoom(factor, left, top) {
    const { picked, points, view } = this;
    const song = left === undefined && picked >= 0 && view.shows(points.x[picked], points.y[picked]);
    view.zoomAt(factor, ...(song ? this.placeOf(picked) : [left, top]));
    this.hover(null);
    this.changed();
  }

  whole() {
    this.view.whole();
    this.changed();
  }

  /** Bring a song into view if it is not. */
  reveal(i) {
    const [x, y] = [this.points.x[i], this.points.y[i]];
    const covered = this.canvas.getBoundingClientRect().bottom - this.card.top();
    if (!this.view.shows(x, y, Math.max(0, covered))) this.view.place(x, y, this.view.zoom);
    this.changed();
  }

  // Which song is meant

  under(left, top, kind) {
    const [x, y] = this.view.toMap(left, top);
    return nearest(this.points, this.shown, x, y, (REACH_PX[kind] ?? REACH_PX.touch) / this.view.scale);
  }

  tap(left, top, kind) {
    this.choose(this.under(left, top, kind));
  }

  async hover(place) {
    clearTimeout(this.pointing);
    const i = place && !this.regions.drawing ? this.under(...place, "mouse") : -1;
    this.pointed = i;
    this.canvas.classList.toggle("is-over", i >= 0);
    if (i < 0) return this.card.point(null);
    this.pointing = setTimeout(async () => {
      const [song] = await this.names.of([this.points.ids[i]]).catch(() => []);
      if (song && this.pointed === i) this.card.point(song, ...this.placeOf(i));
    }, this.names.get(this.points.ids[i]) ? 0 : NAMES_WAIT_MS);
  }

  /** To the next song in a direction; from nowhere, to the one nearest to the middle. */
  step(right, up) {
    const { points, shown, view } = this;
    if (this.picked < 0) return this.choose(nearest(points, shown, view.x, view.y));
    const next = towards(points, shown, this.picked, right, up);
    if (next < 0) return this.card.say(this.words.says.end);
    this.choose(next);
  }

  async choose(i) {
    this.picked = i;
    this.hover(null);
    if (i < 0) {
      this.card.show(null);
      return this.changed();
    }
    this.changed();
    const [song] = await this.names.of([this.points.ids[i]]).catch(() => []);
    if (this.picked !== i) return;
    if (!song) return this.card.show(null);
    this.card.show(song, this.kindsOf(i));
    this.reveal(i);
    this.card.tell(song, this.kindsOf(i));
  }

  /** What a song is, in words, where that is known. */
  kindsOf(i) {
    return Object.fromEntries(Object.entries(this.points.kinds).map(([by, { of, slugs }]) => {
      const slug = slugs[of[i]];
      return [by, slug ? this.words[by][slug] ?? slug : ""];
    }));
  }

  /** Play the picked song, and then the songs around it; the song that plays already pauses, and goes on. */
  async play() {
    if (this.picked < 0) return;
    const song = this.names.get(this.points.ids[this.picked]);
    if (song && song.entry.song === this.player.current?.song) return this.player.toggle();
    const near = [this.picked, ...around(this.points, this.shown, this.picked, QUEUED)];
    const songs = await this.names.of(near.map((i) => this.points.ids[i])).catch(() => []);
    if (!songs.length) return this.card.say(this.words.says.away);
    this.player.take(songs.map(({ entry }, at) => ({ ...entry, position: at + 1 })));
  }

  /** Mark the song that plays, and keep it in view as the player goes on. */
  async follow() {
    this.card.follow();
    const current = this.player.current;
    const id = current ? await this.names.idOf(current.song).catch(() => undefined) : undefined;
    if (this.leaving.signal.aborted || this.player.current !== current) return;
    const i = id === undefined ? -1 : find(this.points.ids, id);
    if (i === this.playing) return;
    this.playing = i;
    if (i >= 0 && current.page === location.pathname) this.reveal(i);
    this.changed();
  }

  /** Escape: the line, then the region, then the song. */
  letGo() {
    if (this.regions.drawing) this.regions.setDrawing(false);
    else if (this.regions.region) this.regions.clear();
    else this.choose(-1);
  }
}

export function mount(root, player) {
  const map = new SongMap(root, player);
  map.mount();
  return map;
}
