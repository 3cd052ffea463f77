"""From a mood to a playlist."""
