"""From the moods that curators set by ear to the moods of similar songs."""
