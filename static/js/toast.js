// A short word at the foot of the page, which goes away by itself.

const SHOWN_MS = 6000;
const MOST = 2;

export function toast(text) {
  const box = document.getElementById("toasts");
  if (!text || [...box.children].some((child) => child.textContent === text)) return;
  const note = document.createElement("p");
  note.className = "toast";
  note.textContent = text;
  box.append(note);
  if (box.children.length > MOST) box.firstElementChild.remove();
  setTimeout(() => note.remove(), SHOWN_MS);
}
