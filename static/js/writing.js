// What a script adds to a page to write on: the browser's own day, a count of the letters, and a
// word before a text is sent that is longer than what is kept. And for every page: which time zone
// this is, so that "today" is the visitor's and not the server's.

const YEAR = 365 * 24 * 3600;
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
document.cookie = `zone=${zone}; path=/; max-age=${YEAR}; SameSite=Lax`;

const figures = new Intl.NumberFormat(document.documentElement.lang);

/** A page to write on has come. */
export function readyWriting() {
  for (const input of document.querySelectorAll("#main [data-not-later]")) input.max = today();
  for (const text of document.querySelectorAll("#main [data-longest]")) count(text);
}

/** This day on the browser's clock, as date fields have it. */
function today() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** Letters are counted as the server counts them: an emoji is one, not two. */
function count(text) {
  const letters = [...text.value.trim()].length;
  const most = Number(text.dataset.longest);
  const shown = text.closest(".field").querySelector("[data-count]");
  shown.textContent = `${figures.format(letters)} / ${figures.format(most)}`;
  shown.hidden = !letters;
  text.setCustomValidity(letters > most ? text.dataset.tooLong : "");
}

document.addEventListener("input", ({ target }) => {
  if (target.matches("[data-longest]")) count(target);
});
