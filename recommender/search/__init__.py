"""Find songs, artists and tags by what someone types, on any database.

letters, romanising, keyboards -> what is compared. keys, index, building -> arrays of it.
catalogue, gathering -> those of a whole catalogue, made in the background. fresh -> what changed
since. finding, slips -> the finds in one index. searching -> an answer from both, as the database
has it now.
"""
