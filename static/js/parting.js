// Who leaves in one tab leaves in all tabs of this browser. What is said names the account that is
// gone, "" for a guest; it goes from tab to tab and is kept nowhere. A browser without such channels
// loses that alone: each tab still clears itself when it next sees who is gone.

const tabs = "BroadcastChannel" in globalThis ? new BroadcastChannel("mlfym.left") : null;
if (!tabs) console.warn("Other tabs cannot be told when someone leaves in this one.");

export function tellTabs(account) {
  tabs?.postMessage(account);
}

/** `part()` is called when someone left in another tab who may have used this one: the same account,
    or one that this tab's page was loaded before. `present()`: the account of this tab's page. */
export function heedTabs({ present, part }) {
  tabs?.addEventListener("message", ({ data: left }) => {
    const here = present();
    if (!here || here === left) part();
  });
}
