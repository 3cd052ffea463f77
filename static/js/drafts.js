// A page that someone writes outlives what may come between: another language, an error, a way back.
// The draft stays in this tab until it is kept or the account leaves; the site does not see it.

const PREFIX = "mlfym.draft:";

const keyOf = (form) => PREFIX + new URL(form.action).pathname;

/** A page has come: put back what was written on it and never kept. */
export function readyDrafts() {
  for (const form of document.querySelectorAll("#main form[data-writing]")) {
    const draft = sessionStorage.getItem(keyOf(form));
    const text = form.querySelector("textarea");
    if (draft === null || text.value === draft) continue;
    text.value = draft;
    text.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

/** The drafts of someone who signed out are not the next one's. */
export function forgetDrafts() {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
  }
}

document.addEventListener("input", ({ target }) => {
  const form = target.closest("form[data-writing]");
  if (!form || !target.matches("textarea")) return;
  if (target.value) sessionStorage.setItem(keyOf(form), target.value);
  else sessionStorage.removeItem(keyOf(form));
});

document.addEventListener("htmx:beforeOnLoad", ({ detail: { requestConfig, xhr } }) => {
  if (requestConfig.verb !== "post" || xhr.status >= 400) return;
  sessionStorage.removeItem(PREFIX + new URL(requestConfig.path, location.href).pathname);
});
