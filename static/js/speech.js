// Speak instead of typing: the browser's own speech recognition writes into a field. The site hears
// nothing of it. Some browsers send the voice to their maker, so the first press asks; the answer
// stays in this browser.

const AGREED = "mlfym.microphone";
const TONGUES = { en: "en-US", ko: "ko-KR" };
// What the browser calls a failure, and the word that the page has for it.
const TROUBLES = {
  "no-speech": "nothing",
  "not-allowed": "denied",
  "service-not-allowed": "denied",
  "audio-capture": "missing",
  "language-not-supported": "language",
  network: "network",
};

const Recognition = globalThis.SpeechRecognition ?? globalThis.webkitSpeechRecognition;
let listening = null; // the one microphone that is open

/** A page has come: show its microphones where the browser can listen. */
export function readySpeech() {
  if (!Recognition) return;
  for (const mic of document.querySelectorAll("#main [data-mic]")) mic.hidden = false;
}

/** The page goes: close the microphone. */
export function leaveSpeech() {
  listening?.stop();
}

/** The next one in this browser is asked again. */
export function forgetConsent() {
  localStorage.removeItem(AGREED);
}

/** Listen for presses; the music waits while someone speaks. */
export function useSpeech(player) {
  if (!Recognition) return;
  document.addEventListener("click", ({ target }) => {
    const mic = target.closest("[data-mic]");
    if (!mic) return;
    if (target.closest("[data-mic-button]")) press(mic, player);
    else if (target.closest("[data-mic-yes]")) agree(mic, player);
    else if (target.closest("[data-mic-no]")) ask(mic, false);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") listening?.stop();
  });
}

function press(mic, player) {
  if (listening) listening.stop();
  else if (localStorage.getItem(AGREED) === "yes") listen(mic, player);
  else ask(mic, true);
}

function agree(mic, player) {
  localStorage.setItem(AGREED, "yes");
  ask(mic, false);
  listen(mic, player);
}

/** Open or close the note about where the voice goes; the focus follows. */
function ask(mic, open) {
  const note = mic.querySelector("[data-mic-ask]");
  note.hidden = !open;
  say(mic, "");
  (open ? note.querySelector("[data-mic-yes]") : mic.querySelector("[data-mic-button]")).focus();
}

function say(mic, key) {
  mic.querySelector("[data-mic-state]").textContent = key ? mic.dataset[key] : "";
}

function listen(mic, player) {
  const field = document.getElementById(mic.dataset.mic);
  const ear = new Recognition();
  ear.lang = TONGUES[document.documentElement.lang] ?? document.documentElement.lang;
  ear.interimResults = true;
  const turn = { before: field.value, heard: "", trouble: "", resume: player.playing };
  ear.onresult = ({ results }) => {
    turn.heard = [...results].map(([best]) => best.transcript).join("").trim();
    write(field, turn);
  };
  ear.onerror = ({ error }) => {
    turn.trouble = error === "aborted" ? "" : (TROUBLES[error] ?? "unknown");
  };
  ear.onend = () => end(mic, field, player, turn);
  if (turn.resume) player.pause();
  listening = ear;
  show(mic, true);
  say(mic, "listening");
  try {
    ear.start();
  } catch (error) {
    console.warn("The browser's speech recognition did not start.", error);
    turn.trouble = "unknown";
    end(mic, field, player, turn);
  }
}

/** What was heard stands behind what was typed; the count of letters follows. */
function write(field, { before, heard }) {
  field.value = [before.trimEnd(), heard].filter(Boolean).join(" ");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function end(mic, field, player, { heard, trouble, resume }) {
  listening = null;
  show(mic, false);
  say(mic, trouble || (heard ? "heard" : "nothing"));
  if (resume) player.play();
  if (heard && field.isConnected) field.focus();
}

function show(mic, open) {
  const button = mic.querySelector("[data-mic-button]");
  button.setAttribute("aria-pressed", String(open));
  mic.classList.toggle("mic--open", open);
}
