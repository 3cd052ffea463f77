// What hands do on the map: drag, pinch, wheel, tap, draw, and keys. Knows nothing of songs: it calls
// the map's methods.

const STILL_PX = 6; // a press that moves less than this is a tap
const WHEEL = 0.0016;
const STEP = 1.5; // of a key or a button
const PAN_PX = 80;
const ARROWS = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

export class Hands {
  constructor(canvas, map) {
    Object.assign(this, { canvas, map });
    this.pointers = new Map();
    this.travelled = 0;
    const on = (name, act, options) => canvas.addEventListener(name, act, options);
    on("pointerdown", (event) => this.down(event));
    on("pointermove", (event) => this.move(event));
    on("pointerup", (event) => this.up(event));
    on("pointercancel", (event) => this.up(event, true));
    on("pointerleave", () => this.map.hover(null));
    on("wheel", (event) => this.wheel(event), { passive: false });
    on("keydown", (event) => this.key(event));
  }

  /** Say which of the buttons lead no further. */
  tellEnds({ zoom, most }) {
    const ends = { in: zoom >= most, out: zoom <= 1, whole: zoom <= 1 };
    for (const [name, over] of Object.entries(ends)) {
      this.map.root.querySelector(`[data-map=${name}]`).setAttribute("aria-disabled", String(over));
    }
  }

  at({ clientX, clientY }) {
    const { left, top } = this.canvas.getBoundingClientRect();
    return [clientX - left, clientY - top];
  }

  down(event) {
    if (event.button > 0) return;
    this.canvas.setPointerCapture(event.pointerId);
    this.pointers.set(event.pointerId, this.at(event));
    if (this.pointers.size === 1) this.travelled = 0;
    else this.map.regions.drop(); // a second finger means to zoom
    if (this.map.regions.drawing && this.pointers.size === 1) this.map.regions.begin(...this.at(event));
  }

  move(event) {
    const place = this.at(event);
    const before = this.pointers.get(event.pointerId);
    if (!before) {
      if (event.pointerType === "mouse") this.map.hover(place);
      return;
    }
    const [right, down] = [place[0] - before[0], place[1] - before[1]];
    this.travelled += Math.hypot(right, down);
    if (this.pointers.size === 2) this.pinch(event.pointerId, place);
    else if (this.map.regions.line) this.map.regions.goOn(...place);
    else if (this.travelled > STILL_PX) this.map.pan(right, down);
    this.pointers.set(event.pointerId, place);
  }

  /** Two fingers: the point between them stays under them. */
  pinch(moved, place) {
    const [other] = [...this.pointers].filter(([id]) => id !== moved).map(([, at]) => at);
    const before = this.pointers.get(moved);
    const far = (a, b) => Math.max(1, Math.hypot(a[0] - b[0], a[1] - b[1]));
    const middle = [(place[0] + other[0]) / 2, (place[1] + other[1]) / 2];
    this.map.pan((place[0] - before[0]) / 2, (place[1] - before[1]) / 2);
    this.map.zoom(far(place, other) / far(before, other), ...middle);
  }

  up(event, cancelled = false) {
    const place = this.pointers.get(event.pointerId);
    this.pointers.delete(event.pointerId);
    if (!place) return;
    if (this.map.regions.line) this.map.regions.end(cancelled);
    else if (!cancelled && this.travelled <= STILL_PX && !this.pointers.size) {
      this.map.tap(...place, event.pointerType);
    }
  }

  wheel(event) {
    event.preventDefault();
    const lines = event.deltaMode === 1 ? 16 : 1;
    this.map.zoom(Math.exp(-event.deltaY * lines * WHEEL), ...this.at(event));
  }

  key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const act = this.action(event);
    if (!act) return;
    event.preventDefault();
    act();
  }

  action(event) {
    const { map } = this;
    const arrow = ARROWS[event.key];
    if (arrow && event.shiftKey) return () => map.pan(-arrow[0] * PAN_PX, arrow[1] * PAN_PX);
    if (arrow) return () => map.step(...arrow);
    // By place on the keyboard, so that it works while Hangul is being typed.
    if (event.code === "KeyR") return () => map.regions.circle(event.shiftKey ? -1 : 1);
    return {
      "+": () => map.zoom(STEP),
      "=": () => map.zoom(STEP),
      "-": () => map.zoom(1 / STEP),
      0: () => map.whole(),
      Enter: () => map.play(),
      Escape: () => map.letGo(),
    }[event.key];
  }
}

/** The buttons beside the map: [data-map] names what each does. */
export function useButtons(root, map) {
  const acts = {
    in: () => map.zoom(STEP),
    out: () => map.zoom(1 / STEP),
    whole: () => map.whole(),
    draw: () => map.regions.setDrawing(!map.regions.drawing),
    play: () => map.play(),
    circle: () => map.regions.circle(1),
    larger: () => map.regions.circle(1),
    smaller: () => map.regions.circle(-1),
    clear: () => map.regions.clear(),
    close: () => map.choose(-1),
    fold: () => map.card.fold(),
    all: () => map.showAll(),
  };
  root.addEventListener("click", ({ target }) => {
    const button = target.closest("button[data-map]");
    if (button) acts[button.dataset.map]?.();
  });
}
