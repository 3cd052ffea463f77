// The face door: consent, camera, live reading, answer. The camera is on only in the view "live".

import { post } from "./csrf.js";
import * as camera from "./face-camera.js";
import { call } from "./face-line.js";

// After these the listener cannot simply start again, so the consent card stays away.
const FINAL = new Set(["missing", "insecure", "off"]);

let door = null;

/** Bring the door in `root` (#face-door) to life. */
export function mount(root) {
  if (door?.root === root) return;
  unmount();
  door = new Door(root);
}

/** Close the camera and let go of the page. */
export function unmount() {
  door?.leave();
  door = null;
}

class Door {
  constructor(root) {
    this.root = root;
    this.texts = JSON.parse(root.querySelector("#face-texts").textContent);
    this.part = (name) => root.querySelector(`[data-${name}]`);
    this.turn = 0;
    this.starting = 0;
    this.box = root.querySelector("[name=consent]");
    this.box.checked = false;
    this.aborter = new AbortController();
    this.listen();
    this.show("ask");
  }

  listen() {
    const { signal } = this.aborter;
    this.box.addEventListener("change", () => this.weigh(), { signal });
    this.part("consent-form").addEventListener("submit", (event) => this.start(event), { signal });
    this.part("stop").addEventListener("click", () => this.stop("stopped"), { signal });
    document.addEventListener("htmx:beforeSwap", () => this.close(), { signal });
    window.addEventListener("pagehide", () => this.stop("paused"), { signal });
    document.addEventListener(
      "visibilitychange",
      () => document.hidden && this.stream && this.stop("paused"),
      { signal },
    );
  }

  /** Start is there for whoever has ticked the box. */
  weigh() {
    this.part("start").disabled = !this.box.checked;
    this.part("why").hidden = this.box.checked;
  }

  show(view) {
    for (const element of this.root.querySelectorAll("[data-view]")) {
      element.hidden = !element.dataset.view.split(" ").includes(view);
    }
    this.weigh();
  }

  async start(event) {
    event.preventDefault();
    if (!this.box.checked || this.starting) return;
    this.close();
    const turn = ++this.turn;
    this.starting = turn;
    this.part("trouble").hidden = true;
    this.blank();
    this.show("live");
    this.part("stop").focus({ preventScroll: true });
    this.hint("asking");
    try {
      const stream = await camera.open();
      if (turn !== this.turn) return camera.close(stream);
      this.light(stream);
      await this.agree();
      if (turn === this.turn) this.talk(true);
    } catch (error) {
      if (turn === this.turn) this.fail(error.code ?? "lost");
    } finally {
      if (this.starting === turn) this.starting = 0;
    }
  }

  /** Tell the server about the consent; it is asked for anew at every start. */
  async agree() {
    const response = await post(this.root.dataset.consent, { consent: "on" });
    if (!response.ok) throw new camera.CameraError("lost");
  }

  light(stream) {
    this.stream = stream;
    const video = this.part("video");
    video.onresize = () => {
      if (!video.videoWidth) return;
      this.part("frame").style.aspectRatio = `${video.videoWidth} / ${video.videoHeight}`;
    };
    video.srcObject = stream;
    video.play().catch(() => {});
    // Unplugged, or taken back in the browser's own menu.
    stream.getVideoTracks()[0].onended = () => this.fail("ended");
    this.sign(true);
    this.hint("connecting");
  }

  talk(mayRetry) {
    const take = camera.shutter(this.part("video"));
    this.hangUp = call(this.root.dataset.socket, take, {
      onAnswer: (answer) => this.hear(answer),
      onEnd: (code) => {
        this.hangUp = null;
        if (code === "settled") return;
        if (code !== "lost" || !mayRetry) return this.fail(code);
        this.hint("reconnecting");
        this.talk(false);
      },
    });
  }

  hear(answer) {
    if (answer.error === "off") return this.fail("off");
    if (answer.error) return;
    this.draw(answer);
    if (answer.settled) this.settle(answer);
    else this.hint(answer.hint ?? (answer.progress > 0.4 ? "settling" : "looking"), answer.faces);
  }

  draw({ box, mood, top, progress }) {
    const frame = this.part("box");
    frame.hidden = !box;
    if (box) {
      const [left, top_, width, height] = box.map((share) => `${share * 100}%`);
      Object.assign(frame.style, { left, top: top_, width, height });
    }
    const ring = this.part("camera");
    ring.className = top ? `camera mood-${top}` : "camera";
    ring.style.setProperty("--settled", progress);
    for (const bar of this.root.querySelectorAll("[data-mood]")) {
      const percent = Math.round((mood?.[bar.dataset.mood] ?? 0) * 100);
      bar.querySelector("progress").value = percent;
      bar.querySelector(".mood-bar__percent").textContent = `${percent}\u00a0%`;
    }
  }

  blank() {
    this.draw({ box: null, mood: null, top: null, progress: 0 });
    this.sign(false);
  }

  settle({ token, sentence, unsure, top, others }) {
    this.close();
    const confirm = this.part("confirm");
    confirm.className = `confirm mood-${top}`;
    this.part("confirm-sentence").textContent = sentence;
    this.part("confirm-unsure").hidden = !unsure;
    confirm.querySelector("[name=token]").value = token;
    const buttons = new Map(
      [...confirm.querySelectorAll("[name=mood]")].map((button) => [button.value, button]),
    );
    const icon = buttons.get(top).querySelector("svg").cloneNode(true);
    this.part("confirm-icon").replaceChildren(icon);
    buttons.get(top).remove();
    for (const mood of others) this.part("confirm-others").append(buttons.get(mood));
    this.show("settled");
    const heading = this.part("confirm-sentence");
    heading.tabIndex = -1;
    heading.focus();
    window.scrollTo(0, 0);
  }

  /** Close the camera and go back to the consent, saying why. */
  stop(text) {
    const wasOn = this.stream || this.starting;
    this.close();
    if (!wasOn) return;
    this.show("ask");
    this.note(text);
    this.box.focus();
  }

  fail(code) {
    this.close();
    this.box.checked = false;
    this.show(FINAL.has(code) ? "final" : "ask");
    this.note("");
    this.part("trouble-text").textContent = this.texts[code] ?? this.texts.unknown;
    this.part("trouble").hidden = false;
    this.part("trouble").querySelector("[role=alert]").focus();
  }

  /** Hang up and let the camera go, whatever is under way. */
  close() {
    this.turn += 1;
    this.starting = 0;
    this.hangUp?.();
    this.hangUp = null;
    if (this.stream) {
      this.stream.getVideoTracks()[0].onended = null;
      camera.close(this.stream);
      this.stream = null;
      this.part("video").srcObject = null;
    }
    this.sign(false);
  }

  leave() {
    this.close();
    this.aborter.abort();
  }

  sign(on) {
    const sign = this.part("sign");
    sign.classList.toggle("camera__sign--off", !on);
    sign.textContent = on ? sign.dataset.on : sign.dataset.off;
  }

  hint(code, faces) {
    const line = this.part("hint");
    // The same words again would be read out again.
    const text = this.texts[code].replace("{faces}", faces);
    if (line.textContent !== text) line.textContent = text;
  }

  note(code) {
    const note = this.part("note");
    note.textContent = this.texts[code] ?? "";
    note.hidden = !code;
  }
}
