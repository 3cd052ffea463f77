"""Listening corpora that were imported: millions of songs in lists, as arrays instead of rows.

`streams` and `fields` read files that others made, `store` keeps the arrays, `gather` turns the
lists of a file into them. What is trained on them is put together in `training_corpus`.
"""
