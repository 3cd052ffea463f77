// The colours and shapes of the map's kinds of songs, read from the style sheets, so that light and
// dark are the page's own.

const TAU = 2 * Math.PI;
const corners = (n, turn, radius = () => 1) => Array.from({ length: n }, (_, k) => {
  const angle = turn + (k * TAU) / n;
  return [Math.cos(angle) * radius(k), Math.sin(angle) * radius(k)];
});

// Each shape is a polygon around (0, 0); they cover like areas, so that none seems to count more.
const CIRCLE = corners(24, 0);
const SQUARE = corners(4, TAU / 8, () => 1.22);
const UP = corners(3, -TAU / 4, () => 1.4);
const DOWN = corners(3, TAU / 4, () => 1.4);
const DIAMOND = corners(4, 0, () => 1.3);
const STAR = corners(10, -TAU / 4, (k) => (k % 2 ? 0.68 : 1.45));
const HEXAGON = corners(6, 0, () => 1.1);
const PLUS = [[-0.45, -1.25], [0.45, -1.25], [0.45, -0.45], [1.25, -0.45], [1.25, 0.45], [0.45, 0.45],
  [0.45, 1.25], [-0.45, 1.25], [-0.45, 0.45], [-1.25, 0.45], [-1.25, -0.45], [-0.45, -0.45]];
const CROSS = PLUS.map(([x, y]) => [(x - y) * 0.72, (x + y) * 0.72]);
const SHAPES = [CIRCLE, SQUARE, UP, DIAMOND, DOWN, PLUS, STAR, HEXAGON, CROSS];
const SMALL = corners(24, 0, () => 0.7);
const MOOD_SHAPES = [UP, DIAMOND, DOWN, CIRCLE, STAR, SQUARE];

/** What a kind looks like: {color: [r, g, b], shape: polygon}, one for each slug. */
export function looksOf(by, slugs) {
  const read = reader();
  const named = slugs.filter((slug) => slug && slug !== "others").length;
  const looks = slugs.map((slug, place) => {
    if (by === "mood") return look(read(`var(--mood-${slug})`), MOOD_SHAPES[place]);
    if (slug === "") return look(read("var(--kind-none)"), SMALL);
    if (slug === "others") return look(read("var(--kind-others)"), CIRCLE);
    if (by === "genre") return look(read(`var(--kind-${place + 1})`), SHAPES[place % SHAPES.length]);
    const age = named > 1 ? Math.round((100 * place) / (named - 1)) : 100;
    const color = read(`color-mix(in oklch, var(--era-new) ${age}%, var(--era-old))`);
    return look(color, SHAPES[place % SHAPES.length]);
  });
  read.done();
  return looks;
}

/** The page's own colours, for what is drawn over the points. */
export function inkOf() {
  const read = reader();
  const [ink, paper, focus] = ["ink", "surface", "focus"].map((name) => read(`var(--${name})`));
  read.done();
  return { ink, paper, focus };
}

function look(color, shape) {
  return { color, shape };
}

/** A function from a CSS colour to [r, g, b]: the browser knows what oklch() and var() mean. */
function reader() {
  const probe = document.createElement("span");
  probe.hidden = true;
  document.body.append(probe);
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  const read = (color) => {
    probe.style.color = color;
    context.fillStyle = getComputedStyle(probe).color;
    context.fillRect(0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data.subarray(0, 3)];
  };
  read.done = () => probe.remove();
  return read;
}

export function css([red, green, blue], alpha = 1) {
  return `rgb(${red} ${green} ${blue} / ${alpha})`;
}

/** Trace a shape on a canvas. */
export function trace(context, shape, x, y, radius) {
  context.beginPath();
  for (const [right, down] of shape) context.lineTo(x + right * radius, y + down * radius);
  context.closePath();
}

/** A picture of a look for the legend. */
export function swatch({ color, shape }, size = 16) {
  const canvas = document.createElement("canvas");
  const dense = Math.max(1, window.devicePixelRatio || 1);
  canvas.width = canvas.height = Math.round(size * dense);
  canvas.className = "map-swatch";
  canvas.setAttribute("aria-hidden", "true");
  const context = canvas.getContext("2d");
  context.fillStyle = css(color);
  trace(context, shape, canvas.width / 2, canvas.height / 2, canvas.width * 0.31);
  context.fill();
  return canvas;
}
