"""Learn how to mix: the fusion and the weights for each kind of query, on lists held out."""
