"""The Kakao Arena / Melon playlist continuation set: songs, genres, lists, mel-spectrograms.

https://arena.kakao.com/c/8 (707,989 songs, 115,071 training playlists)
"""

SOURCE = "melon"
