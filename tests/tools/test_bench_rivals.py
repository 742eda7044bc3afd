"""Those who are timed beside this course make the same steps as it does, and the stopwatch changes nothing."""

import numpy as np
from numpy.testing import assert_allclose, assert_array_equal
import pytest

from nnfs_helpers.support.checks import unchecked
from tools.bench import appendix, clarity
from tools.bench.cases import Case, batches, data_of, first_layers, orders
from tools.bench.rivals import RIVALS, rival
from tools.bench.rivals.ours import adam_of, network_of
from tools.bench.rounds import FEWEST, in_rounds, variables, workers
from tools.bench.shares import PARTS, Stopwatch, shares, timed_step

SHUFFLED = Case("tiny", (6, 5, 4, 3), n_samples=40, batch_size=8, epochs=4, learning_rate=0.01, rounds=2)
WHOLE = Case("whole", (6, 5, 3), n_samples=40, batch_size=40, epochs=20, learning_rate=0.01, rounds=2)


def trained(name, case, dtype="float64"):
    """A rival after 20 steps, and the loss it reached."""
    module = RIVALS[name][2]
    pytest.importorskip(module)
    X, y = data_of(case)
    one = rival(name)(case, X.astype(dtype), y)
    return one, one.train(case.epochs)


@pytest.mark.parametrize("case", [SHUFFLED, WHOLE], ids=lambda case: case.name)
@pytest.mark.parametrize("name", ["the book's style", "PyTorch", "PyTorch, fused Adam", "JAX"])
def test_a_rival_has_our_parameters_and_our_loss_after_20_steps(name, case):
    (ours, our_loss), (other, loss) = trained("this course", case), trained(name, case)
    assert_allclose(other.parameters(), ours.parameters(), rtol=0, atol=1e-9)
    assert loss == pytest.approx(our_loss, abs=1e-9)


@pytest.mark.parametrize("name", ["this course", "the book's style", "PyTorch", "PyTorch, fused Adam", "JAX"])
def test_float32_stays_float32(name):
    assert trained(name, SHUFFLED, "float32")[0].parameters().dtype == np.float32


def test_training_moves_the_parameters_away_from_where_all_begin():
    begin = np.concatenate([array.ravel() for layer in first_layers(SHUFFLED, "float64") for array in layer])
    assert_array_equal(network_of(SHUFFLED, "float64").parameters, begin)
    assert np.abs(trained("this course", SHUFFLED)[0].parameters() - begin).max() > 0.05


def test_scikit_learn_trains_the_same_network_for_as_many_epochs():
    other, loss = trained("scikit-learn", SHUFFLED)
    assert [array.shape for array in other.classifier.coefs_] == [(6, 5), (5, 4), (4, 3)]
    assert other.classifier.n_iter_ == SHUFFLED.epochs and other.classifier.t_ == 4 * 40
    assert loss == pytest.approx(trained("this course", SHUFFLED)[1], rel=0.5)


def test_the_floor_multiplies_three_times_for_each_dense_layer_and_twice_for_the_first(monkeypatch):
    X, y = data_of(SHUFFLED)
    floor, product, shapes = rival("bare products")(SHUFFLED, X, y), np.matmul, []
    monkeypatch.setattr(np, "matmul", lambda a, b, out: shapes.append((a.shape, b.shape)) or product(a, b, out=out))
    floor.train(1)
    assert len(shapes) == 5 * (3 * 3 - 1)
    assert shapes[:2] == [((8, 6), (6, 5)), ((6, 8), (8, 5))]
    assert shapes[2:5] == [((8, 5), (5, 4)), ((5, 8), (8, 4)), ((8, 4), (4, 5))]


def test_the_floor_has_the_arrays_of_a_network_that_are_views_of_its_vectors():
    floor = rival("bare products")(SHUFFLED, *data_of(SHUFFLED))
    assert all(array.base is not None for dense in floor.dense for array in (dense.weights, dense.dweights))


def test_an_epoch_takes_every_sample_once():
    for order in orders(SHUFFLED, 2):
        taken = np.concatenate([order[batch] for batch in batches(SHUFFLED)])
        assert sorted(taken) == list(range(40)) and list(taken) != list(range(40))


def test_the_noisy_prototypes_can_be_learned_but_not_at_a_glance():
    case = Case("noisy", (30, 16, 3), n_samples=200, batch_size=20, epochs=1, learning_rate=0.01, rounds=1)
    first, last = (trained("this course", c)[1] for c in (case, Case(**vars(case) | {"epochs": 40})))
    assert last < 0.5 * first


# The stopwatch


def test_the_step_with_the_stopwatch_is_the_step_of_the_network():
    (X, y), watch = data_of(SHUFFLED), Stopwatch()
    plain, timed = network_of(SHUFFLED, float), network_of(SHUFFLED, float)
    adams = adam_of(SHUFFLED), adam_of(SHUFFLED)
    with unchecked():
        for batch in batches(SHUFFLED):
            plain.loss.forward(plain.forward(X[batch]), y[batch])
            plain.backward()
            adams[0].step(plain.parameters, plain.gradients)
            timed_step(timed, X[batch], y[batch], adams[1], watch.lap)
    assert_array_equal(timed.parameters, plain.parameters)
    assert all(watch.seconds[part] > 0 for part in PARTS)


def test_shares_are_a_whole():
    found = shares(SHUFFLED, *data_of(SHUFFLED), n_rounds=2)
    assert tuple(found) == PARTS and sum(found.values()) == pytest.approx(1)


def test_one_state_per_array_makes_the_steps_of_one_vector():
    whole, parts = appendix.adams((3, 4, 2))
    appendix.step_all(whole, 3)
    appendix.step_all(parts, 3)
    assert [parameters.shape for parameters, _, _ in parts] == [(3, 4), (1, 4), (4, 2), (1, 2)]
    assert_array_equal(np.concatenate([parameters.ravel() for parameters, _, _ in parts]), whole[0][0])
    assert len(whole) == 1 and np.all(whole[0][0] < 0.5)


@pytest.mark.parametrize("name", clarity.FASTER)
def test_a_faster_statement_makes_the_steps_of_the_clear_one(name, monkeypatch):
    monkeypatch.setattr(clarity, "BLOCK", 50)
    X, y = data_of(SHUFFLED)
    clear, fast = (clarity.trained(SHUFFLED, X, y, places, 3) for places in ([], clarity.FASTER[name]))
    assert fast == pytest.approx(clear, rel=1e-9)
    assert [getattr(kind, place).__module__ for kind, place, _ in clarity.FASTER[name]] == [
        kind.__module__ for kind, _, _ in clarity.FASTER[name]
    ]


def test_what_clarity_costs_is_measured_for_each_faster_statement():
    found = clarity.costs(SHUFFLED, *data_of(SHUFFLED), n_rounds=2)
    assert list(found) == list(clarity.FASTER) and all(0.1 < ratio < 10 for ratio in found.values())


def test_relative_times_are_medians_of_ratios(monkeypatch):
    clock = iter([0, 9, 9, 18, 0, 1, 1, 3, 0, 10, 10, 40, 0, 1, 1, 5])  # one round to warm up, then 2, 3 and 4 times
    monkeypatch.setattr(appendix.time, "perf_counter", lambda: next(clock))
    found = appendix.relative({"first": lambda: None, "second": lambda: None}, n_rounds=3)
    assert found == {"first": 1, "second": 3}


# The processes


def test_a_process_may_use_so_many_threads_and_no_old_kernel(monkeypatch):
    monkeypatch.setenv("OPENBLAS_CORETYPE", "Nehalem")
    monkeypatch.setenv("OPENBLAS_L2_SIZE", "512")
    there = variables(2)
    assert "OPENBLAS_CORETYPE" not in there and "OPENBLAS_L2_SIZE" not in there
    assert there["OPENBLAS_NUM_THREADS"] == there["OMP_NUM_THREADS"] == there["MKL_NUM_THREADS"] == "2"


def test_each_rival_answers_in_each_round_from_a_process_of_its_own():
    with workers(1, [SHUFFLED], names=("this course", "the book's style")) as started:
        found = in_rounds(SHUFFLED, started)
        assert len({worker.process.pid for worker in started}) == 2
    assert all(worker.process.poll() is not None for worker in started)
    assert len(found) == 4 and all(len(answers) == SHUFFLED.rounds for answers in found.values())
    ours, book = (found["float64", worker.name][0] for worker in started)
    assert ours["loss"] == pytest.approx(book["loss"], rel=1e-9)
    assert ours["loss"] == pytest.approx(trained("this course", SHUFFLED)[1])
    assert 0 < ours["seconds"] < 1 and ours["cores"] < 1.5


class Patient:
    """In place of a process: it answers with how often it was asked."""

    def __init__(self, name, asked):
        self.name, self.asked = name, asked

    def ask(self, case, dtype):
        self.asked.append(self.name)
        return len(self.asked)


def test_in_each_round_somebody_else_begins():
    asked, case = [], Case(**vars(SHUFFLED) | {"rounds": 2})
    in_rounds(case, [Patient(name, asked) for name in "abc"])
    assert "".join(asked) == "abcabc" + "bcabca"


def test_a_machine_that_takes_too_long_makes_fewer_rounds_and_the_same_for_all():
    asked, case = [], Case(**vars(SHUFFLED) | {"rounds": 10})
    found = in_rounds(case, [Patient(name, asked) for name in "abc"], patience=0)
    assert {len(answers) for answers in found.values()} == {FEWEST}


def test_a_process_that_fails_is_named_with_what_it_said():
    with workers(1, [SHUFFLED], names=("this course",)) as (worker,):
        with pytest.raises(RuntimeError, match="(?s)process of this course ended.*int8"):
            worker.ask(SHUFFLED, "int8")
