"""The music that somebody owns: folders of audio files that stay where they are.

``walk`` looks at the folder, ``sound`` and ``tags`` into one file, ``entry`` makes a song of it,
``scan`` knows from the last time what needs no second look, and ``settle`` what is gone.
"""
