"""From JPEG bytes to a Mood: find the face, classify it, follow it. No Django here."""
