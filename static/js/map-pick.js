// Which song is meant: under a pointer, in a direction, inside a region. A look at each of 100,000
// songs takes a fraction of a millisecond, so there is no index to keep.

// A song this much further aside than ahead is not in that direction.
const WIDEST = 1.2;

/** The shown song nearest to a place, within `reach`; -1 where there is none. */
export function nearest(points, shown, x, y, reach = Infinity) {
  let best = -1;
  let least = reach * reach;
  for (let i = 0; i < points.n; i += 1) {
    if (!shown[i]) continue;
    const right = points.x[i] - x;
    const up = points.y[i] - y;
    const square = right * right + up * up;
    if (square <= least) [best, least] = [i, square];
  }
  return best;
}

/** The nearest shown song to the right, left, above or below song `from`; -1 at the edge. */
export function towards(points, shown, from, right, up) {
  let best = -1;
  let least = Infinity;
  for (let i = 0; i < points.n; i += 1) {
    if (!shown[i] || i === from) continue;
    const dx = points.x[i] - points.x[from];
    const dy = points.y[i] - points.y[from];
    const ahead = dx * right + dy * up;
    const aside = Math.abs(dx * up) + Math.abs(dy * right);
    if (ahead <= 0 || aside > WIDEST * ahead) continue;
    const far = ahead + 2 * aside;
    if (far < least) [best, least] = [i, far];
  }
  return best;
}

/** The `count` shown songs nearest to a song, the nearest first. */
export function around(points, shown, from, count) {
  const near = [];
  for (let i = 0; i < points.n; i += 1) {
    if (!shown[i] || i === from) continue;
    const far = (points.x[i] - points.x[from]) ** 2 + (points.y[i] - points.y[from]) ** 2;
    if (near.length === count && far >= near[count - 1].far) continue;
    let at = near.length;
    while (at > 0 && near[at - 1].far > far) at -= 1;
    near.splice(at, 0, { i, far });
    near.length = Math.min(near.length, count);
  }
  return near.map(({ i }) => i);
}

/** The shown songs inside a polygon [[x, y], ...]. */
export function inside(points, shown, polygon) {
  const xs = polygon.map(([x]) => x);
  const ys = polygon.map(([, y]) => y);
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [low, high] = [Math.min(...ys), Math.max(...ys)];
  const found = [];
  for (let i = 0; i < points.n; i += 1) {
    const [x, y] = [points.x[i], points.y[i]];
    if (!shown[i] || x < left || x > right || y < low || y > high) continue;
    if (holds(xs, ys, x, y)) found.push(i);
  }
  return found;
}

/** Say whether a ray from (x, y) crosses the polygon's edge an odd number of times. */
function holds(xs, ys, x, y) {
  let odd = false;
  for (let a = 0, b = xs.length - 1; a < xs.length; b = a, a += 1) {
    const crosses = ys[a] > y !== ys[b] > y;
    if (crosses && x < ((xs[b] - xs[a]) * (y - ys[a])) / (ys[b] - ys[a]) + xs[a]) odd = !odd;
  }
  return odd;
}

/** The shown songs within a circle. */
export function within(points, shown, x, y, radius) {
  const found = [];
  for (let i = 0; i < points.n; i += 1) {
    if (shown[i] && (points.x[i] - x) ** 2 + (points.y[i] - y) ** 2 <= radius * radius) found.push(i);
  }
  return found;
}

/** At most `most` of a row, from all over it. */
export function evenly(row, most) {
  if (row.length <= most) return row;
  return Array.from({ length: most }, (_, place) => row[Math.floor((place * row.length) / most)]);
}
