// What stands beside the map: the card of the song that is picked, the name under the pointer, and
// the songs of a region.

import { fill } from "./bar.js";

export class Card {
  constructor(root, words, player) {
    Object.assign(this, { root, words, player });
    this.card = root.querySelector("#map-card");
    this.panel = root.querySelector(".map__panel");
    this.tip = root.querySelector("#map-tip");
    this.region = root.querySelector("#map-region");
    this.says = root.querySelector("#map-says");
  }

  /** Where what may cover the map begins, in pixels of the window: on a phone it sticks to the foot. */
  top() {
    return getComputedStyle(this.panel).position === "sticky" ? this.panel.getBoundingClientRect().top : Infinity;
  }

  part(name) {
    return this.card.querySelector(`[data-part="${name}"]`);
  }

  /** Show a song, or (null) nothing. kinds: its mood, genre and era in words. */
  show(song, kinds = {}) {
    this.song = song;
    this.card.hidden = !song;
    if (!song) return;
    const { entry } = song;
    this.part("cover").src = entry.cover;
    this.part("title").textContent = entry.title || this.words.says.untitled;
    this.part("artist").textContent = entry.artist;
    this.part("kinds").textContent = [kinds.mood, song.genre, kinds.era, song.year].filter(Boolean).join(" · ");
    this.lead("open", song.page);
    this.lead("page", song.page);
    this.lead("similar", `${song.page}#similar-heading`);
    this.follow();
  }

  /** Say whether the song is the one that plays: then its button pauses it. */
  follow() {
    if (!this.song) return;
    const { title, song } = this.song.entry;
    const { current, playing } = this.player;
    const here = current?.song === song;
    const { dataset } = document.getElementById("player");
    const [word, sentence] = here && playing ? [dataset.pause, dataset.pauseSong] : [dataset.play, dataset.playSong];
    const button = this.card.querySelector("[data-map=play]");
    button.dataset.state = here && playing ? "playing" : "paused";
    button.querySelector("[data-word]").textContent = word;
    button.setAttribute("aria-label", fill(sentence, { title: title || this.words.says.untitled }));
    this.part("playing").hidden = !here;
  }

  /** On a phone: show all that is known of the song and can be done with it, or a line alone. */
  fold() {
    const button = this.card.querySelector("[data-map=fold]");
    const open = button.getAttribute("aria-expanded") !== "true";
    button.setAttribute("aria-expanded", String(open));
    this.card.classList.toggle("is-open", open);
  }

  /** Lead a link to another page. htmx keeps the address that a link came with, so it is a new one. */
  lead(name, address) {
    const link = this.part(name).cloneNode(true);
    link.href = address;
    this.part(name).replaceWith(link);
    window.htmx?.process(link);
  }

  /** Say a song to those who do not see the map. */
  tell(song, kinds) {
    const { title, artist } = song.entry;
    this.say(fill(this.words.says.song, {
      title: title || this.words.says.untitled,
      artist,
      mood: kinds.mood,
    }).replace(", .", "."));
  }

  say(text) {
    this.says.textContent = text;
  }

  /** Show a name beside the pointer, or (null) none. */
  point(song, left, top) {
    this.tip.hidden = !song;
    if (!song) return;
    this.tip.textContent = [song.entry.title || this.words.says.untitled, song.entry.artist].filter(Boolean).join(", ");
    this.tip.style.left = `${left}px`;
    this.tip.style.top = `${top}px`;
  }

  /** Offer a list of the songs of a region, or (null) nothing. most: the longest list. */
  offer(ids, count, most) {
    const { says } = this.words;
    this.region.hidden = !ids;
    if (!ids) return this.say("");
    const n = count.toLocaleString(document.documentElement.lang);
    const [found, shown] = count === 0
      ? [says.found_none, says.found_none]
      : count === 1 ? [says.found_one, says.one] : [fill(says.found, { n }), fill(says.count, { n })];
    this.region.querySelector("[data-part=found]").textContent = shown;
    const button = this.region.querySelector("[data-part=make]");
    button.hidden = !count;
    button.textContent = count > most ? says.make_some : says.make;
    this.region.querySelector("input[name=songs]").value = ids.join(",");
    this.say(found);
  }
}
