"""Training on made-up faces: what is asked is that it runs, resumes, anneals and exports."""

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from emotion.face.batches import Recipe, batches, mixed
from emotion.face.datasets import LEFT_OUT, Faces
from emotion.face.network import build_network
from emotion.face.runs import Config, Run, State, TrainingError, compiled, counting, sized
from emotion.face.teaching import OWN_SHARE, Average, plain_targets, softened
from emotion.face.training import make_sets, progress_of, rate_at
from emotion.moods import EXPRESSIONS

random = np.random.default_rng(6)


@pytest.fixture(scope="module", autouse=True)
def _step_by_step() -> Iterator[None]:
    """Train without graphs: building one takes longer than the few steps of these runs.

    With graphs, as it trains for real, it does in tests/emotion/commands/test_train_face.py.
    """
    import tensorflow as tf

    tf.config.run_functions_eagerly(True)
    yield
    tf.config.run_functions_eagerly(False)


def made_up(count: int = 60) -> Faces:
    """Faces whose brightness pattern is their class; a third in each split."""
    labels = random.integers(0, 7, count)
    images = random.integers(0, 60, (count, 48, 48), dtype=np.uint8)
    for number, label in enumerate(labels):
        images[number, label * 6 : label * 6 + 6] += 150
    votes = np.eye(len(EXPRESSIONS), dtype=np.float32)[labels] * 10
    split = np.arange(count) % 3
    ballots = np.full(count, 10, np.float32)
    names = ("Training", "PublicTest", "PrivateTest")
    return Faces(images, labels, split, names, votes, ballots, np.zeros(count, np.bool_))


def test_no_image_is_in_two_sets() -> None:
    faces = made_up(30)
    faces.images[1] = faces.images[0]
    faces.images[4] = faces.images[2]
    faces.images[3] = faces.images[5]
    sets = make_sets(faces)
    assert (len(sets.training), len(sets.validation)) == (8, 9)


def test_lossy_and_foreign_rows_are_not_learned_from() -> None:
    faces = made_up(30)
    faces.lossy[0] = True
    faces.labels[3] = LEFT_OUT
    assert len(make_sets(faces).training) == 8


def test_three_splits_are_needed() -> None:
    faces = made_up(30)
    with pytest.raises(TrainingError):
        make_sets(
            Faces(faces.images, faces.labels, faces.split, ("a", "b"), None, None, faces.lossy)
        )


def test_the_rate_warms_up_and_ends_at_nothing_twice() -> None:
    config = Config(learning_rate=1e-3, gentle_rate=5e-4, gentle_share=0.25)
    rates = [rate_at(share, config) for share in np.linspace(0, 1, 401)]
    assert rates[0] < 1e-4
    assert rates[300] < 1e-4
    assert max(rates[:300]) == pytest.approx(1e-3, rel=0.01)
    assert max(rates[300:]) == pytest.approx(5e-4, rel=0.01)
    for ends in (299, 400):
        assert rates[ends] == pytest.approx(0, abs=1e-7)
    falling = rates[20:300], rates[310:]
    assert all(b <= a for part in falling for a, b in zip(part, part[1:], strict=False))
    assert rate_at(1.3, config) == pytest.approx(0, abs=1e-9)


def test_a_run_without_a_gentle_end_has_one_wave() -> None:
    config = Config(gentle_share=0)
    assert rate_at(0.5, config) > rate_at(0.9, config) > 0
    assert rate_at(0.999, config) == pytest.approx(0, abs=1e-7)


def test_the_run_is_as_far_as_its_steps_or_its_clock() -> None:
    state = State(step=50, seconds=90)
    assert progress_of(Config(epochs=10), state, 10) == pytest.approx(0.5)
    assert progress_of(Config(epochs=10, minutes=2), state, 10) == pytest.approx(0.75)


def test_the_same_seed_and_epoch_give_the_same_batches() -> None:
    training = make_sets(made_up()).training
    targets = plain_targets(training)
    first, again, later = (
        [inputs for inputs, _, _ in batches(training, targets, Recipe(8, 32, seed=1, epoch=epoch))]
        for epoch in (0, 0, 1)
    )
    assert len(first) == len(training) // 8
    assert all(np.array_equal(a, b) for a, b in zip(first, again, strict=True))
    assert not np.array_equal(first[0], later[0])


def test_a_set_smaller_than_a_batch_is_one_batch() -> None:
    training = make_sets(made_up()).training
    recipe = Recipe(512, 32, seed=1, epoch=0)
    assert len(list(batches(training, plain_targets(training), recipe))) == 1


def test_softened_targets_lean_to_what_the_network_said() -> None:
    training = make_sets(made_up()).training
    surely_neutral = np.zeros((len(training), 2, 7), np.float32)
    surely_neutral[:, :, 6] = 50
    plain, soft = plain_targets(training), softened(training, surely_neutral)
    for head, share in OWN_SHARE.items():
        assert np.allclose(soft[head].sum(axis=1), 1)
        assert np.allclose(soft[head] - (1 - share) * plain[head], share * np.eye(7)[6], atol=1e-6)


def test_the_average_follows_the_weights_slowly_and_counts_only_for_so_long() -> None:
    network = compiled(build_network(32, 0.35), Config(size=32, width=0.35))
    start = network.get_weights()
    average = Average(start)
    network.set_weights([each + 1 for each in start])
    average.take_in(network)
    assert np.allclose(average.weights[0] - start[0], 0.02, atol=1e-6)
    with counting(Run(Config(), State(), network, average)) as counted:
        assert np.allclose(counted.get_weights()[0], average.weights[0])
    assert np.allclose(network.get_weights()[0], start[0] + 1)
    with counting(Run(Config(), State(), network)) as counted:
        assert np.allclose(counted.get_weights()[0], start[0] + 1)


def test_the_gentle_end_goes_on_where_it_was(tmp_path: Path) -> None:
    """Its average and what the network said are kept with the checkpoint."""
    from emotion.face.runs import resume
    from emotion.face.training import train

    sets = make_sets(made_up())
    said: list[str] = []
    for epochs in (3, 4):
        config = Config(
            size=32, first_size=32, width=0.35, epochs=epochs, batch=8, gentle_share=0.7
        )
        network = train(sets, config, None, tmp_path, said.append)
    run = resume(tmp_path, config)
    assert run is not None
    assert run.average is not None
    assert run.own is not None
    assert run.own.shape == (len(sets.training), 2, 7)
    assert sum(line.startswith("asking") for line in said) == 1
    kept = zip(network.get_weights(), run.average.weights, strict=True)
    assert all(np.allclose(a, b) for a, b in kept)


def test_a_mixed_batch_holds_two_faces_in_one_and_their_targets_likewise() -> None:
    inputs = np.eye(6, dtype=np.float32).reshape(6, 6, 1, 1)
    targets = {"votes": np.eye(6, 7, dtype=np.float32)}
    weights = {"votes": np.array([1, 1, 1, 1, 1, 0], np.float32)}
    inputs, soft, usable = mixed((inputs, targets, weights), np.random.default_rng(3))
    assert np.allclose(inputs[:, :, 0, 0], soft["votes"][:, :6])
    assert np.allclose(soft["votes"].sum(axis=1), 1)
    # A row is of use if both of its faces have votes.
    assert np.array_equal(usable["votes"] > 0, soft["votes"][:, 5] == 0)


def test_a_run_begins_small_and_ends_large(tmp_path: Path) -> None:
    from emotion.face.runs import input_size
    from emotion.face.training import train

    config = Config(size=48, first_size=32, first_share=0.5, width=0.35, epochs=4, batch=8)
    network = train(make_sets(made_up()), config, None, tmp_path, lambda text: None)
    history = json.loads((tmp_path / "state.json").read_text())["state"]["history"]
    assert [entry["size"] for entry in history] == [32, 32, 48, 48]
    assert input_size(network) == 48


def test_the_larger_network_does_what_the_smaller_did() -> None:
    config = Config(size=64, first_size=32, width=0.35)
    small = compiled(build_network(32, 0.35), config)
    x, y = np.zeros((4, 32, 32, 1), np.float32), np.eye(4, 7, dtype=np.float32)
    small.train_on_batch(x, {"votes": y, "labels": y})
    large = sized(small, 64, config)
    assert all(
        np.array_equal(a, b) for a, b in zip(small.get_weights(), large.get_weights(), strict=True)
    )
    assert int(large.optimizer.iterations.numpy()) == 1
    assert sized(large, 64, config) is large


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of one epoch, taken up for a second one."""
    from emotion.face.training import train

    work = tmp_path_factory.mktemp("work")
    sets = make_sets(made_up())
    for epochs in (1, 2):
        config = Config(size=32, first_size=32, width=0.35, epochs=epochs, batch=8)
        train(sets, config, None, work, lambda text: None)
    return work


def test_a_checkpoint_is_taken_up(finished: Path) -> None:
    state = json.loads((finished / "state.json").read_text())["state"]
    assert [entry["epoch"] for entry in state["history"]] == [1, 2]
    assert state["step"] == 4
    assert [path.name for path in finished.glob("epoch-*")] == ["epoch-002.npz"]


def test_a_checkpoint_of_another_run_is_refused(finished: Path) -> None:
    from emotion.face.training import train

    with pytest.raises(TrainingError, match="size"):
        train(make_sets(made_up()), Config(size=64), None, finished, lambda text: None)


def test_the_clock_ends_a_run_and_it_stays_ended(tmp_path: Path) -> None:
    from emotion.face.training import train

    config = Config(size=32, first_size=32, width=0.35, epochs=50, batch=8, minutes=1e-9)
    for _ in range(2):
        train(make_sets(made_up()), config, None, tmp_path, lambda text: None)
    state = json.loads((tmp_path / "state.json").read_text())["state"]
    assert state["finished"]
    assert state["step"] == 0


def test_unfolded_imagenet_weights_do_what_the_folded_did(shared: Path) -> None:
    import keras

    from emotion.face.network import start_from_imagenet

    weights = shared / "data" / "face" / "mobilenetv2_100_imagenet_folded.npz"
    inputs = random.normal(0, 0.5, (16, 64, 64, 1)).astype(np.float32)
    network = build_network(64)
    start_from_imagenet(network, weights, inputs)
    features = keras.Model(network.input, network.get_layer("out_relu").output)
    serving = np.asarray(features(inputs, training=False))
    training = np.asarray(features(inputs, training=True))
    # The statistics are those of these inputs, so both ways of normalising agree; the ImageNet
    # features are neither dead nor all cut off at 6.
    assert np.abs(serving - training).mean() < 1e-3
    assert 0.05 < serving.mean() < 2
    with np.load(weights) as file:
        first = file["00.weight"].sum(axis=1)
    kernel = network.get_layer("Conv1").get_weights()[0][:, :, 0].transpose(2, 0, 1)
    assert np.allclose(kernel, first)
