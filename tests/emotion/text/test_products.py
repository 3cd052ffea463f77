"""emotion.text.products: tables in 8 bits multiply like tables in 32."""

import threading

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emotion.text.products import Products, in_8_bits

WIDTH, COLUMNS = 48, 20


@pytest.fixture(scope="module")
def tables() -> dict[str, np.ndarray]:
    random = np.random.default_rng(2)
    return {
        name: random.normal(size=(WIDTH, COLUMNS)).astype(np.float32) for name in ("one", "other")
    }


@pytest.fixture(scope="module")
def products(tables: dict[str, np.ndarray]) -> Products:
    return Products(tables, {"one": np.arange(COLUMNS, dtype=np.float32), "other": np.zeros(20)})


@given(rows=st.integers(1, 200), seed=st.integers(0, 99), size=st.floats(0.01, 100))
@settings(max_examples=25)
def test_any_number_of_rows_of_any_size(
    products: Products, tables: dict, rows: int, seed: int, size: float
) -> None:
    states = np.random.default_rng(seed).normal(0, size, (rows, WIDTH)).astype(np.float32)
    wanted = states @ tables["other"]
    assert np.abs(products.of(states, "other") - wanted).max() < 0.06 * size * np.sqrt(WIDTH)


def test_each_table_has_its_own_bias(products: Products, tables: dict) -> None:
    nothing = np.zeros((3, WIDTH), np.float32)
    assert np.allclose(products.of(nothing, "one"), np.arange(COLUMNS), atol=1e-4)
    assert np.allclose(products.of(nothing, "other"), 0, atol=1e-4)


def test_a_row_does_not_depend_on_its_company(products: Products) -> None:
    states = np.random.default_rng(4).normal(size=(9, WIDTH)).astype(np.float32)
    # A row of large numbers takes none of the digits of the others.
    states[3] *= 1000
    together = products.of(states, "one")
    for row in range(9):
        assert np.array_equal(products.of(states[row : row + 1], "one")[0], together[row])


def test_what_was_in_8_bits_stays_as_it_was(tables: dict) -> None:
    small, scale = in_8_bits(tables["one"])
    again, same = in_8_bits(small * scale)
    assert np.array_equal(small, again)
    assert np.allclose(scale, same, rtol=1e-6)
    assert not in_8_bits(np.zeros((3, 2), np.float32))[0].any()


def test_threads_do_not_take_each_others_answers(products: Products, tables: dict) -> None:
    wrong: list[float] = []

    def ask(seed: int) -> None:
        random = np.random.default_rng(seed)
        for _ in range(50):
            states = random.normal(size=(int(random.integers(1, 40)), WIDTH)).astype(np.float32)
            name = "one" if random.random() < 0.5 else "other"
            bias = np.arange(COLUMNS) if name == "one" else 0
            off = np.abs(products.of(states, name) - states @ tables[name] - bias).max()
            if off > 0.5:
                wrong.append(float(off))

    threads = [threading.Thread(target=ask, args=(seed,)) for seed in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
