// The songs that play, in order. Knows nothing of audio or of the page.

// So many songs behind the one that plays are kept where a queue grows: some five hours of music.
const BEHIND = 100;

export class Queue {
  constructor(songs = [], index = 0) {
    this.songs = songs;
    this.index = Math.min(Math.max(0, index), Math.max(0, songs.length - 1));
  }

  get current() {
    return this.songs[this.index] ?? null;
  }

  /** Play a new list from `index` on. */
  replace(songs, index = 0) {
    this.songs = [...songs]; // the page goes on to own its list
    this.index = index;
  }

  /** Take a new list for what follows, and let the song that plays end first. */
  keepCurrent(songs) {
    const kept = this.current;
    if (!kept) return this.replace(songs);
    this.songs = [kept, ...songs.filter((song) => song.song !== kept.song)];
    this.index = 0;
  }

  /** Put songs behind the last one, those that are not there yet; let go of what played long ago,
      for the queue is kept whole with every change and a station may go on for days. */
  extend(songs) {
    this.songs.push(...songs.filter((song) => this.find(song.song) < 0));
    const old = Math.max(0, this.index - BEHIND);
    this.songs.splice(0, old);
    this.index -= old;
  }

  /** Take a list as it stands now, if the song that plays is in it: that one plays on. */
  follow(songs) {
    const index = songs.findIndex((song) => song.song === this.current?.song);
    if (index >= 0) this.replace(songs, index);
  }

  /** The index of the next song that plays after (step 1) or before (step -1) this one, or -1. */
  neighbour(step) {
    for (let index = this.index + step; index in this.songs; index += step) {
      if (!this.songs[index].gone) return index;
    }
    return -1;
  }

  /** Take over the names and covers of songs that a page shows, which may be in another language. */
  rename(songs) {
    const fresh = new Map(songs.map((song) => [song.song, song]));
    for (const song of this.songs) {
      const { title, artist, cover } = fresh.get(song.song) ?? song;
      Object.assign(song, { title, artist, cover });
    }
  }

  find(songId) {
    return this.songs.findIndex((song) => song.song === songId);
  }

  /** Take a song out; the song that plays keeps its place, and if it was the one, its follower
      moves up. */
  remove(songId) {
    const index = this.find(songId);
    if (index < 0) return;
    this.songs.splice(index, 1);
    if (index < this.index) this.index -= 1;
    else this.index = Math.min(this.index, Math.max(0, this.songs.length - 1));
  }
}
