"""The engines that rank songs, and the mixer that makes one list of their rankings.

No Django and no database in here: arrays in, arrays out. gensim and implicit are imported inside
`fit` alone; what serves needs NumPy and SciPy.
"""
