// What is drawn over the songs: the region, their names where few are in view, the one that plays and
// the one that is picked.

import { css } from "./map-palette.js";

const LABELLED = 24;

export function drawOver(context, map, radius) {
  const { ink, paper, focus } = map.painter.ink;
  drawRegion(context, map, focus);
  drawNames(context, map, radius);
  if (map.playing >= 0 && map.shown[map.playing]) {
    const [x, y] = map.placeOf(map.playing);
    map.painter.ring(context, x, y, radius + 5, 3, ink);
    map.painter.ring(context, x, y, radius + 10, 1.5, ink);
  }
  if (map.picked >= 0) {
    const [x, y] = map.placeOf(map.picked);
    map.painter.ring(context, x, y, radius + 4, 4.5, paper);
    map.painter.ring(context, x, y, radius + 4, 2.5, focus);
  }
}

function drawRegion(context, map, color) {
  const edge = map.regions.line ?? map.regions.region?.edge;
  if (!edge) return;
  context.beginPath();
  for (const [x, y] of edge) context.lineTo(...map.view.toPage(x, y));
  if (!map.regions.line) context.closePath();
  context.fillStyle = css(color, 0.08);
  context.fill();
  context.strokeStyle = css(color);
  context.lineWidth = 2;
  context.stroke();
}

/** Write names beside songs where few are in view: those that are known; others are asked for. */
function drawNames(context, map, radius) {
  const { ink, paper } = map.painter.ink;
  const inView = map.inView(LABELLED);
  if (!inView) return;
  const ids = inView.map((i) => map.points.ids[i]);
  if (ids.some((id) => !map.names.asked.has(id))) map.askFor(ids);
  context.font = `13px ${getComputedStyle(map.root).fontFamily}`;
  context.textBaseline = "middle";
  context.lineJoin = "round";
  const taken = [];
  for (const i of inView) {
    const title = map.names.get(map.points.ids[i])?.entry.title;
    if (!title) continue;
    const [x, y] = map.placeOf(i);
    const width = context.measureText(title).width;
    const after = x + radius + 7;
    const left = after + width < map.view.width ? after : x - radius - 7 - width;
    const right = left + width;
    if (taken.some(([a, b, row]) => Math.abs(row - y) < 16 && left < b && right > a)) continue;
    taken.push([left, right, y]);
    context.strokeStyle = css(paper, 0.85);
    context.lineWidth = 4;
    context.strokeText(title, left, y);
    context.fillStyle = css(ink);
    context.fillText(title, left, y);
  }
}
