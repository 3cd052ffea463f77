"""The network that hears: from a song's spectrogram to one vector. No Django."""

# The artefact that holds it.
NAME = "sound_network"
