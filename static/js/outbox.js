// Reports of what was played, kept until the site has them. Each has an id of its own, so that a
// retry does not count twice.

import { postJson } from "./csrf.js";
import { uuid } from "./uuid.js";

const KEY = "mlfym.outbox";
const BATCH = 50; // the most that the site takes at once
const MOST = 500; // beyond this the oldest are let go
const WAIT_MS = 1500;
const LONGEST_WAIT_MS = 60000;

export class Outbox {
  constructor(url) {
    this.url = url;
    this.items = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
    this.wait = WAIT_MS;
    this.timer = 0;
    this.busy = false;
    // A page that is left sends what it still holds; the next page sends it again if that failed.
    addEventListener("pagehide", () => this.flush({ keepalive: true }));
    if (this.items.length) this.schedule();
  }

  add(report) {
    this.items = [...this.items, { client_uuid: uuid(), ...report }].slice(-MOST);
    this.store();
    this.schedule();
  }

  /** Let go of what is not sent: who did it has left. */
  forget() {
    clearTimeout(this.timer);
    this.timer = 0;
    this.items = [];
    this.store();
  }

  store() {
    sessionStorage.setItem(KEY, JSON.stringify(this.items));
  }

  schedule() {
    this.timer ||= setTimeout(() => this.flush(), this.wait);
  }

  async flush(options = {}) {
    clearTimeout(this.timer);
    this.timer = 0;
    if (!this.items.length || (this.busy && !options.keepalive)) return;
    const batch = this.items.slice(0, BATCH);
    this.busy = true;
    const taken = await this.deliver(batch, options);
    this.busy = false;
    if (taken) {
      const sent = new Set(batch.map((item) => item.client_uuid));
      this.items = this.items.filter((item) => !sent.has(item.client_uuid));
      this.store();
    }
    this.wait = taken ? WAIT_MS : Math.min(2 * this.wait, LONGEST_WAIT_MS);
    if (this.items.length) this.schedule();
  }

  /** True where the site has the batch, or will never take it; false where a retry may help. */
  async deliver(events, options) {
    try {
      const answer = await postJson(this.url, { events }, options);
      return answer.ok || ![403, 408, 429].includes(answer.status) && answer.status < 500;
    } catch {
      return false;
    }
  }
}
