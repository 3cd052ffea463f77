"""Template tags of the recommender."""
