"""Words that templates use about moods."""
