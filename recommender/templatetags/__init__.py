"""Words that templates use about songs."""
