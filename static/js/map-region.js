// A region of the map: a line drawn around songs, or a circle around the one that is picked.

import { evenly, inside, within } from "./map-pick.js";

const LINE_STEP_PX = 4;
const CIRCLE_PX = 36; // the first circle, and what each step adds

export class Regions {
  constructor(map) {
    this.map = map;
    this.drawing = false; // the next drag draws
    this.line = null; // what is being drawn, in the map's places
    this.region = null; // {edge, marks, circle}; circle: around which song, and its radius
  }

  setDrawing(on) {
    this.drawing = on;
    this.drop();
    this.map.root.querySelector("[data-map=draw]").setAttribute("aria-pressed", String(on));
    this.map.canvas.classList.toggle("is-drawing", on);
    if (on) this.map.card.say(this.map.words.says.draw);
  }

  begin(left, top) {
    this.clear();
    this.line = [this.map.view.toMap(left, top)];
    this.lastPlace = [left, top];
  }

  goOn(left, top) {
    if (Math.hypot(left - this.lastPlace[0], top - this.lastPlace[1]) < LINE_STEP_PX) return;
    this.line.push(this.map.view.toMap(left, top));
    this.lastPlace = [left, top];
    this.map.changed();
  }

  end(cancelled) {
    const edge = this.line;
    this.drop();
    if (cancelled || edge.length < 3) return;
    this.setDrawing(false);
    this.take(edge);
  }

  drop() {
    this.line = null;
    this.map.changed();
  }

  /** Draw a circle around the picked song, and make it larger or smaller. */
  circle(step) {
    if (this.map.picked < 0) this.map.step(1, 0);
    if (this.map.picked < 0) return;
    const [x, y] = [this.map.points.x[this.map.picked], this.map.points.y[this.map.picked]];
    const { circle } = this.region ?? {};
    const before = circle?.around === this.map.picked ? circle.radius : 0;
    const radius = before + (step * CIRCLE_PX) / this.map.view.scale;
    if (radius <= 1e-9) return this.clear();
    const turns = Array.from({ length: 48 }, (_, k) => (k * Math.PI) / 24);
    const edge = turns.map((turn) => [x + radius * Math.cos(turn), y + radius * Math.sin(turn)]);
    this.take(edge, { around: this.map.picked, radius });
  }

  /** Find the songs anew, of those that are shown now: the edge stands where it was drawn. */
  again() {
    if (this.region) this.take(this.region.edge, this.region.circle);
  }

  take(edge, circle) {
    const { points, shown } = this.map;
    const found = circle
      ? within(points, shown, points.x[circle.around], points.y[circle.around], circle.radius)
      : inside(points, shown, edge);
    const marks = new Uint8Array(points.n);
    for (const i of found) marks[i] = 1;
    this.region = { edge, marks, circle };
    const { most, listMost } = this.map.root.dataset;
    const sent = evenly(found, Number(most)).map((i) => points.ids[i]);
    this.map.card.offer(sent, found.length, Number(listMost));
    this.map.changed();
  }

  clear() {
    this.region = null;
    this.map.card.offer(null);
    this.map.changed();
  }
}
