// The legend: what each colour and shape stands for, how many songs it has, and a way to leave it out.

import { swatch } from "./map-palette.js";
import { fill } from "./bar.js";

export class Legend {
  constructor(root, words, onToggle) {
    Object.assign(this, { root, words, onToggle });
    this.root.addEventListener("click", ({ target }) => {
      const button = target.closest("button[data-kind]");
      if (button) this.onToggle(Number(button.dataset.kind));
    });
  }

  /** Show the kinds that have songs. counts, hidden: one entry for each kind. */
  show(by, slugs, looks, counts) {
    const items = slugs.flatMap((slug, kind) => (counts[kind] ? [this.item(by, slug, kind, looks[kind], counts[kind])] : []));
    this.root.replaceChildren(...items);
  }

  item(by, slug, kind, look, count) {
    const label = this.words[by][slug] ?? slug;
    const n = count.toLocaleString(document.documentElement.lang);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "map-kind";
    button.dataset.kind = kind;
    button.setAttribute("aria-pressed", "true");
    button.setAttribute("aria-label", fill(this.words.says.kind, { label, n }));
    const name = document.createElement("span");
    name.textContent = label;
    const number = document.createElement("span");
    number.className = "map-kind__count";
    number.textContent = n;
    button.append(swatch(look), name, number);
    const item = document.createElement("li");
    item.append(button);
    return item;
  }

  /** Press the kinds that are shown. */
  press(hidden) {
    for (const button of this.root.querySelectorAll("button[data-kind]")) {
      button.setAttribute("aria-pressed", String(!hidden[button.dataset.kind]));
    }
  }
}
