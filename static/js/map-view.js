// Which part of the map is seen: from the map's places (y upwards) to pixels of the page, and back.

const MARGIN = 0.92; // of the shorter side, that the whole map takes
// The map is square; a wide or a narrow field stretches it so far, since its axes mean nothing.
const NARROWEST = 0.75;
const WIDEST = 1.7;
const EDGE = 24;
const TOOLS = 52; // pixels at the right that the zoom buttons cover

export class View {
  constructor(songs = 0) {
    Object.assign(this, { x: 0, y: 0, zoom: 1, width: 1, height: 1, stretch: 1 });
    this.most = Math.max(12, 2 * Math.sqrt(songs));
  }

  /** Pixels for 1 of the map. */
  get scale() {
    return (Math.min((2 * this.middle) / this.stretch, this.height) / 2) * MARGIN * this.zoom;
  }

  /** The middle of what the buttons leave free, in pixels from the left. */
  get middle() {
    return Math.max(1, this.width - TOOLS) / 2;
  }

  toPage(x, y) {
    return [this.middle + (x - this.x) * this.scale, this.height / 2 - (y - this.y) * this.scale];
  }

  toMap(left, top) {
    return [this.x + (left - this.middle) / this.scale, this.y - (top - this.height / 2) / this.scale];
  }

  /** Take the size of the field in pixels; what was in the middle stays there. */
  resize(width, height) {
    Object.assign(this, { width: Math.max(1, width), height: Math.max(1, height) });
    const stretch = Math.min(WIDEST, Math.max(NARROWEST, (2 * this.middle) / this.height));
    this.x *= stretch / this.stretch;
    this.stretch = stretch;
  }

  /** Move what is seen by so many pixels. */
  pan(right, down) {
    this.place(this.x - right / this.scale, this.y + down / this.scale, this.zoom);
  }

  /** Zoom by a factor; the point of the map under (left, top) stays where it is. */
  zoomAt(factor, left = this.middle, top = this.height / 2) {
    const [x, y] = this.toMap(left, top);
    this.zoom = Math.min(this.most, Math.max(1, this.zoom * factor));
    const [there, above] = this.toMap(left, top);
    this.place(this.x + x - there, this.y + y - above, this.zoom);
  }

  place(x, y, zoom) {
    this.x = Math.min(this.stretch, Math.max(-this.stretch, x));
    this.y = Math.min(1, Math.max(-1, y));
    this.zoom = zoom;
  }

  whole() {
    this.place(0, 0, 1);
  }

  /** Say whether a point of the map is seen, and not only just. below: pixels that are covered. */
  shows(x, y, below = 0) {
    const [left, top] = this.toPage(x, y);
    const [right, bottom] = [this.width - EDGE, this.height - EDGE - below];
    return left > EDGE && top > EDGE && left < right && top < bottom;
  }
}
