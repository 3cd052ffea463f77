"""The two pictures of a training run. Matplotlib is imported inside: serving does not need it."""

import io
from typing import Any

from emotion.moods import EXPRESSIONS


def curves_picture(history: list[dict[str, float]]) -> bytes:
    """A PNG: by epoch, both heads' accuracy on validation, and the training loss."""
    figure = _figure(9, 3.5)
    accuracy, loss = figure.subplots(1, 2)
    epochs = [entry["epoch"] for entry in history]
    for key, name in (("votes_accuracy", "FER+ votes"), ("labels_accuracy", "original labels")):
        accuracy.plot(epochs, [entry[key] for entry in history], marker="o", label=name)
    accuracy.set(xlabel="epoch", title="accuracy on validation")
    accuracy.legend()
    loss.plot(epochs, [entry["loss"] for entry in history], marker="o")
    loss.set(xlabel="epoch", title="training loss, both heads")
    for axes in (accuracy, loss):
        axes.grid(alpha=0.3)
    return _png(figure)


def confusion_picture(tables: dict[str, list[list[int]]]) -> bytes:
    """A PNG: for each named table the share of a row's faces in each column."""
    figure = _figure(5.5 * len(tables), 5)
    all_axes = figure.subplots(1, len(tables), squeeze=False)[0]
    for axes, (name, table) in zip(all_axes, tables.items(), strict=True):
        shares = [[count / max(sum(row), 1) for count in row] for row in table]
        axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
        for row, values in enumerate(shares):
            for column, share in enumerate(values):
                colour = "white" if share > 0.5 else "black"
                axes.text(column, row, f"{share:.0%}", ha="center", va="center", color=colour)
        ticks = range(len(EXPRESSIONS))
        axes.set_xticks(ticks, EXPRESSIONS, rotation=45, ha="right")
        axes.set_yticks(ticks, EXPRESSIONS)
        axes.set(title=name, xlabel="read as", ylabel="labelled")
    return _png(figure)


def _figure(width: float, height: float) -> Any:
    from matplotlib.figure import Figure

    return Figure(figsize=(width, height), layout="constrained")


def _png(figure: Any) -> bytes:
    stream = io.BytesIO()
    figure.savefig(stream, format="png", dpi=100)
    return stream.getvalue()
