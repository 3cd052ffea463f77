// Draw songs by the ten thousand without a graphics card: each is a small stamp of pixels, written
// into one picture that goes to the canvas at once. 100,000 stamps take a few milliseconds, a call
// of the canvas for each would take a hundred. The stamps shrink with the number that is in view.

import { css, trace } from "./map-palette.js";

const MOST_PIXELS = 4_000_000; // of the canvas, however dense the screen is
const PADDING = 32; // around the picture, so that a stamp at its edge needs no looking
const LARGEST = 8;
const SMALLEST = 1.2;
const HALO_FROM = 4; // the radius from which each song has a rim that parts it from the next
const LEVELS = 4; // of a mood's clearness
const DIM = 0.16; // what is left of the colour of songs outside a region

export class Painter {
  constructor(canvas) {
    this.canvas = canvas;
    this.context = canvas.getContext("2d");
    this.stamps = new Map();
  }

  resize(width, height) {
    const wanted = window.devicePixelRatio || 1;
    this.dense = Math.min(wanted, Math.sqrt(MOST_PIXELS / Math.max(1, width * height)));
    this.canvas.width = Math.max(1, Math.round(width * this.dense));
    this.canvas.height = Math.max(1, Math.round(height * this.dense));
    this.stride = this.canvas.width + 2 * PADDING;
    this.image = new ImageData(this.stride, this.canvas.height + 2 * PADDING);
    this.pixels = new Uint32Array(this.image.data.buffer);
    this.stamps.clear(); // their offsets are of the old width
  }

  /** Take the looks of the kinds, and make their colours by level, strong and dimmed. */
  dress(looks, ink, leveled) {
    this.looks = looks;
    this.ink = ink;
    this.leveled = leveled;
    this.stamps.clear();
    const tints = looks.map(({ color }) => Array.from({ length: LEVELS }, (_, level) => {
      const strength = leveled ? 0.55 + (0.45 * level) / (LEVELS - 1) : 1;
      return packed(mixed(color, ink.paper, strength));
    }));
    this.strong = Uint32Array.from(tints.flat());
    this.dimmed = Uint32Array.from(looks.flatMap(({ color }) =>
      Array(LEVELS).fill(packed(mixed(color, ink.paper, DIM)))));
    this.rim = packed(ink.paper);
  }

  /** The radius of a song in CSS pixels: by how many would be in view, were they spread evenly. */
  radius(shown, zoom) {
    const inView = Math.max(1, shown / (60 * zoom * zoom));
    return Math.min(LARGEST, Math.max(SMALLEST, LARGEST - 1.15 * Math.log(inView)));
  }

  /** Draw the songs. region: 1 for each song that is inside, or null. */
  draw(points, of, shown, view, shownCount, region = null) {
    this.pixels.fill(0);
    const radius = this.radius(shownCount, view.zoom);
    if (region) this.pass(points, of, shown, view, radius, this.dimmed, region, 0);
    this.pass(points, of, shown, view, radius, this.strong, region, 1);
    this.context.putImageData(
      this.image, -PADDING, -PADDING, PADDING, PADDING, this.canvas.width, this.canvas.height,
    );
    return radius;
  }

  pass(points, of, shown, view, radius, tints, region, wanted) {
    const { dense, stride, pixels, leveled } = this;
    const scale = view.scale * dense;
    const left = view.middle * dense - view.x * scale;
    const top = (view.height / 2) * dense + view.y * scale;
    const reach = PADDING / 2;
    const [right, bottom] = [this.canvas.width + reach, this.canvas.height + reach];
    const stamps = this.looks.map(({ shape }) => this.stamp(shape, radius));
    const rims = radius >= HALO_FROM ? this.looks.map(({ shape }) => this.stamp(shape, radius + 1.25)) : null;
    const { x, y, share, n } = points;
    for (let i = 0; i < n; i += 1) {
      if (!shown[i] || (region && region[i] !== wanted)) continue;
      const column = Math.round(left + x[i] * scale);
      const row = Math.round(top - y[i] * scale);
      if (column < -reach || row < -reach || column > right || row > bottom) continue;
      const at = (row + PADDING) * stride + column + PADDING;
      const kind = of[i];
      if (rims) press(pixels, at, rims[kind], this.rim);
      const level = leveled ? Math.min(LEVELS - 1, (share[i] * LEVELS) >> 8) : 0;
      press(pixels, at, stamps[kind], tints[kind * LEVELS + level]);
    }
  }

  /** A shape at a radius as offsets of pixels and how much of each it covers (1..255). */
  stamp(shape, radius) {
    const size = Math.round(radius * this.dense * 2) / 2;
    const key = `${this.looks.findIndex((look) => look.shape === shape)}:${size}`;
    if (!this.stamps.has(key)) this.stamps.set(key, this.cut(shape, size));
    return this.stamps.get(key);
  }

  cut(shape, size) {
    const half = Math.min(PADDING / 2 - 1, Math.ceil(size * 1.5) + 1);
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 2 * half + 1;
    const context = canvas.getContext("2d", { willReadFrequently: true });
    trace(context, shape, half + 0.5, half + 0.5, size);
    context.fill();
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    const offsets = [];
    const cover = [];
    for (let p = 0; p < data.length / 4; p += 1) {
      if (!data[4 * p + 3]) continue;
      offsets.push((Math.floor(p / canvas.width) - half) * this.stride + (p % canvas.width) - half);
      cover.push(data[4 * p + 3]);
    }
    return { offsets: Int32Array.from(offsets), cover: Uint8Array.from(cover) };
  }

  /** Have `act` draw over the songs, in CSS pixels. */
  over(act) {
    const { context } = this;
    context.save();
    context.scale(this.dense, this.dense);
    act(context);
    context.restore();
  }

  ring(context, x, y, radius, width, color) {
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.lineWidth = width;
    context.strokeStyle = css(color);
    context.stroke();
  }
}

/** Write a stamp into the picture, over what is there. */
function press(pixels, at, { offsets, cover }, tint) {
  for (let k = 0; k < offsets.length; k += 1) {
    const place = at + offsets[k];
    const alpha = cover[k];
    const under = pixels[place];
    if (alpha === 255) pixels[place] = tint;
    else if (!under) pixels[place] = (tint & 0xffffff) | (alpha << 24);
    else pixels[place] = blended(tint, under, alpha);
  }
}

function blended(tint, under, alpha) {
  const rest = 255 - alpha;
  const red = ((tint & 255) * alpha + (under & 255) * rest) >> 8;
  const green = (((tint >> 8) & 255) * alpha + ((under >> 8) & 255) * rest) >> 8;
  const blue = (((tint >> 16) & 255) * alpha + ((under >> 16) & 255) * rest) >> 8;
  const opaque = Math.min(255, alpha + (((under >>> 24) * rest) >> 8));
  return (opaque << 24) | (blue << 16) | (green << 8) | red;
}

function mixed(color, paper, strength) {
  return color.map((part, place) => Math.round(part * strength + paper[place] * (1 - strength)));
}

/** A colour as the picture holds it, opaque; typed arrays are little-endian wherever browsers run. */
function packed([red, green, blue]) {
  return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}
