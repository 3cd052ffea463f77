"""The MTG-Jamendo set: tags of 55,525 tracks that Jamendo streams under open licences.

https://github.com/MTG/mtg-jamendo-dataset. The set has tags and numbers; titles, artists, streams,
covers and licences come from Jamendo's API, for who has a client id.
"""

SOURCE = "jamendo"
