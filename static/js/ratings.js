// Likes and dislikes: the buttons in the rows and in the bar say the same, at once, and go back if
// the site could not keep it.

import { post } from "./csrf.js";
import { uuid } from "./uuid.js";

export class Ratings {
  /** `onDislike(songId)` is called at once, `onFailure()` when the site could not keep a rating. */
  constructor({ urlOf, onDislike, onFailure }) {
    this.standing = new Map(); // song id -> "like", "dislike" or ""
    this.urlOf = urlOf;
    this.onDislike = onDislike;
    this.onFailure = onFailure;
    // Before htmx, which would change the page for a mere like.
    document.addEventListener("submit", (event) => this.onSubmit(event), true);
  }

  /** Learn from the rows on the page. */
  read(rows) {
    for (const row of rows) {
      const form = row.querySelector("form[data-rating]");
      const pressed = form?.querySelector('[aria-pressed="true"]');
      const rate = form ? pressed?.dataset.rate ?? "" : row.dataset.standing;
      if (rate !== undefined) this.standing.set(row.dataset.song, rate);
    }
  }

  onSubmit(event) {
    const form = event.target;
    if (!form.matches?.("form[data-rating]") || !event.submitter) return;
    event.preventDefault();
    event.stopPropagation();
    const { song } = form.closest("[data-song]").dataset;
    this.toggle(song, event.submitter.dataset.rate, form.elements.playlist?.value);
    // "Undo" goes away with its press; the focus stays in the row.
    if ("undo" in event.submitter.dataset) form.querySelector("[aria-pressed]").focus();
  }

  /** Press "like" or "dislike" for a song; a second press takes it back. */
  async toggle(song, rate, playlist) {
    const before = this.standing.get(song) ?? "";
    const after = before === rate ? "" : rate;
    const value = after ? rate : `un${rate}`;
    this.set(song, after);
    if (after === "dislike") this.onDislike(song);
    const fields = { value, client_uuid: uuid(), ...(playlist && { playlist }) };
    try {
      // Whoever goes elsewhere at once, to a page that loads whole, has rated all the same.
      const answer = await post(this.urlOf(song), fields, { keepalive: true });
      if (!answer.ok) throw new Error(`rating: ${answer.status}`);
    } catch {
      this.set(song, before);
      this.onFailure();
    }
  }

  set(song, rate) {
    this.standing.set(song, rate);
    this.show(song, document.querySelector(`#list [data-song="${song}"]`));
    document.dispatchEvent(new CustomEvent("mlfym:rated", { detail: { song } }));
  }

  /** Bring the buttons inside `root` up to date for a song. */
  show(song, root) {
    const standing = this.standing.get(song) ?? "";
    for (const button of root?.querySelectorAll("button[data-rate][aria-pressed]") ?? []) {
      const pressed = button.dataset.rate === standing;
      button.setAttribute("aria-pressed", String(pressed));
      if (button.name === "value") button.value = (pressed ? "un" : "") + button.dataset.rate;
    }
  }
}
