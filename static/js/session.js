// What outlives a page that is loaded anew: the queue and the place in the song, for this tab; and
// the volume, for this browser.

const TAB = "mlfym.player";
const VOLUME = "mlfym.volume";
const STARTED = "mlfym.started";
const ACCOUNT = "mlfym.account";

export function read(storage, key, otherwise) {
  try {
    return JSON.parse(storage.getItem(key)) ?? otherwise;
  } catch (error) {
    console.warn(`Stored ${key} could not be read and is left out.`, error);
    return otherwise;
  }
}

export function saved() {
  return read(sessionStorage, TAB, null);
}

/** Keep the queue for the next page; a browser that has no room for it plays on without that. */
export function save(state) {
  try {
    sessionStorage.setItem(TAB, JSON.stringify(state));
  } catch (error) {
    console.warn("The queue could not be kept for the next page.", error);
  }
}

export function savedVolume() {
  return read(localStorage, VOLUME, { volume: 80, muted: false });
}

export function saveVolume(volume, muted) {
  localStorage.setItem(VOLUME, JSON.stringify({ volume, muted }));
}

/** Return the account that this tab had and that is gone: signed out, deleted, or another's; else
    "". A guest who signs in keeps what they hear. */
export function accountLeft(account) {
  const before = read(sessionStorage, ACCOUNT, "");
  sessionStorage.setItem(ACCOUNT, JSON.stringify(account));
  return before === account ? "" : before;
}

/** Say whether a list starts for the first time in this tab: going back to its page or loading it
    again must not start it anew. */
export function firstStart(playlist) {
  const started = read(sessionStorage, STARTED, []);
  if (started.includes(playlist)) return false;
  sessionStorage.setItem(STARTED, JSON.stringify([...started, playlist].slice(-50)));
  return true;
}
