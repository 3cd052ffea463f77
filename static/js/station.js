// A station goes on by itself: ask for its next songs before the last one plays.

import { post } from "./csrf.js";

// So many songs before the last one the next are asked for.
const AHEAD = 2;
// A site that does not answer is asked again after so long.
const AGAIN_MS = 8000;

export class Stations {
  /** `onGrown(url, songs, rows)` is called with the songs that came, and their rows for the page. */
  constructor(player, onGrown) {
    Object.assign(this, { player, onGrown });
    this.busy = false;
    this.done = new Map(); // address -> the place behind which there was nothing more
    this.reached = new Map(); // address -> the last place of the queue, and of what was answered to it
    player.addEventListener("change", () => this.look());
  }

  look() {
    const { current, queue } = this.player;
    if (!current?.station || this.busy) return;
    const left = queue.songs.slice(queue.index + 1).filter((song) => !song.gone).length;
    const after = this.place(current.station);
    if (left <= AHEAD && this.done.get(current.station) !== after) this.ask(current.station, after);
  }

  /** The last place of a station that is known here: the queue's, or, where an answer brought only
      songs that the queue has at other places (the station was turned in another tab), that one's. */
  place(url) {
    const last = this.lastOf(url);
    const reached = this.reached.get(url);
    return reached?.last === last ? Math.max(last, reached.place) : last;
  }

  lastOf(url) {
    const own = this.player.queue.songs.filter((song) => song.station === url);
    return Math.max(0, ...own.map((song) => song.position));
  }

  async ask(url, after) {
    this.busy = true;
    const answer = await this.fetch(url, after);
    if (!answer) {
      setTimeout(() => this.free(), AGAIN_MS);
      return;
    }
    const place = Math.max(after, ...answer.songs.map((song) => song.position));
    this.reached.set(url, { last: this.lastOf(url), place });
    // What leads no further is not asked again: it would be asked without end.
    if (answer.over || place === after) this.done.set(url, after);
    // Another list may have been taken meanwhile.
    if (this.player.current?.station === url) this.player.extend(answer.songs);
    this.onGrown(url, answer);
    this.free();
  }

  free() {
    this.busy = false;
    this.look();
  }

  /** The answer of the site; null where another try may help. */
  async fetch(url, after) {
    try {
      const answer = await post(url, { after });
      if (answer.ok) return await answer.json();
      // A station that was deleted, or is another's, has nothing more to say.
      return answer.status === 429 || answer.status >= 500 ? null : { songs: [], rows: "", over: true };
    } catch {
      return null;
    }
  }
}
