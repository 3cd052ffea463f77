"""From a person to a Mood: faces, words, tiles."""
