// The bar at the foot and its drawer: show what the player does, and pass on what is pressed.

import { saveVolume, savedVolume } from "./session.js";

const MOOD = /\bmood-\w+/g;
const ACTIONS = {
  toggle: (player) => player.toggle(),
  next: (player) => player.next(),
  previous: (player) => player.previous(),
};

export function clock(seconds) {
  const whole = Math.max(0, Math.round(seconds || 0));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** Put values into the braces of a sentence that the server wrote. */
export function fill(sentence, values = {}) {
  return sentence.replace(/\{(\w+)\}/g, (brace, name) => values[name] ?? brace);
}

export class Bar {
  constructor(root, player, ratings) {
    Object.assign(this, { root, player, ratings });
    this.seek = root.querySelector("#player-seek");
    this.panel = root.querySelector("#queue-panel");
    this.says = root.querySelector("#player-says");
    this.useVolume(savedVolume());
    this.listen();
  }

  listen() {
    this.root.addEventListener("click", (event) => this.onClick(event));
    this.root.addEventListener("input", (event) => this.onInput(event));
    this.root.querySelector("#player-cover").addEventListener("error", ({ target }) => {
      const { fallback } = this.root.dataset;
      if (target.getAttribute("src") !== fallback) target.src = fallback;
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !this.panel.hidden) this.toggleQueue();
    });
    document.addEventListener("click", ({ target }) => {
      if (!this.panel.hidden && !this.root.contains(target)) this.toggleQueue({ focus: false });
    });
    document.addEventListener("mlfym:rated", () => this.showRating());
    this.player.addEventListener("change", () => this.show());
    this.player.addEventListener("progress", () => this.showProgress());
  }

  onClick(event) {
    const button = event.target.closest("button");
    if (!button) return;
    const { do: action, index } = button.dataset;
    if (index) this.player.jump(Number(index));
    else if (action === "queue") this.toggleQueue();
    else if (action === "mute") this.toggleMute();
    else if (action === "like" || action === "dislike") this.rate(action);
    else ACTIONS[action]?.(this.player);
  }

  onInput({ target }) {
    if (target === this.seek) this.player.seek(Number(target.value));
    else if (target.dataset.do === "volume") {
      this.useVolume({ volume: Number(target.value), muted: false });
    }
  }

  rate(action) {
    const song = this.player.current;
    if (song) this.ratings.toggle(song.song, action, song.playlist);
  }

  toggleMute() {
    const { audio, volume } = this.player;
    this.useVolume({ volume: Math.round(volume * 100), muted: !audio.muted });
  }

  useVolume({ volume, muted }) {
    const { audio } = this.player;
    this.player.useVolume(volume / 100);
    audio.muted = muted;
    saveVolume(volume, muted);
    for (const slider of this.root.querySelectorAll('[data-do="volume"]')) {
      slider.value = volume;
      slider.style.setProperty("--filled", muted ? 0 : volume / 100);
    }
    for (const button of this.root.querySelectorAll('[data-do="mute"]')) {
      button.dataset.muted = muted;
      button.setAttribute("aria-label", this.root.dataset[muted ? "unmute" : "mute"]);
    }
  }

  toggleQueue({ focus = true } = {}) {
    this.panel.hidden = !this.panel.hidden;
    const openers = this.root.querySelectorAll('[data-do="queue"][aria-expanded]');
    for (const button of openers) button.setAttribute("aria-expanded", String(!this.panel.hidden));
    if (!focus) return;
    if (this.panel.hidden) [...openers].find((button) => button.offsetParent)?.focus();
    else this.panel.querySelector("[aria-current]")?.focus();
  }

  say(key, song) {
    const sentence = this.root.dataset[`says${key[0].toUpperCase()}${key.slice(1)}`];
    this.says.textContent = fill(sentence, song);
    return this.says.textContent;
  }

  show() {
    const { current, playing, asks } = this.player;
    this.root.hidden = !current;
    document.body.classList.toggle("has-player", Boolean(current));
    if (!current) return;
    this.root.className = `${this.root.className.replace(MOOD, "").trim()} mood-${current.mood}`;
    this.root.toggleAttribute("data-asks", asks);
    const play = this.root.querySelector(".player__play");
    play.dataset.state = playing ? "playing" : "paused";
    play.setAttribute("aria-label", this.root.dataset[playing ? "pause" : "play"]);
    this.showSong(current);
    this.showQueue();
    this.showRating();
  }

  showSong(song) {
    const title = this.root.querySelector("#player-title");
    title.textContent = song.title;
    const { list, song: page, zero } = this.root.dataset;
    lead(title, page.replace(zero, song.song));
    const from = this.root.querySelector("#queue-list-link");
    lead(from, song.playlist ? list.replace(zero, song.playlist) : song.page);
    this.root.querySelector("#player-artist").textContent = song.artist;
    const cover = this.root.querySelector("#player-cover");
    if (cover.dataset.src === song.cover) return;
    cover.dataset.src = song.cover;
    cover.src = song.cover;
  }

  showRating() {
    if (this.player.current) this.ratings.show(this.player.current.song, this.root);
  }

  showProgress() {
    const { audio, duration } = this.player;
    const now = Math.min(audio.currentTime, duration || 0);
    this.seek.max = duration || 1;
    this.seek.value = now;
    this.seek.style.setProperty("--filled", duration ? now / duration : 0);
    this.seek.setAttribute("aria-valuetext", `${clock(now)} / ${clock(duration)}`);
    this.root.querySelector("#player-now").textContent = clock(now);
    this.root.querySelector("#player-length").textContent = clock(duration);
  }

  showQueue() {
    const list = this.root.querySelector("#queue-list");
    const { songs, index } = this.player.queue;
    const key = songs.map((song) => song.song + song.title + (song.gone ? "-" : "")).join();
    if (list.dataset.key !== key) {
      list.dataset.key = key;
      list.replaceChildren(...songs.map(queueItem));
    }
    [...list.children].forEach((item, place) => {
      item.firstChild.toggleAttribute("aria-current", place === index);
      if (place === index) item.firstChild.setAttribute("aria-current", "true");
    });
  }
}

/** Have a link lead elsewhere: htmx goes where it led when it was last looked at. */
function lead(link, href) {
  if (link.getAttribute("href") === href) return;
  link.href = href;
  window.htmx?.process(link);
}

function queueItem(song, index) {
  const button = element("button", "queue__song");
  button.type = "button";
  button.dataset.index = index;
  button.disabled = Boolean(song.gone);
  const cover = element("img");
  Object.assign(cover, { src: song.cover, alt: "", width: 40, height: 40, loading: "lazy" });
  const names = element("span", "queue__names");
  names.append(element("span", "", song.title), element("span", "", song.artist));
  button.append(cover, names, element("span", "queue__time", clock(song.duration)));
  const item = element("li");
  item.append(button);
  return item;
}

function element(name, className = "", text = "") {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}
