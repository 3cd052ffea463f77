// Keys of the curator's queue: 1 to 6 set the marked song's mood, S skips, P plays, U takes back.
// Every key presses a button of the page, which works without this script.

const TYPING = "input:not([type=hidden], [type=checkbox], [type=radio]), textarea, select, [contenteditable]";
const MARKED = "by-ear__song--marked";

const songs = [...document.querySelectorAll("[data-song]")];
let sent = false;

function mark(song) {
  for (const other of songs) other.classList.toggle(MARKED, other === song);
}

const marked = () => songs.find((song) => song.classList.contains(MARKED));

function step(by) {
  const next = songs[songs.indexOf(marked()) + by];
  if (!next) return;
  mark(next);
  next.querySelector("button").focus();
}

function press(button) {
  // A second key before the next page is there would speak of a song that is set already.
  if (!button || sent) return;
  sent = true;
  button.click();
}

function play() {
  const audio = marked()?.querySelector("audio");
  if (!audio) return;
  if (audio.paused) audio.play().catch((error) => console.warn("The song does not play.", error));
  else audio.pause();
}

function keyed(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.target.closest(TYPING)) return;
  // By place on the keyboard, so that the keys work while Hangul is being typed.
  const digit = /^(?:Digit|Numpad)([1-6])$/.exec(event.code)?.[1];
  const act = digit
    ? () => press(marked()?.querySelector(`[data-key="${digit}"]`))
    : {
        KeyS: () => press(marked()?.querySelector("[data-skip]")),
        KeyU: () => press(document.querySelector("[data-undo]")),
        KeyP: play,
        ArrowDown: () => step(1),
        ArrowUp: () => step(-1),
      }[event.code];
  // In a player the arrows move through the song.
  if (!act || (event.target.closest("audio") && event.code.startsWith("Arrow"))) return;
  event.preventDefault();
  act();
}

if (songs.length) {
  mark(songs[0]);
  for (const song of songs) {
    song.addEventListener("focusin", () => mark(song));
    song.addEventListener("play", (event) => {
      mark(song);
      for (const other of document.querySelectorAll("audio")) if (other !== event.target) other.pause();
    }, true);
  }
}
for (const hint of document.querySelectorAll("[data-keys]")) hint.hidden = false;
document.addEventListener("keydown", keyed);
// Coming back by the browser's button shows this page as it was left.
window.addEventListener("pageshow", () => { sent = false; });
