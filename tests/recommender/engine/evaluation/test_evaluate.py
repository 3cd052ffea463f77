"""The whole evaluation on a small made-up split in which three crowds keep to themselves."""

import gzip
import json
from io import StringIO

import numpy as np
import pytest
from django.core.management import CommandError, call_command

from recommender.engine.evaluation.evaluate import evaluate
from recommender.engine.evaluation.split import read_split

CROWDS, SONGS = 3, 30
FIGURES = {"ndcg@100", "recall@10", "recall@50", "mrr", "coverage", "n"}


def row(rng, key, crowd, length=10):
    """A list of one crowd's songs, with the crowd's tag and one that means nothing."""
    songs = rng.choice(SONGS, length, replace=False) + crowd * SONGS
    return {"id": key, "songs": [f"a{n}" for n in songs], "tags": [f"t:{crowd}", f"t:x{key % 5}"]}


def made(path, hidden_crowd=0):
    """Write a split; with `hidden_crowd` the answers are of another crowd than the questions."""
    rng = np.random.default_rng(5)
    rows = [row(rng, key, key % CROWDS) for key in range(120)]
    questions, answers = [], []
    for key in range(200, 230):
        whole = row(rng, key, key % CROWDS, 20)
        other = row(rng, key, (key + hidden_crowd) % CROWDS, 20)
        questions.append({**whole, "songs": whole["songs"][:10]})
        hidden = whole["songs"][10:] if hidden_crowd == 0 else other["songs"][10:]
        answers.append({"id": key, "songs": hidden, "tags": []})
    write(path / "train.jsonl.gz", rows)
    write(path / "test_questions.jsonl.gz", questions)
    write(path / "test_answers.jsonl.gz", answers)
    return path


def with_tags(path):
    """Add tag tasks: each of twelve tags is on twenty songs of a crowd."""
    rng = np.random.default_rng(6)
    triples, tasks = ["artistID\ttagID\tn"], []
    for tag in range(30):
        songs = (rng.choice(SONGS, 20, replace=False) + tag % CROWDS * SONGS).tolist()
        known = songs[:10] if tag < 9 else songs
        triples += [f"{song}\t{tag}\t{1 + song % 3}" for song in known]
        if tag < 9:
            given, answers = ([f"a{n}" for n in half] for half in (songs[:10], songs[10:]))
            tasks.append({"tag": f"t:tag{tag}", "mood": tag < 3, "given": given,
                          "answers": answers})  # fmt: skip
    write(path / "tag2item_test.jsonl.gz", tasks)
    names = ["tagID\ttagValue", *(f"{tag}\ttag{tag}" for tag in range(30))]
    for name, lines in (("tags", names), ("tag2item_train_artist_tag", triples)):
        (path / f"{name}.tsv.gz").write_bytes(gzip.compress("\n".join(lines).encode()))
    return path


def write(path, rows):
    path.write_bytes(gzip.compress("\n".join(json.dumps(one) for one in rows).encode()))


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    path = with_tags(made(tmp_path_factory.mktemp("split")))
    out, errors = StringIO(), StringIO()
    call_command("evaluate_recommender", path, "--json", "--ablate", stdout=out, stderr=errors)
    return json.loads(out.getvalue())


def test_every_engine_and_the_mix_have_figures_for_every_task(report):
    tasks = {"songs_and_tags", "tags_only", "tag_to_items", "tag_to_items_mood"}
    assert set(report["engines"]) == {"als", "neighbours", "popular", "tag2vec"}
    for of in report["engines"].values():
        assert set(of) == tasks
        assert all(set(figures) == FIGURES for figures in of.values())
    assert set(report["mix"]) == tasks
    beyond = {"gini", "novelty", "intra_list_similarity"}
    assert set(report["mix"]["tags_only"]) >= FIGURES | beyond
    assert report["mix"]["songs_and_tags"]["n"] == 30
    assert report["mix"]["tag_to_items_mood"]["n"] == 3
    assert report["ms_per_query"]["mean"] > 0


def test_crowds_are_told_apart(report):
    for task in ("songs_and_tags", "tags_only", "tag_to_items"):
        popular = report["engines"]["popular"][task]["ndcg@100"]
        assert report["mix"][task]["ndcg@100"] > popular + 0.1


def test_the_mix_is_not_worse_than_its_best_part(report):
    """Of few questions the figures are known to some hundredths alone."""
    for task in ("songs_and_tags", "tags_only"):
        best = max(of[task]["ndcg@100"] for of in report["engines"].values())
        assert report["mix"][task]["ndcg@100"] > best - 0.03


def test_the_cost_of_diversity_is_told(report):
    first, *others = report["diversity"]
    of_mix = report["mix"]["songs_and_tags"]
    assert (first["share"], first["ndcg@100"]) == (0, of_mix["ndcg@100"])
    assert all(one["ndcg@100"] <= first["ndcg@100"] + 0.02 for one in others)
    assert others[-1]["intra_list_similarity"] < first["intra_list_similarity"]


def test_what_was_learned_is_told(report):
    learned = report["weights"]["lists"]["songs+tags"]
    assert sum(learned["weights"].values()) == pytest.approx(1, abs=1e-3)
    assert learned["figures"]["held_out_mix"] >= learned["figures"]["held_out_best"]
    assert set(report["weights"]["tags"]) == {"songs+tags"}
    assert report["settings"]["lists"]["als"]["factors"] == 16
    assert set(report["without"]) == set(report["engines"])


def test_the_answers_are_not_learned_from(tmp_path):
    """With answers of another crowd all figures fall, and what was learned is the same."""
    found = []
    for hidden_crowd in (0, 1):
        path = tmp_path / str(hidden_crowd)
        path.mkdir()
        found.append(evaluate(read_split(made(path, hidden_crowd))))
    true, false = found
    assert true["weights"] == false["weights"]
    assert true["settings"] == false["settings"]
    mixes = [one["mix"]["songs_and_tags"]["ndcg@100"] for one in found]
    assert mixes[0] > mixes[1] + 0.2
    assert "tag_to_items" not in true["mix"]


def test_a_table_for_people(tmp_path):
    out, errors = StringIO(), StringIO()
    path = made(tmp_path)
    with gzip.open(path / "train.jsonl.gz", "ab") as file:
        file.write(b"\n{broken")
    call_command("evaluate_recommender", path, stdout=out, stderr=errors)
    assert "| the mix | 0." in out.getvalue()
    assert "train.jsonl.gz line 121: not JSON" in errors.getvalue()


def test_no_such_directory(tmp_path):
    with pytest.raises(CommandError, match=r"train\.jsonl"):
        call_command("evaluate_recommender", tmp_path / "nowhere")
