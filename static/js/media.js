// Tell the device what plays, and obey its keys: lock screen, headset, keyboard.

const SEEK_S = 10;

export function useMediaSession(player) {
  const session = navigator.mediaSession;
  if (!session) return;
  const { audio } = player;
  const actions = {
    play: () => player.play(),
    pause: () => player.pause(),
    stop: () => player.pause(),
    previoustrack: () => player.previous(),
    nexttrack: () => player.next(),
    seekbackward: ({ seekOffset }) => player.seek(audio.currentTime - (seekOffset || SEEK_S)),
    seekforward: ({ seekOffset }) => player.seek(audio.currentTime + (seekOffset || SEEK_S)),
    seekto: ({ seekTime }) => player.seek(seekTime),
  };
  for (const [name, act] of Object.entries(actions)) {
    try {
      session.setActionHandler(name, act);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error; // an action that this browser does not know
    }
  }
  player.addEventListener("change", () => show(session, player));
  player.addEventListener("progress", () => showPlace(session, player));
}

function show(session, { current, playing }) {
  session.playbackState = current ? (playing ? "playing" : "paused") : "none";
  if (session.metadata?.title === current?.title && session.metadata?.artist === current?.artist) {
    return;
  }
  session.metadata = current && new MediaMetadata({
    title: current.title,
    artist: current.artist,
    album: "MLFYM",
    artwork: [{ src: new URL(current.cover, location.href).href, sizes: "any" }],
  });
}

function showPlace(session, { audio, duration }) {
  if (!session.setPositionState || !duration) return;
  session.setPositionState({
    duration,
    position: Math.min(audio.currentTime, duration),
    playbackRate: audio.playbackRate,
  });
}
