// Which part of the map is seen: from the map's -1..1 (y upwards) to pixels of the page, and back.

const MARGIN = 0.9; // of the shorter side, that the whole map takes

export class View {
  constructor(songs = 0) {
    Object.assign(this, { x: 0, y: 0, zoom: 1, width: 1, height: 1 });
    this.most = Math.max(12, 2 * Math.sqrt(songs));
  }

  /** Pixels for 1 of the map. */
  get scale() {
    return (Math.min(this.width, this.height) / 2) * MARGIN * this.zoom;
  }

  toPage(x, y) {
    return [this.width / 2 + (x - this.x) * this.scale, this.height / 2 - (y - this.y) * this.scale];
  }

  toMap(left, top) {
    return [this.x + (left - this.width / 2) / this.scale, this.y - (top - this.height / 2) / this.scale];
  }

  resize(width, height) {
    Object.assign(this, { width: Math.max(1, width), height: Math.max(1, height) });
  }

  /** Move what is seen by so many pixels. */
  pan(right, down) {
    this.place(this.x - right / this.scale, this.y + down / this.scale, this.zoom);
  }

  /** Zoom by a factor; the point of the map under (left, top) stays where it is. */
  zoomAt(factor, left = this.width / 2, top = this.height / 2) {
    const [x, y] = this.toMap(left, top);
    this.zoom = Math.min(this.most, Math.max(1, this.zoom * factor));
    const [there, above] = this.toMap(left, top);
    this.place(this.x + x - there, this.y + y - above, this.zoom);
  }

  place(x, y, zoom) {
    this.x = Math.min(1, Math.max(-1, x));
    this.y = Math.min(1, Math.max(-1, y));
    this.zoom = zoom;
  }

  whole() {
    this.place(0, 0, 1);
  }

  /** Say whether a point of the map is seen, and not only just. */
  shows(x, y, margin = 24) {
    const [left, top] = this.toPage(x, y);
    return left > margin && top > margin && left < this.width - margin && top < this.height - margin;
  }
}
