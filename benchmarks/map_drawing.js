// What benchmarks/map_drawing.py runs in the browser: made-up songs, drawn by the page's own modules.

import { Painter } from "/static/js/map-paint.js";
import { inkOf, looksOf } from "/static/js/map-palette.js";
import { View } from "/static/js/map-view.js";

const [WIDTH, HEIGHT] = [1280, 700];
const MOODS = ["anger", "tension", "sadness", "peace", "joy", "neutral"];
const GROUPS = 300;

/** Songs in groups of unequal size, the same each time. */
function songs(n) {
  let state = 20;
  const random = () => (state = (state * 16807) % 2147483647) / 2147483647;
  const near = () => (random() + random() + random() - 1.5) * 0.12;
  const groups = Array.from({ length: GROUPS }, () => [random() * 1.8 - 0.9, random() * 1.8 - 0.9]);
  const points = { n, x: new Float32Array(n), y: new Float32Array(n), share: new Uint8Array(n), of: new Uint8Array(n) };
  for (let i = 0; i < n; i += 1) {
    const group = Math.floor(random() ** 2 * GROUPS);
    points.x[i] = groups[group][0] + near();
    points.y[i] = groups[group][1] + near();
    points.share[i] = 255 * random();
    points.of[i] = group % MOODS.length;
  }
  return points;
}

const later = () => new Promise(requestAnimationFrame);

function summary(times) {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share) => Number(sorted[Math.floor(share * (sorted.length - 1))].toFixed(2));
  return { median_ms: at(0.5), p95_ms: at(0.95), could_be_fps: Math.round(1000 / at(0.5)) };
}

/** Draw for some seconds, moving a little each time; then count the frames that come. */
async function run(draw, view, seconds) {
  const times = [];
  const move = (k) => view.place(0.15 * Math.sin(k / 20), 0.15 * Math.cos(k / 20), view.zoom);
  for (let k = 0; k < 20; k += 1) draw();
  const until = performance.now() + seconds * 500;
  for (let k = 0; performance.now() < until; k += 1) {
    move(k);
    const begun = performance.now();
    draw();
    times.push(performance.now() - begun);
    if (k % 5 === 0) await later();
  }
  const begun = performance.now();
  let frames = 0;
  while (performance.now() - begun < seconds * 500) {
    await later();
    move(frames);
    draw();
    frames += 1;
  }
  return { ...summary(times), frames_a_second: Math.round(frames / ((performance.now() - begun) / 1000)) };
}

function canvas() {
  const fresh = document.createElement("canvas");
  fresh.style.cssText = `width:${WIDTH}px;height:${HEIGHT}px`;
  document.body.replaceChildren(fresh);
  return fresh;
}

/** The least that WebGL2 can do: each song a square, all in one call. null where there is none. */
function byWebGl(points, view) {
  const gl = canvas().getContext("webgl2", { antialias: false });
  if (!gl) return null;
  gl.canvas.width = WIDTH * devicePixelRatio;
  gl.canvas.height = HEIGHT * devicePixelRatio;
  const program = gl.createProgram();
  const shader = (kind, text) => {
    const made = gl.createShader(kind);
    gl.shaderSource(made, `#version 300 es\nprecision mediump float;${text}`);
    gl.compileShader(made);
    gl.attachShader(program, made);
  };
  shader(gl.VERTEX_SHADER, `in vec2 at; uniform vec4 see; uniform float size;
    void main() { gl_Position = vec4((at - see.xy) * see.zw, 0, 1); gl_PointSize = size; }`);
  shader(gl.FRAGMENT_SHADER, "out vec4 color; void main() { color = vec4(.2, .5, .8, 1); }");
  gl.linkProgram(program);
  gl.useProgram(program);
  gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
  const places = new Float32Array(2 * points.n);
  for (let i = 0; i < points.n; i += 1) places.set([points.x[i], points.y[i]], 2 * i);
  gl.bufferData(gl.ARRAY_BUFFER, places, gl.STATIC_DRAW);
  const at = gl.getAttribLocation(program, "at");
  gl.enableVertexAttribArray(at);
  gl.vertexAttribPointer(at, 2, gl.FLOAT, false, 0, 0);
  const [see, size] = ["see", "size"].map((name) => gl.getUniformLocation(program, name));
  const pixel = new Uint8Array(4);
  gl.viewport(0, 0, gl.canvas.width, gl.canvas.height);
  return () => {
    gl.clear(gl.COLOR_BUFFER_BIT);
    gl.uniform4f(see, view.x, view.y, (2 * view.scale) / WIDTH, (2 * view.scale) / HEIGHT);
    gl.uniform1f(size, 4 * devicePixelRatio);
    gl.drawArrays(gl.POINTS, 0, points.n);
    gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel); // waits until it is drawn
  };
}

window.measure = async ([n, seconds, zoom]) => {
  const points = songs(n);
  const shown = new Uint8Array(n).fill(1);
  const view = new View(n);
  view.resize(WIDTH, HEIGHT);
  view.zoom = zoom;
  const painter = new Painter(canvas());
  painter.resize(WIDTH, HEIGHT);
  painter.dress(looksOf("mood", MOODS), inkOf(), true);
  const ours = await run(() => painter.draw(points, points.of, shown, view, n), view, seconds);
  const draw = byWebGl(points, view);
  return { canvas: ours, webgl: draw ? await run(draw, view, seconds) : "none" };
};
