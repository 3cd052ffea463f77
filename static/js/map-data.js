// Read the map's points from the bytes that the site sends (recommender/song_map/format.py).

const MAGIC = "MAP1";
const REACH = 32767;

/** The songs of a map, one entry each in arrays of equal length; x and y are within -1..1, but for
    what `stretch` makes of x. */
export function decode(buffer) {
  const bytes = new Uint8Array(buffer);
  const view = new DataView(buffer);
  if (String.fromCharCode(...bytes.subarray(0, 4)) !== MAGIC) throw new Error("not a map");
  const start = 8 + view.getUint32(4, true);
  const head = JSON.parse(new TextDecoder().decode(bytes.subarray(8, start)));
  const n = head.songs;
  if (buffer.byteLength !== start + 12 * n) throw new Error("a map that was cut off");
  const steps = new Uint32Array(buffer, start, n);
  const ids = new Float64Array(n);
  for (let i = 0, id = 0; i < n; i += 1) ids[i] = id += steps[i];
  const column = (place) => new Uint8Array(buffer, start + (8 + place) * n, n);
  return {
    n,
    ids,
    version: head.version,
    x: scaled(new Int16Array(buffer, start + 4 * n, n)),
    y: scaled(new Int16Array(buffer, start + 6 * n, n)),
    share: column(1),
    kinds: {
      mood: { of: column(0), slugs: ["anger", "tension", "sadness", "peace", "joy", "neutral"] },
      genre: { of: column(2), slugs: head.genres },
      era: { of: column(3), slugs: head.eras },
    },
  };
}

function scaled(column) {
  const found = new Float32Array(column.length);
  for (let i = 0; i < column.length; i += 1) found[i] = column[i] / REACH;
  return found;
}

/** Make the map wider or narrower; 1 is as it was drawn. */
export function stretch(points, factor) {
  if (points.stretch === factor) return false;
  points.drawn ??= Float32Array.from(points.x);
  for (let i = 0; i < points.n; i += 1) points.x[i] = points.drawn[i] * factor;
  points.stretch = factor;
  return true;
}

/** The place of a song in the arrays, -1 where it is not on the map. */
export function find(ids, id) {
  let low = 0;
  let high = ids.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (ids[middle] === id) return middle;
    if (ids[middle] < id) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** Load the points; the browser asks each time whether they are still the same (ETag). */
export async function load(url) {
  const answer = await fetch(url, { credentials: "same-origin" });
  if (!answer.ok) throw new Error(`the map's points: ${answer.status}`);
  return decode(await answer.arrayBuffer());
}

const MOST = 50; // the most that the site tells of at once

/** What the songs are called, asked for when someone looks at them, and kept. */
export class Names {
  constructor(url) {
    this.url = url;
    this.known = new Map();
    this.byUuid = new Map();
    this.asked = new Set(); // also those that no longer play
  }

  get(id) {
    return this.known.get(id);
  }

  /** Tell of these songs, in their order; those that no longer play are left out. */
  async of(ids) {
    const missing = ids.filter((id) => !this.known.has(id)).slice(0, MOST);
    for (const id of missing) this.asked.add(id);
    if (missing.length) {
      // Without an answer nothing is known of them: they are asked about again.
      await this.ask(`ids=${missing.join(",")}`, () => missing.forEach((id) => this.asked.delete(id)));
    }
    return ids.map((id) => this.known.get(id)).filter(Boolean);
  }

  /** The key of the song that a player names by its UUID; undefined where it is not on the map. */
  async idOf(uuid) {
    if (!this.byUuid.has(uuid)) {
      this.byUuid.set(uuid, undefined);
      await this.ask(`song=${encodeURIComponent(uuid)}`, () => this.byUuid.delete(uuid));
    }
    return this.byUuid.get(uuid);
  }

  async ask(query, forget) {
    const songs = await this.fetch(query).catch((error) => {
      forget();
      throw error;
    });
    for (const song of songs) {
      this.known.set(song.id, song);
      this.byUuid.set(song.entry.song, song.id);
    }
  }

  async fetch(query) {
    const answer = await fetch(`${this.url}?${query}`, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(`names on the map: ${answer.status}`);
    return (await answer.json()).songs;
  }
}
