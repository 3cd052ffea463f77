// Keys: Space plays and pauses, Shift+N next, Shift+P previous, M mute, L like. They can be switched
// off in the drawer, for people whose software types letters for them.

const KEY = "mlfym.keys";
const TYPING = "input:not([type=range], [type=radio], [type=checkbox]), textarea, select, [contenteditable]";
const PRESSABLE = "button, a, summary, input, select, textarea, audio";

export function useKeys(player, bar) {
  const box = document.getElementById("player-keys");
  box.checked = localStorage.getItem(KEY) !== "off";
  box.addEventListener("change", () => localStorage.setItem(KEY, box.checked ? "on" : "off"));
  document.addEventListener("keydown", (event) => {
    if (!box.checked || !player.current || event.defaultPrevented) return;
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest(TYPING)) return;
    const act = action(event, player, bar);
    if (!act) return;
    event.preventDefault();
    if (!event.repeat) act();
  });
}

function action(event, player, bar) {
  if (event.code === "Space") return event.target.closest(PRESSABLE) ? null : () => player.toggle();
  // By place on the keyboard, so that the keys work while Hangul is being typed.
  if (event.shiftKey) return { KeyN: () => player.next(), KeyP: () => player.previous() }[event.code];
  return { KeyM: () => bar.toggleMute(), KeyL: () => bar.rate("like") }[event.code];
}
