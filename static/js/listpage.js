// The page of a list, or one that plays like a list: hand its songs to the player, and show in its
// rows what plays.

import { fill } from "./bar.js";
import { firstStart } from "./session.js";

export class ListPage {
  constructor(root, player, ratings) {
    Object.assign(this, { root, player, ratings });
    this.id = root.dataset.playlist || root.dataset.page;
    this.songs = JSON.parse(document.getElementById("queue")?.textContent ?? "[]");
    this.rows = [...root.querySelectorAll("[data-song]")];
    this.fit = root.querySelector("#fit");
    this.button = root.querySelector("#play-list");
    this.ratings.read(this.rows);
    this.light();
    if (this.button) this.button.hidden = !this.songs.length;
    root.addEventListener("click", (event) => this.onClick(event));
    this.begin();
    this.player.rename(this.songs);
    // A station has grown, or was turned, since the player took it.
    if (root.dataset.station && this.playsHere) this.player.follow(this.songs);
    this.show();
  }

  /** Put the next songs of a station behind the others. */
  grow(songs, rows) {
    const list = this.root.querySelector("#songs");
    const known = new Set(this.rows.map((row) => row.dataset.song));
    const made = document.createRange().createContextualFragment(rows);
    const fresh = [...made.querySelectorAll("[data-song]")].filter((row) => !known.has(row.dataset.song));
    for (const part of made.querySelectorAll("noscript")) part.remove();
    list.append(...fresh);
    for (const row of fresh) window.htmx?.process(row);
    this.rows.push(...fresh);
    this.songs.push(...songs.filter((song) => !known.has(song.song)));
    this.ratings.read(fresh);
    this.show();
  }

  /** Give the room the light of the list's mood. The room has no id: htmx copies attributes between
      elements of one id, and the Content Security Policy forbids to copy a style. */
  light() {
    const room = this.root.closest(".room");
    if (!room) return;
    for (const [name, percent] of Object.entries(room.dataset)) {
      if (!name.startsWith("share")) continue;
      room.style.setProperty(`--share-${name.slice(5).toLowerCase()}`, percent / 100);
    }
  }

  begin() {
    const { autoplay, keepCurrent } = this.root.dataset;
    const wanted = autoplay === "true" || keepCurrent === "true";
    if (!wanted || !this.songs.length || !firstStart(this.id)) return;
    this.player.take(this.songs, { keep: keepCurrent === "true" });
  }

  get playsHere() {
    const { playlist, page } = this.player.current ?? {};
    return (playlist || page) === this.id;
  }

  onClick(event) {
    if (event.target.closest("#play-list")) {
      if (this.playsHere) this.player.toggle();
      else this.player.take(this.songs);
      return;
    }
    const link = event.target.closest(".song__play");
    if (!link) return;
    event.preventDefault();
    const row = link.closest("[data-song]");
    if (this.player.current?.song === row.dataset.song) this.player.toggle();
    else this.playFrom(row);
  }

  playFrom(row) {
    const index = this.songs.findIndex((song) => song.song === row.dataset.song);
    if (index >= 0) this.player.take(this.songs, { index });
    // A disliked song is in no queue; pressed by hand it plays, and the list follows.
    else this.player.take([this.entryOf(row), ...this.songs]);
  }

  entryOf(row) {
    return {
      song: row.dataset.song,
      title: row.querySelector(".song__title").textContent,
      artist: row.querySelector(".song__artist > :not(.song__time)")?.textContent ?? "",
      cover: row.querySelector("img").src,
      src: row.querySelector(".song__play").href,
      mood: this.songs[0]?.mood ?? "neutral",
      position: this.rows.indexOf(row),
      playlist: this.root.dataset.playlist ?? "",
      page: this.root.dataset.page,
    };
  }

  show() {
    const { current, playing } = this.player;
    const { dataset } = document.getElementById("player");
    for (const row of this.rows) {
      const here = row.dataset.song === current?.song;
      row.toggleAttribute("aria-current", here);
      if (here) row.setAttribute("aria-current", "true");
      const link = row.querySelector(".song__play");
      if (!link) continue; // a song that does not play just now
      const title = row.querySelector(".song__title").textContent;
      link.dataset.state = here && playing ? "playing" : "paused";
      link.setAttribute("aria-label", fill(here && playing ? dataset.pauseSong : dataset.playSong, { title }));
    }
    this.showButton(this.playsHere && playing, dataset);
    this.placeFit(this.rows.find((row) => row.hasAttribute("aria-current")));
  }

  showButton(playing, dataset) {
    if (!this.button) return;
    this.button.dataset.state = playing ? "playing" : "paused";
    this.button.querySelector("[data-word]").textContent = dataset[playing ? "pause" : "play"];
    const notice = document.getElementById("press-play");
    if (notice) notice.hidden = !(this.player.asks && this.playsHere);
  }

  /** "Does it fit?" stands below the song that plays. */
  placeFit(row) {
    if (!this.fit || !this.player.current) return;
    const hadFocus = this.fit.contains(document.activeElement) && document.activeElement;
    if (row && this.fit.parentElement !== row) row.append(this.fit);
    else if (!row) this.root.querySelector("#songs").before(this.fit);
    if (hadFocus) hadFocus.focus({ preventScroll: true });
  }
}
