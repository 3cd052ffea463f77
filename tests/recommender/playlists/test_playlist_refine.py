"""A list after the questionnaire."""

import uuid

import pytest

from mlfym.accounts.models import Listener
from recommender.feedback import Played, rate, record_events
from recommender.mixing import NothingToPlay
from recommender.models import Answer, Effect, Event, Playlist, Question, Song
from recommender.services import playlist_refine
from tests.recommender.playlists.helpers import start
from tests.recommender.stage import ids

Catalogue = dict[str, list[Song]]


def answer(*effects: tuple[str, str, float]) -> Answer:
    """Return an answer with these effects."""
    slug = uuid.uuid4().hex
    question = Question.objects.create(slug=slug, text_en="?")
    given = Answer.objects.create(question=question, slug=slug, text_en="!")
    for kind, key, amount in effects:
        Effect.objects.create(answer=given, kind=kind, key=key, amount=amount)
    return given


def refined(playlist: Playlist, *answers: Answer, now: Song | None = None) -> Playlist:
    """Return the list after the answers."""
    assert playlist.listener is not None
    return playlist_refine(
        listener=playlist.listener, playlist=playlist, answers=answers, now_playing=now
    )


def energy(playlist: Playlist) -> float:
    """Return the mean energy of a list."""
    songs = list(playlist.songs.values_list("energy", flat=True))
    return sum(songs) / len(songs)


@pytest.mark.parametrize("move", [0.4, -0.4])
def test_energy_moves_the_way_it_was_asked(
    catalogue: Catalogue, guest: Listener, move: float
) -> None:
    before = start(guest, "neutral")
    after = refined(before, answer(("energy", "", move)))
    assert (energy(after) - energy(before)) * move > 0


def test_a_second_round_goes_further(catalogue: Catalogue, guest: Listener) -> None:
    livelier = answer(("energy", "", 0.2))
    once = refined(start(guest, "neutral"), livelier)
    assert energy(refined(once, livelier)) >= energy(once)


def test_a_mood_is_leant_to(catalogue: Catalogue, guest: Listener) -> None:
    before = start(guest, "sadness")
    after = refined(before, answer(("mood", "joy", 0.8)))
    joy = {song.pk for song in catalogue["joy"]}
    assert len(joy & set(ids(after))) > len(joy & set(ids(before)))
    assert after.mood is not None and after.mood.share("joy") > 0.4


def test_it_is_a_new_list_and_the_old_one_stays(catalogue: Catalogue, guest: Listener) -> None:
    before = start(guest)
    songs = ids(before)
    after = refined(before, answer(("energy", "", 0.4)))
    assert (after.parent, after.reading) == (before, before.reading)
    assert ids(before) == songs != ids(after)


def test_all_answers_so_far_are_kept(catalogue: Catalogue, guest: Listener) -> None:
    one, two = answer(("energy", "", 0.4)), answer(("valence", "", 0.4))
    after = refined(refined(start(guest), one), two)
    assert after.target["answers"] == [str(one.uuid), str(two.uuid)]


def test_what_plays_now_is_not_in_it(catalogue: Catalogue, guest: Listener) -> None:
    before = start(guest)
    now = before.items.first().song
    assert now.pk not in ids(refined(before, answer(("energy", "", 0.1)), now=now))


def test_what_was_heard_is_not_in_it(catalogue: Catalogue, guest: Listener) -> None:
    before = start(guest)
    heard = before.items.last().song
    record_events(listener=guest, played=[Played(uuid.uuid4(), heard, Event.Kind.PLAY)])
    assert heard.pk not in ids(refined(before, answer(("energy", "", 0.1))))


def test_a_dislike_meanwhile_counts(catalogue: Catalogue, guest: Listener) -> None:
    before = start(guest)
    song = before.items.first().song
    rate(listener=guest, song=song, action="dislike")
    assert song.pk not in ids(refined(before, answer(("energy", "", 0.1))))


def test_a_curated_list_can_be_refined(catalogue: Catalogue, guest: Listener) -> None:
    curated = Playlist.objects.get(default_for="joy")
    after = playlist_refine(
        listener=guest, playlist=curated, answers=[answer(("energy", "", 0.4))], now_playing=None
    )
    assert (after.listener, after.parent) == (guest, curated)
    assert curated.target == {}


def test_its_reasons_name_the_answers(catalogue: Catalogue, guest: Listener) -> None:
    after = refined(start(guest), answer(("energy", "", 0.4)))
    assert all("aim" in item.reasons for item in after.items.all())


def test_the_same_answers_give_the_same_list(catalogue: Catalogue, guest: Listener) -> None:
    before, livelier = start(guest), answer(("energy", "", 0.4))
    assert ids(refined(before, livelier)) == ids(refined(before, livelier))


def test_nothing_left_to_play_is_said(catalogue: Catalogue, guest: Listener) -> None:
    before = start(guest)
    for songs in catalogue.values():
        for song in songs:
            rate(listener=guest, song=song, action="dislike")
    with pytest.raises(NothingToPlay):
        refined(before, answer(("energy", "", 0.4)))
