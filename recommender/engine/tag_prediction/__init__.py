"""Predict a track's mood tags from its other tags: ``predictor`` is the way in."""
