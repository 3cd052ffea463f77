"""What can be heard in a song: its spectrogram, tempo, key, loudness and brightness. No Django."""
