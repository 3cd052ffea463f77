// Who leaves in one tab leaves in all tabs of this browser. What is said names the account that is
// gone, "" for a guest, and how it went: "signed-out" or "deleted". It goes from tab to tab; a tab
// that is emptied keeps how until its new page has said so. A browser without such channels loses
// that alone: each tab still clears itself when it next sees who is gone.

import { read } from "./session.js";

const PARTED = "mlfym.parted";
// A screen reader tells of words that come into a place that it knows; a new place it takes up in
// about so long.
const HEED_MS = 200;

const tabs = "BroadcastChannel" in globalThis ? new BroadcastChannel("mlfym.left") : null;
if (!tabs) console.warn("Other tabs cannot be told when someone leaves in this one.");

export function tellTabs(account, how) {
  tabs?.postMessage({ account, how });
}

/** `part(how)` is called when someone left in another tab who may have used this one: the same
    account, or one that this tab's page was loaded before. `present()`: the account of this tab's
    page. */
export function heedTabs({ present, part }) {
  tabs?.addEventListener("message", ({ data }) => {
    // A tab that was loaded before an update sends the account alone.
    const { account, how } = typeof data === "string" ? { account: data, how: "" } : data;
    const here = present();
    if (!here || here === account) part(how);
  });
}

/** Load the page anew, for nobody; nothing of the one before is seen until it comes, however slow
    the site, nor put back into its forms. */
export function partAnew(how) {
  sessionStorage.setItem(PARTED, JSON.stringify(how));
  for (const form of document.forms) form.reset();
  document.documentElement.hidden = true;
  location.reload();
}

/** Say on the new page why the one before went: once, and as soon as someone looks, since a tab
    that nobody sees paints no frame. */
export function sayWhyParted() {
  const how = read(sessionStorage, PARTED, "");
  sessionStorage.removeItem(PARTED);
  const words = document.querySelector(`template[data-parted="${how}"]`);
  if (!words) return;
  const place = document.createElement("div");
  place.className = "messages";
  place.setAttribute("role", "status");
  document.getElementById("main").prepend(place);
  requestAnimationFrame(() => setTimeout(() => place.append(words.content), HEED_MS));
}
