// The one script that pages load: set the room up once, and each page as it comes.

import { Bar } from "./bar.js";
import { watchRequests } from "./csrf.js";
import { forgetDrafts, readyDrafts } from "./drafts.js";
import "./face-photo.js";
import { useKeys } from "./keys.js";
import { ListPage } from "./listpage.js";
import { useMediaSession } from "./media.js";
import { Outbox } from "./outbox.js";
import { heedTabs, partAnew, sayWhyParted, tellTabs } from "./parting.js";
import { Player } from "./player.js";
import { Ratings } from "./ratings.js";
import { useSearch } from "./search.js";
import { accountLeft } from "./session.js";
import { Stations } from "./station.js";
import { watchTheme } from "./theme.js";
import { forgetConsent, leaveSpeech, readySpeech, useSpeech } from "./speech.js";
import { toast } from "./toast.js";
import { watchTravel } from "./travel.js";
import { readyWriting } from "./writing.js";

const foot = document.getElementById("player");
const words = document.getElementById("toasts").dataset;
const player = new Player(document.getElementById("audio"), new Outbox(foot.dataset.events));
const ratings = new Ratings({
  urlOf: (song) => foot.dataset.rateUrl.replace(foot.dataset.zero, song),
  onDislike: (song) => {
    player.drop(song);
    toast(foot.dataset.saysDisliked);
  },
  onFailure: () => toast(foot.dataset.saysUnsaved),
});
const bar = new Bar(foot, player, ratings);

let listPage = null;
let face = null; // the module of the camera, loaded where it is needed
let map = null;

new Stations(player, (url, { songs, rows, over }) => {
  if (listPage?.root.dataset.station !== url) return;
  listPage.grow(songs, rows);
  const end = document.getElementById("station-over");
  if (end) end.hidden = !over;
});

function nameCurrentSong() {
  const song = player.current?.song;
  if (!song) return;
  for (const input of document.querySelectorAll("[data-now-playing]")) input.value = song;
}

async function mountFace(root) {
  face ??= await import("./face.js");
  if (root.isConnected) face.mount(root);
}

async function mountMap(root) {
  const { mount } = await import("./map.js");
  if (root.isConnected) map = mount(root, player);
}

const present = () => document.getElementById("site-header").dataset.account;

/** The lists of someone who signed out are not the next one's. Other tabs are not told here: this
    one may have slept for hours, and whoever is there by now has nothing to do with it. */
function partWithAccount() {
  if (accountLeft(present())) forget();
}

/** Someone left in another tab: what this one shows was theirs, too. */
function partToo(how) {
  accountLeft("");
  forget();
  partAnew(how);
}

/** Leave in this browser nothing of someone who has left. */
function forget() {
  player.forget();
  forgetDrafts();
  forgetConsent();
}

/** Someone leaves in this tab, by signing out or by deletion: the other tabs hear of it at once. */
function watchForgetting() {
  document.addEventListener("htmx:beforeOnLoad", ({ detail: { requestConfig, xhr } }) => {
    const { elt, verb } = requestConfig;
    if (verb !== "post" || xhr.status >= 400 || !elt.matches("[data-forgets]")) return;
    forget();
    tellTabs(present(), elt.dataset.forgets);
  });
}

/** A page has come: by loading, by a swap, or by going back. */
function arrive() {
  partWithAccount();
  // htmx parses pages as if there were no scripts, and would keep what is only for that case.
  for (const part of document.querySelectorAll("#main noscript")) part.remove();
  const list = document.getElementById("list");
  listPage = list && new ListPage(list, player, ratings);
  nameCurrentSong();
  readyWriting();
  readyDrafts();
  readySpeech();
  const door = document.getElementById("face-door");
  if (door) mountFace(door);
  const songs = document.getElementById("map");
  if (songs) mountMap(songs);
}

function leave() {
  face?.unmount();
  map?.unmount();
  map = null;
  leaveSpeech();
  listPage = null;
}

player.addEventListener("change", () => {
  listPage?.show();
  nameCurrentSong();
});
player.addEventListener("say", ({ detail: { key, song } }) => {
  if (key === "away") return toast(words.away);
  const said = bar.say(key, song);
  if (key !== "playing" && key !== "press") toast(said);
});
document.addEventListener("submit", ({ target }) => {
  if (target.matches("#language-switch, #account-language")) player.rememberToResume();
});

watchRequests();
watchForgetting();
heedTabs({ present, part: partToo });
watchTheme();
watchTravel({ arrive, leave });
useMediaSession(player);
useKeys(player, bar);
useSpeech(player);
useSearch(player);
player.restore();
arrive();
sayWhyParted();
