"""The rows of the recommender, one subject a module."""

from recommender.models.analysis import SongAnalysis
from recommender.models.catalogue import (
    Artist,
    ArtistName,
    MoodEvidence,
    Song,
    SongArtist,
    SongName,
    SongTag,
    Tag,
)
from recommender.models.catalogue_version import CatalogueVersion
from recommender.models.events import Event, Rating
from recommender.models.music import MusicFile, MusicFolder
from recommender.models.playlists import Playlist, PlaylistItem
from recommender.models.questionnaire import Answer, Effect, Question
from recommender.models.spreading import LabelSpread
from recommender.models.training import TrainingRun

__all__ = [
    "Answer",
    "Artist",
    "ArtistName",
    "CatalogueVersion",
    "Effect",
    "Event",
    "LabelSpread",
    "MoodEvidence",
    "MusicFile",
    "MusicFolder",
    "Playlist",
    "PlaylistItem",
    "Question",
    "Rating",
    "Song",
    "SongAnalysis",
    "SongArtist",
    "SongName",
    "SongTag",
    "Tag",
    "TrainingRun",
]
