// Play a queue through the one <audio> of the page. Knows nothing of the page's parts: it tells
// them by events ("change", "progress", "say") and they call its methods.

import { Queue } from "./queue.js";
import { save, saved } from "./session.js";

// Pressing "previous" later than this into a song starts the song again.
const RESTART_S = 3;
// A longer step between two reports of the place was a jump, not listening.
const LONGEST_STEP_S = 2;

export class Player extends EventTarget {
  constructor(audio, outbox) {
    super();
    this.audio = audio;
    this.outbox = outbox;
    this.queue = new Queue();
    this.volume = 1; // the listener's; the sound has less of it where a song is loud
    this.asks = false; // the browser waits for a touch
    this.heard = 0;
    this.started = false; // "play" was reported for this song
    this.listen();
  }

  get current() {
    return this.queue.current;
  }

  get playing() {
    return Boolean(this.current) && !this.audio.paused && !this.audio.ended;
  }

  /** What is said at the end: of a station, that it knows no more songs. */
  get lastWord() {
    return this.current.station ? "all" : "over";
  }

  get duration() {
    return Number.isFinite(this.audio.duration) ? this.audio.duration : this.current?.duration ?? 0;
  }

  listen() {
    const on = (name, act) => this.audio.addEventListener(name, act);
    on("playing", () => this.onPlaying());
    on("pause", () => this.changed());
    on("timeupdate", () => this.onTime());
    on("durationchange", () => this.tell("progress"));
    on("ended", () => this.onEnded());
    on("error", () => this.onError());
    addEventListener("pagehide", () => this.remember());
  }

  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  changed() {
    this.remember();
    this.tell("change");
  }

  /** Take a list: from `index` on, or (`keep`) after the song that plays. */
  take(songs, { index = 0, keep = false } = {}) {
    if (!songs.length) return;
    if (keep && this.current) {
      this.queue.keepCurrent(songs);
      this.changed();
      return;
    }
    this.leave();
    this.queue.replace(songs, index);
    this.open({ play: true });
  }

  /** Take more songs behind the last; if the music had come to its end, it goes on with them. */
  extend(songs) {
    const waits = this.audio.ended && this.queue.neighbour(1) < 0;
    this.queue.extend(songs);
    this.changed();
    if (waits) this.next();
  }

  /** Take the list of the song that plays as its page shows it now. */
  follow(songs) {
    this.queue.follow(songs);
    this.changed();
  }

  rename(songs) {
    this.queue.rename(songs);
    this.changed();
  }

  /** Play the song at `index` of the queue. */
  jump(index) {
    if (!(index in this.queue.songs)) return;
    this.leave();
    this.queue.index = index;
    this.open({ play: true });
  }

  open({ play, at = 0 }) {
    this.heard = 0;
    this.started = false;
    this.lastTime = at;
    this.audio.src = this.current.src;
    this.applyVolume();
    if (at) this.audio.currentTime = at;
    this.changed();
    this.tell("progress");
    if (play) this.play();
  }

  async play() {
    if (!this.current) return;
    if (this.audio.error) this.audio.load();
    this.asks = false;
    try {
      await this.audio.play();
    } catch (error) {
      // Other reasons come again as an "error" event, or a newer song has taken this one's place.
      if (error.name !== "NotAllowedError") return;
      this.asks = true;
      this.tell("say", { key: "press" });
      this.changed();
    }
  }

  /** The listener's volume, 0 to 1. */
  useVolume(volume) {
    this.volume = volume;
    this.applyVolume();
  }

  /** Loud songs are turned down to the level of the others (recommender/levelling.py). */
  applyVolume() {
    this.audio.volume = this.volume * (this.current?.level ?? 1);
  }

  pause() {
    this.audio.pause();
  }

  toggle() {
    if (this.playing) this.pause();
    else this.play();
  }

  next() {
    const index = this.queue.neighbour(1);
    if (index < 0) this.tell("say", { key: this.lastWord });
    else this.jump(index);
  }

  previous() {
    const index = this.queue.neighbour(-1);
    if (index < 0 || this.audio.currentTime > RESTART_S) this.seek(0);
    else this.jump(index);
  }

  /** Go to a place in the song, in seconds. */
  seek(seconds) {
    const last = Math.max(0, this.duration - 0.1);
    this.audio.currentTime = Math.min(Math.max(0, seconds), last);
    this.lastTime = this.audio.currentTime;
    this.tell("progress");
  }

  /** Leave a song out; if it is the one that plays, the next begins. */
  drop(songId) {
    const was = this.current?.song === songId;
    const resume = this.playing || this.asks;
    if (was) this.leave();
    this.queue.remove(songId);
    if (!this.current) this.clear();
    else if (was) this.open({ play: resume });
    else this.changed();
  }

  /** Stop, and keep nothing of the queue: the listener it was for has left. */
  forget() {
    this.pause();
    this.outbox.forget();
    this.queue.replace([]);
    this.clear();
  }

  clear() {
    this.audio.removeAttribute("src");
    this.audio.load();
    this.changed();
  }

  // What the audio tells

  onPlaying() {
    this.asks = false;
    if (!this.started) {
      this.started = true;
      this.report("play");
      this.tell("say", { key: "playing", song: this.current });
    }
    this.changed();
  }

  onTime() {
    const step = this.audio.currentTime - this.lastTime;
    if (step > 0 && step < LONGEST_STEP_S) this.heard += step;
    this.lastTime = this.audio.currentTime;
    this.tell("progress");
  }

  onEnded() {
    this.report("finish");
    this.started = false;
    const index = this.queue.neighbour(1);
    if (index >= 0) {
      this.queue.index = index;
      this.open({ play: true });
      return;
    }
    this.tell("say", { key: this.lastWord });
    this.changed();
  }

  /** A song that does not load: if the site answers, go on to the next; if not, wait. */
  async onError() {
    const song = this.current;
    if (!song || !this.audio.getAttribute("src")) return;
    if (await this.siteIsAway(song)) {
      this.tell("say", { key: "away" });
      this.changed();
      return;
    }
    song.gone = true;
    if (this.current !== song) return;
    const index = this.queue.neighbour(1);
    this.tell("say", { key: index < 0 ? "silent" : "gone", song });
    if (index >= 0) this.jump(index);
    else this.changed();
  }

  async siteIsAway(song) {
    if (new URL(song.src, location.href).origin !== location.origin) return false;
    try {
      const { status } = await fetch(song.src, { method: "HEAD" });
      return status >= 500 || status === 429;
    } catch {
      return true;
    }
  }

  // What the site and the next page are told

  leave() {
    if (this.started && !this.audio.ended) this.report("skip");
    this.started = false;
  }

  report(kind) {
    const { song, playlist, position } = this.current;
    this.outbox.add({ kind, song, playlist, position, heard: Math.round(this.heard * 10) / 10 });
  }

  remember() {
    const { songs, index } = this.queue;
    save({ songs, index, at: this.audio.currentTime, resume: false });
  }

  /** Have the next page go on playing, after an action that loads it whole. */
  rememberToResume() {
    if (!this.playing) return;
    addEventListener("pagehide", () => save({ ...saved(), resume: true }));
  }

  /** Take up what an earlier page of this tab left: paused, unless it asked to go on. */
  restore() {
    const state = saved();
    if (!state?.songs?.length) return;
    this.queue = new Queue(state.songs, state.index);
    this.open({ play: state.resume, at: state.at });
  }
}
