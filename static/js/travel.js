// From page to page without a load, so that the music goes on: what htmx does not do by itself.

import { toast } from "./toast.js";

/** `arrive()` is called when a page has come, `leave()` before the old one goes. */
export function watchTravel({ arrive, leave }) {
  const words = document.getElementById("toasts").dataset;
  const on = (name, act) => document.addEventListener(`htmx:${name}`, act);
  let requests = 0;
  const busy = (step) => {
    requests += step;
    document.body.classList.toggle("is-travelling", requests > 0);
  };
  on("beforeRequest", () => busy(1));
  on("afterRequest", () => busy(-1));
  on("sendError", () => toast(words.away));
  on("timeout", () => toast(words.slow));
  on("historyCacheMissLoadError", () => toast(words.away));
  on("beforeOnLoad", keepAddressOnError);
  on("beforeSwap", ({ target }) => target.id === "main" && leave());
  on("historyCacheMiss", leave);
  on("historyRestore", () => {
    markDoor();
    arrive();
    focusHeading();
  });
  on("afterSettle", ({ target }) => {
    if (target.id !== "main") return;
    document.documentElement.scrollLeft = 0;
    arrive();
    focusHeading();
  });
  addEventListener("pagehide", leave);
}

/** The answer to a form that failed has no page of its own to go back to or to load again. */
function keepAddressOnError({ detail }) {
  if (detail.requestConfig.verb !== "get" && detail.xhr.status >= 400) detail.etc.push = "false";
}

/** Put the focus where the new page begins, so that screen readers read it and Tab starts there. */
function focusHeading() {
  const place = document.querySelector("#main [aria-invalid=true], #main [autofocus]")
    ?? document.querySelector("#main h1");
  if (!place) return;
  if (!place.matches("input, select, textarea, button, a")) place.tabIndex = -1;
  place.focus({ preventScroll: true });
}

/** Going back changes #main alone; mark the door in the header that leads to this page. */
function markDoor() {
  for (const link of document.querySelectorAll(".site-nav a")) {
    if (link.pathname === location.pathname) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}
