// The one box: what it finds stands under it while one types. A combobox by the ARIA pattern: the
// focus stays in the box, and the arrows choose.

import { toast } from "./toast.js";

const PAUSE_MS = 80;
const KEYS = "mlfym.keys";
const TYPING = "input:not([type=range], [type=radio], [type=checkbox]), textarea, select, [contenteditable]";

let waiting = 0; // the timer of the next question
let asking = null; // the question that is on its way
let player = null;

const boxOf = (element) => element?.closest?.("[data-search]") ?? null;
const inputOf = (box) => box.querySelector("input[type=search]");
const listOf = (box) => box.querySelector("[data-search-list]");
const optionsOf = (box) => [...box.querySelectorAll("[role=option]")];
const chosenIn = (box) => box.querySelector('[role=option][aria-selected="true"]');

export function useSearch(thePlayer) {
  player = thePlayer;
  const on = (name, act) => document.addEventListener(name, act);
  on("focusin", ({ target }) => boxOf(target) && ready(boxOf(target)));
  on("input", ({ target }) => boxOf(target) && target.matches("[role=combobox]") && askSoon(boxOf(target)));
  on("keydown", onKey);
  on("pointerdown", onPointerDown);
  on("click", onClick);
  on("focusout", ({ target, relatedTarget }) => {
    const box = boxOf(target);
    if (box && !box.contains(relatedTarget)) close(box);
  });
  on("submit", ({ target }) => target.matches("[data-search]") && close(target));
}

/** Without this script the box is a plain one, so it says only now what it can do. */
function ready(box) {
  const input = inputOf(box);
  if (input.getAttribute("role")) return;
  for (const [name, value] of Object.entries({
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
  })) input.setAttribute(name, value);
}

function askSoon(box) {
  clearTimeout(waiting);
  asking?.abort();
  waiting = setTimeout(() => ask(box), PAUSE_MS);
}

/** Ask for what is in the box, also while a syllable is being composed; an answer that comes after
    the next question is dropped. */
async function ask(box) {
  const query = inputOf(box).value.trim();
  if (!query) return close(box);
  const mine = (asking = new AbortController());
  try {
    const address = new URL(box.dataset.search, location.href);
    address.searchParams.set("q", query);
    const answer = await fetch(address, { signal: mine.signal });
    // 429 comes with words of its own for who asked too fast.
    if (!answer.ok && answer.status !== 429) throw new Error(`search: ${answer.status}`);
    show(box, await answer.text(), mine);
  } catch (error) {
    if (error.name === "AbortError") return;
    close(box);
    toast(box.dataset.away);
  }
}

function show(box, html, mine) {
  if (mine !== asking || !box.isConnected || !box.contains(document.activeElement)) return;
  const list = listOf(box);
  list.innerHTML = html;
  const input = inputOf(box);
  const options = list.querySelector("[role=listbox]");
  if (options) {
    options.id = `${input.id}-list`;
    input.setAttribute("aria-controls", options.id);
  }
  optionsOf(box).forEach((option, place) => (option.id = `${input.id}-${place}`));
  box.querySelector("[data-search-status]").textContent = list.querySelector("[data-said]")?.dataset.said ?? "";
  list.hidden = !list.textContent.trim();
  list.scrollTop = 0;
  input.setAttribute("aria-expanded", String(Boolean(options)));
  input.removeAttribute("aria-activedescendant");
}

function close(box) {
  clearTimeout(waiting);
  asking?.abort();
  asking = null;
  listOf(box).hidden = true;
  const input = inputOf(box);
  input.setAttribute("aria-expanded", "false");
  input.removeAttribute("aria-activedescendant");
  chosenIn(box)?.setAttribute("aria-selected", "false");
}

function choose(box, option) {
  chosenIn(box)?.setAttribute("aria-selected", "false");
  const input = inputOf(box);
  if (!option) return input.removeAttribute("aria-activedescendant");
  option.setAttribute("aria-selected", "true");
  option.scrollIntoView({ block: "nearest" });
  input.setAttribute("aria-activedescendant", option.id);
}

/** Go a step down or up; past the ends is the box itself. */
function step(box, by) {
  const stops = [null, ...optionsOf(box)];
  const at = stops.indexOf(chosenIn(box));
  choose(box, stops[(at + by + stops.length) % stops.length]);
}

function onKey(event) {
  const box = boxOf(event.target);
  if (!box) return onSlash(event);
  // Enter and the arrows belong to the syllable while it is being composed.
  if (event.isComposing || !event.target.matches("[role=combobox]")) return;
  const open = !listOf(box).hidden;
  const act = actions(box, open)[event.key];
  if (act && act(event) !== false) event.preventDefault();
}

function actions(box, open) {
  const ends = (place) => (chosenIn(box) ? choose(box, optionsOf(box).at(place)) : false);
  return {
    ArrowDown: () => (open ? step(box, 1) : Boolean(ask(box))),
    ArrowUp: () => (open ? step(box, -1) : false),
    Home: () => ends(0),
    End: () => ends(-1),
    Escape: () => {
      if (open) return close(box);
      if (!inputOf(box).value) return false;
      inputOf(box).value = "";
      return true;
    },
    Enter: ({ ctrlKey, metaKey }) => {
      const option = open && chosenIn(box);
      if (!option) return false;
      return take(box, option, ctrlKey || metaKey);
    },
  };
}

/** The slash leads to the box, as on many sites; it can be switched off with the player's keys. */
function onSlash(event) {
  if (event.code !== "Slash" || event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.defaultPrevented || event.target.closest(TYPING) || localStorage.getItem(KEYS) === "off") return;
  const inputs = [...document.querySelectorAll("[data-search]:not([data-search-chooses]) input[type=search]")];
  const input = inputs.find((one) => one.checkVisibility());
  event.preventDefault();
  if (!input) return document.querySelector("[data-search-page]")?.click();
  input.focus();
  input.select();
}

/** Touching an option must not take the focus out of the box before the touch has ended. */
function onPointerDown(event) {
  if (event.target.closest("[data-search-list]")) event.preventDefault();
}

function onClick({ target }) {
  const option = target.closest("[data-search] [role=option]");
  if (option) take(boxOf(option), option, Boolean(target.closest("[data-play]")));
}

/** Where an option leads: to its own page or, in a form that asks for a song, to the form's with it. */
function wayTo(box, option) {
  const name = box.dataset.searchChooses;
  if (!name) return option.dataset.href;
  const fields = new URLSearchParams(new FormData(box));
  fields.delete(inputOf(box).name);
  fields.set(name, option.dataset.song);
  return `${box.getAttribute("action")}?${fields}`;
}

/** Play a song from where it stands, or go to the page of what was chosen. */
function take(box, option, play) {
  if (play && option.dataset.entry) {
    player.take([JSON.parse(option.dataset.entry)]);
    return true;
  }
  close(box);
  // The box lends its place: what stands on it says where the page goes, and that it has an address.
  window.htmx.ajax("GET", wayTo(box, option), { source: box.querySelector("[data-search-go]") });
  return true;
}
