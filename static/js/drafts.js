// A page that someone writes outlives what may come between: another language, an error, a way back.
// The draft stays in this tab until it is kept, given up, or its writer leaves; the site does not
// see it. With it stand the state of the page that it was written on (`seen`), since it must not
// cover a newer text, and its form's own number (`once`), since the site may have it already.

import { read } from "./session.js";

const PREFIX = "mlfym.draft:";

const keyOf = (address) => PREFIX + new URL(address, location.href).pathname;
const drop = (address) => sessionStorage.removeItem(keyOf(address));
const seenOf = (form) => form.elements.seen?.value ?? "";

function keep(form) {
  const text = form.querySelector("textarea").value;
  if (!text) return drop(form.action);
  const { once, day } = form.elements;
  const draft = { text, seen: seenOf(form), once: once?.value, day: day?.value };
  sessionStorage.setItem(keyOf(form.action), JSON.stringify(draft));
}

/** A page has come: put back what was written on it and never kept. */
export function readyDrafts() {
  for (const form of document.querySelectorAll("#main form[data-writing]")) {
    if (form.hasAttribute("data-unkept")) keep(form);
    else restore(form);
  }
}

function restore(form) {
  const draft = read(sessionStorage, keyOf(form.action), null);
  if (draft?.seen !== seenOf(form)) return drop(form.action);
  if (draft.once && form.elements.once) form.elements.once.value = draft.once;
  if (draft.day && form.elements.day) {
    form.elements.day.value = draft.day;
    form.elements.day.closest("details").open = true;
  }
  const field = form.querySelector("textarea");
  if (field.value === draft.text) return;
  field.value = draft.text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/** The drafts of someone who has left are not the next one's. */
export function forgetDrafts() {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
  }
}

document.addEventListener("input", ({ target }) => {
  const form = target.closest("form[data-writing]");
  if (form && target.matches("textarea, [name=day]")) keep(form);
});

document.addEventListener("click", ({ target }) => {
  const way = target.closest("[data-drops-draft]");
  if (way) drop(way.closest("form").action);
});

document.addEventListener("htmx:beforeOnLoad", ({ detail: { requestConfig, xhr } }) => {
  if (requestConfig.verb !== "post" || xhr.status >= 400) return;
  drop(requestConfig.path);
  const { endsDraft } = requestConfig.elt.dataset;
  if (endsDraft) drop(endsDraft);
});
