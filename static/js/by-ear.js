// The curator's queue. Keys: 1 to 6 set the marked song's mood, S skips, P plays, U takes back. A song
// leaves the page as soon as it is answered, so that every key speaks of the song that one sees
// marked; the answers are sent one after another, and none is lost on the way. Each key presses a
// button of the page, which works without this script.

import { csrfToken } from "./csrf.js";

const TYPING = "input:not([type=hidden], [type=checkbox], [type=radio]), textarea, select, [contenteditable]";
const MARKED = "by-ear__song--marked";
const UNSENT = "mlfym.by-ear"; // answers that found their curator signed out
const SLOW_MS = 600; // from then on the page says that it saves
const AGAIN_MS = 1000;
const LONGEST_MS = 30000;
const LOOK_MS = 5000;

const REFUSED = "refused";
const PASSING = new Set([408, 425, 429]); // refusals that another try may get past

const waiting = []; // answers that the site does not have yet: {address, fields, song, takes}
const held = []; // keys that speak of a page that is still to come
let messages = []; // what the site said to answers since the page was last drawn
let sending = false;
let behind = false; // a song was taken back that is not on the page yet

const desk = () => document.querySelector(".by-ear");
const songs = () => [...document.querySelectorAll("[data-song]")];
const marked = () => document.querySelector(`.${MARKED}`);
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

function mark(song) {
  for (const other of songs()) other.classList.toggle(MARKED, other === song);
}

function step(by) {
  const all = songs();
  const next = all[all.indexOf(marked()) + by];
  if (!next) return;
  mark(next);
  next.querySelector("button").focus();
}

function play() {
  const audio = marked()?.querySelector("audio");
  if (!audio) return;
  if (audio.paused) audio.play().catch((error) => console.warn("The song does not play.", error));
  else audio.pause();
}

/** Take back what was set last, be it one that the site does not have yet. */
function takeBack() {
  const open = [];
  for (const { song, takes } of waiting) {
    if (takes !== undefined) open.pop();
    else if (song) open.push(song);
  }
  // Which step that is, the page tells that answers what is sent before.
  if (document.querySelector("[data-undo]") || waiting.length) {
    answer(desk().dataset.undoUrl, null, { takes: open.at(-1) ?? "" });
  }
}

/** Name the step that is taken back, once: what is sent again means the same. Tell whether there is
    one: the mood of a song that was refused was never set, and the one before it shall stay. */
function named(undo, page) {
  const step = page.querySelector("[name=step]")?.value ?? "";
  if (undo.takes && step.split(" ")[0] !== undo.takes) return false;
  undo.fields = new URLSearchParams({ step }).toString();
  return true;
}

// Answers

function answer(address, fields, what = {}) {
  waiting.push({ address, fields, ...what });
  behind ||= address === desk().dataset.undoUrl;
  send();
}

function answered(event) {
  const { target: form, submitter } = event;
  if (!form.closest(".by-ear")) return;
  event.preventDefault();
  const fields = new FormData(form);
  fields.delete("csrfmiddlewaretoken");
  if (submitter?.name) fields.append(submitter.name, submitter.value);
  const address = submitter?.getAttribute("formaction") ?? form.getAttribute("action");
  const song = form.closest("[data-song]");
  if (song) leave(song);
  const sets = submitter?.name === "mood" ? { song: song.dataset.song } : {};
  answer(address, new URLSearchParams(fields).toString(), sets);
}

/** A song that is answered goes at once; the one behind it is next. */
function leave(song) {
  const next = song.nextElementSibling ?? song.previousElementSibling;
  const focused = song.contains(document.activeElement);
  song.querySelector("audio")?.pause();
  song.remove();
  if (next) mark(next);
  if (focused) next?.querySelector("button").focus();
}

/** Send what waits, in its order; then draw the page anew, and do what was pressed meanwhile. */
async function send() {
  if (sending) return;
  sending = true;
  let page = null;
  let wait = AGAIN_MS;
  const slow = setTimeout(() => tell("saving"), SLOW_MS);
  while (waiting.length) {
    if (waiting[0].fields === null && !named(waiting[0], page ?? document)) {
      waiting.shift();
      if (!page) behind = waiting.some(({ address }) => address === desk().dataset.undoUrl);
      continue;
    }
    const next = await post(waiting[0]);
    if (next) {
      waiting.shift();
      wait = AGAIN_MS;
      if (next === REFUSED) {
        messages.push(refusal());
        if (!page) behind = waiting.some(({ address }) => address === desk().dataset.undoUrl);
      } else {
        messages.push(...next.querySelectorAll(".messagelist > li"));
        page = next;
      }
      continue;
    }
    tell("away");
    await pause(wait);
    wait = Math.min(2 * wait, LONGEST_MS);
  }
  clearTimeout(slow);
  tell("");
  sending = false;
  if (page) draw(page);
  else say();
  goOn();
}

/** Return the page that comes of an answer; REFUSED where no other try can help, else null. */
async function post({ address, fields }) {
  const token = csrfToken();
  let response, page;
  try {
    const headers = { "Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": token };
    response = await fetch(address, { method: "POST", body: fields, headers, keepalive: true });
    page = new DOMParser().parseFromString(await response.text(), "text/html");
  } catch {
    return null;
  }
  if (page.querySelector(".by-ear")) return page;
  if (response.status >= 500 || PASSING.has(response.status)) return null;
  if (await signedOut()) signInFirst();
  else if (response.status >= 400 && token === csrfToken()) return REFUSED;
  return null;
}

/** Tell whether this page leads to another one now. To ask for it brings a fresh token, too. */
async function signedOut() {
  try {
    return new URL((await fetch(location.href)).url).pathname !== location.pathname;
  } catch {
    return false;
  }
}

/** What was answered waits in this tab until the same curator is back. */
function signInFirst() {
  const unsent = waiting.splice(0);
  sessionStorage.setItem(UNSENT, JSON.stringify({ curator: desk().dataset.curator, unsent }));
  location.reload();
}

function sendWhatWaited() {
  const { curator, unsent } = JSON.parse(sessionStorage.getItem(UNSENT) ?? "{}");
  sessionStorage.removeItem(UNSENT);
  if (!unsent || curator !== desk().dataset.curator) return;
  waiting.push(...unsent);
  send();
}

// The page

/** Return the message that an answer was not accepted. */
function refusal() {
  const item = document.createElement("li");
  item.className = "error";
  item.textContent = document.querySelector("[data-saving]").dataset.refused;
  return item;
}

function tell(what) {
  const place = document.querySelector("[data-saving]");
  place.textContent = what ? place.dataset[what] : "";
}

/** Put the page that the site sent in place of this one; what plays plays on. */
function draw(page) {
  const [before, after] = [desk(), page.querySelector(".by-ear")];
  const focused = document.activeElement;
  const keep = marked()?.dataset.song;
  const used = songs().filter((song) => song.contains(focused) || song.querySelector("audio")?.currentTime);
  before.after(after);
  for (const song of used) after.querySelector(`[data-song="${song.dataset.song}"]`)?.replaceWith(song);
  before.remove();
  const all = songs();
  mark((!behind && all.find((song) => song.dataset.song === keep)) || all[0]);
  // What is moved loses the focus; what is gone leaves it to the marked song, and so does another
  // song that came before it: the mark goes where the focus goes.
  const stays = focused.isConnected && (!behind || !focused.closest("[data-song]"));
  behind = false;
  const place = stays ? focused : marked()?.querySelector("button");
  if (focused !== document.body) place?.focus({ preventScroll: true });
  say();
  ready();
}

/** Show what the site said, as a page that was loaded would. */
function say() {
  document.querySelector(".messagelist")?.remove();
  if (!messages.length) return;
  const list = document.createElement("ul");
  list.className = "messagelist";
  list.append(...messages);
  messages = [];
  document.getElementById("content").before(list);
}

/** While moods are being spread, look what came of it. The songs keep their places. The figures have
    an address of their own: the page's writes the session, and so does what is pressed meanwhile. */
let looking = 0;
function ready() {
  for (const hint of document.querySelectorAll("[data-keys]")) hint.hidden = false;
  clearTimeout(looking);
  if (document.querySelector("[data-under-way]")) looking = setTimeout(look, LOOK_MS);
}

async function look() {
  try {
    const page = new DOMParser().parseFromString(await (await fetch(desk().dataset.figuresUrl)).text(), "text/html");
    const figures = page.querySelector(".by-ear__figures");
    if (figures && !sending) document.querySelector(".by-ear__figures").replaceWith(figures);
  } catch (error) {
    console.warn("What came of the spreading is not known yet.", error);
  }
  ready();
}

// Keys

function keyed(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.target.closest(TYPING)) return;
  // By place on the keyboard, so that the keys work while Hangul is being typed.
  const digit = /^(?:Digit|Numpad)([1-6])$/.exec(event.code)?.[1];
  const act = digit
    ? () => marked()?.querySelector(`[data-key="${digit}"]`)?.click()
    : {
        KeyS: () => marked()?.querySelector("[data-skip]")?.click(),
        KeyU: takeBack,
        KeyP: play,
        ArrowDown: () => step(1),
        ArrowUp: () => step(-1),
      }[event.code];
  // In a player the arrows move through the song.
  if (!act || (event.target.closest("audio") && event.code.startsWith("Arrow"))) return;
  event.preventDefault();
  held.push(act);
  goOn();
}

/** Do what was pressed; where it speaks of a song that is still to come, wait for the page. */
function goOn() {
  while (held.length && !(sending && (behind || !songs().length))) held.shift()();
}

document.addEventListener("submit", answered);
document.addEventListener("keydown", keyed);
document.addEventListener("focusin", ({ target }) => {
  const song = target.closest("[data-song]");
  if (song) mark(song);
});
document.addEventListener("play", ({ target }) => {
  mark(target.closest("[data-song]") ?? marked());
  for (const other of document.querySelectorAll("audio")) if (other !== target) other.pause();
}, true);
addEventListener("beforeunload", (event) => waiting.length && event.preventDefault());
mark(songs()[0]);
ready();
sendWhatWaited();
