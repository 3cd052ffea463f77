"""What the parts of a song's vector weigh beside each other; each part is 1 long, the cues at most.

Measures, codes and style weigh what they did best with on held-back games (docs/models/sound.md);
`linear.Fitting` writes them with the map that it learns. The cues are not learned.
"""

MEASURES = 1.0
# Says much the same as the measures, and knows the songs that it was trained on better.
CODES = 0.7
# Keeps kinds of music together; more of it finds a recording less well.
STYLE = 0.3
# Beside the three others, which are 1 long together: the most by which no excerpt of the games that
# were held back is found less well.
CUES = 0.4
