"""fit: the loop it stands for, step by step; and what it leaves behind when a training diverges or is interrupted."""

import contextlib
import os
import signal
import sys
import threading

import numpy as np
from numpy.testing import assert_array_equal
import pytest

from nnfs_helpers import training
from nnfs_helpers.activations import ReLU, Softmax
from nnfs_helpers.data import vertical_data
from nnfs_helpers.layers import Dense
from nnfs_helpers.losses import CategoricalCrossEntropy, SoftmaxCrossEntropy
from nnfs_helpers.metrics import accuracy
from nnfs_helpers.network import Network
from nnfs_helpers.optim import SGD, Adam
from nnfs_helpers.support import checks
from nnfs_helpers.support import interrupts as noting

N = 23  # a prime number: no batch size divides it
RNG = np.random.RandomState(1)
X, Y = RNG.standard_normal((N, 2)), RNG.randint(3, size=N)
BATCHES = pytest.mark.parametrize("batch_size", [None, 1, 5, 22, 23, 100])


def network(dtype=float, loss=None):
    """Two inputs, six hidden neurons, three classes; weights of seed 0."""
    rng = np.random.RandomState(0)
    return Network([Dense(2, 6, rng), ReLU(), Dense(6, 3, rng)], loss, dtype)


def by_hand(network, optimizer, epochs, batch_size, seed=0, steps=np.inf):
    """The loop that fit stands for, with all checks on; it ends after so many steps. Return each epoch's mean loss."""
    means = []
    for _ in range(epochs):
        shuffled = np.random.RandomState([seed, optimizer.steps])
        order = shuffled.permutation(N) if batch_size and batch_size < N else np.arange(N)
        total = 0.0
        for start in range(0, N, batch_size or N):
            if optimizer.steps == steps:
                return means
            rows = order[start : start + (batch_size or N)]
            total += network.loss.forward(network.forward(X[rows]), Y[rows]) * len(rows)
            network.backward()
            optimizer.step(network.parameters, network.gradients)
        means.append(total / N)
    return means


@pytest.fixture(autouse=True)
def interrupts():
    """Interrupts raise KeyboardInterrupt, as in any Python, whoever runs the tests; afterwards as before."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    signal.signal(signal.SIGINT, before)


def checks_are_on():
    """Whether bad values are noticed."""
    try:
        Dense(2, 3).forward([[np.nan, 1]])
    except ValueError:
        return True
    return False


@pytest.fixture(autouse=True)
def trust():
    """After each test the checks are on, and NumPy warns as before."""
    warnings = np.geterr()
    yield
    assert checks_are_on()
    assert np.geterr() == warnings


# What fit computes


@BATCHES
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_fit_equals_the_loop_written_out_bit_for_bit(batch_size, dtype):
    fitted, expected = network(dtype), network(dtype)
    losses = fitted.fit(X, Y, Adam(0.02, decay=0.01), epochs=4, batch_size=batch_size)
    assert losses == by_hand(expected, Adam(0.02, decay=0.01), 4, batch_size)
    assert_array_equal(fitted.parameters, expected.parameters)
    assert len(losses) == 4 and {type(loss) for loss in losses} == {float}


@pytest.mark.parametrize("batch_size, steps", [(None, 1), (1, 23), (5, 5), (22, 2), (23, 1), (100, 1)])
def test_an_epoch_makes_one_step_for_each_batch_and_the_last_short_one_counts(batch_size, steps):
    optimizer = SGD(0.1)
    network().fit(X, Y, optimizer, epochs=3, batch_size=batch_size)
    assert optimizer.steps == 3 * steps


class Recording(Dense):
    """A Dense layer that writes down the batches it sees."""

    def forward(self, inputs):
        self.seen = [*getattr(self, "seen", []), inputs[:, 0].astype(int).tolist()]
        return super().forward(inputs)


class RecordingLoss(SoftmaxCrossEntropy):
    """A loss that writes down the labels it sees."""

    def forward(self, logits, targets):
        self.seen = [*getattr(self, "seen", []), targets.tolist()]
        return super().forward(logits, targets)


def batches_seen(batch_size, seed=0, epochs=2):
    """The samples' numbers and their labels, batch by batch; sample i has the label i modulo 3."""
    recorder, loss = Recording(2, 3), RecordingLoss()
    numbers = np.arange(N)
    inputs = np.column_stack([numbers, np.ones(N)])
    Network([recorder], loss).fit(inputs, numbers % 3, SGD(0.0), epochs, batch_size, seed)
    return recorder.seen, loss.seen


@BATCHES
def test_each_sample_comes_exactly_once_in_an_epoch(batch_size):
    seen, _ = batches_seen(batch_size)
    for epoch in np.reshape(sum(seen, []), (2, N)):
        assert sorted(epoch) == list(range(N))


@BATCHES
def test_each_sample_keeps_its_label(batch_size):
    seen, labels = batches_seen(batch_size)
    assert labels == [[number % 3 for number in batch] for batch in seen]


def test_mini_batches_come_in_a_new_order_in_each_epoch_and_all_samples_at_once_in_theirs():
    seen, _ = batches_seen(5)
    assert [len(batch) for batch in seen] == [5, 5, 5, 5, 3] * 2
    first, second = np.reshape(sum(seen, []), (2, N)).tolist()
    assert first != second and list(range(N)) not in (first, second)
    assert batches_seen(None)[0] == [list(range(N))] * 2


def test_the_seed_decides_the_order():
    assert batches_seen(5, seed=3) == batches_seen(5, seed=3) != batches_seen(5, seed=4)
    assert batches_seen(5) == batches_seen(5, seed=0)


def test_fit_draws_no_shared_random_numbers():
    np.random.seed(0)
    fitted = network()
    before = np.random.get_state()[1:3]
    fitted.fit(X, Y, SGD(0.1), batch_size=5)
    assert_array_equal(np.random.get_state()[1], before[0])
    assert np.random.get_state()[2] == before[1]


def test_the_callers_data_stay_as_they_are():
    inputs, labels, rows = X.copy(), Y.copy(), X.tolist()
    inputs.setflags(write=False)
    labels.setflags(write=False)
    fitted, from_lists = network(), network()
    fitted.fit(inputs, labels, SGD(0.5), 3, batch_size=5)
    from_lists.fit(rows, Y.tolist(), SGD(0.5), 3, batch_size=5)
    assert_array_equal(inputs, X)
    assert_array_equal(labels, Y)
    assert rows == X.tolist()
    assert_array_equal(fitted.parameters, from_lists.parameters)


def test_one_epoch_with_all_samples_is_what_fit_does_unless_told_otherwise():
    fitted, expected, optimizer = network(), network(), SGD(0.1)
    assert fitted.fit(X, Y, optimizer) == expected.fit(X, Y, SGD(0.1), epochs=1, batch_size=N, seed=0)
    assert optimizer.steps == 1


def test_the_returned_losses_are_means_over_the_samples_of_an_epoch():
    fitted = network()
    loss = SoftmaxCrossEntropy().forward(fitted.forward(X), Y)
    assert fitted.fit(X, Y, SGD(0.0), epochs=2, batch_size=5) == pytest.approx([loss, loss], rel=1e-14)


def test_a_second_fit_continues_where_the_first_stopped():
    twice, once, optimizer = network(), network(), Adam(0.02, decay=0.1)
    losses = twice.fit(X, Y, optimizer, epochs=3) + twice.fit(X, Y, optimizer, epochs=2)
    assert losses == once.fit(X, Y, Adam(0.02, decay=0.1), epochs=5)
    assert_array_equal(twice.parameters, once.parameters)
    assert optimizer.steps == 5


@BATCHES
@pytest.mark.parametrize("rounds", [(1, 1, 1), (2, 1), (1, 2)])
@pytest.mark.parametrize("make", [lambda: SGD(0.1, momentum=0.9), lambda: Adam(0.02, decay=0.1)], ids=["SGD", "Adam"])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_rounds_of_fit_make_the_steps_of_one_fit_to_the_last_bit(dtype, make, rounds, batch_size):
    in_rounds, at_once, optimizer = network(dtype), network(dtype), make()
    losses = []
    for epochs in rounds:
        losses += in_rounds.fit(X, Y, optimizer, epochs, batch_size, seed=4)
    assert losses == at_once.fit(X, Y, make(), 3, batch_size, seed=4)
    assert in_rounds.parameters.tobytes() == at_once.parameters.tobytes()


def orders_seen(optimizers):
    """The order of the samples in one epoch with each optimizer, of one training in rounds."""
    recorder = Recording(2, 3)
    trained = Network([recorder])
    inputs = np.column_stack([np.arange(N), np.ones(N)])
    for optimizer in optimizers:
        trained.fit(inputs, Y, optimizer, batch_size=5)
    return np.reshape(sum(recorder.seen, []), (len(optimizers), N)).tolist()


def test_rounds_of_fit_with_one_optimizer_draw_new_batches_and_with_new_ones_the_same():
    kept = SGD(0.0)
    first, second, third = orders_seen([kept, kept, kept])
    assert first != second != third != first
    assert orders_seen([SGD(0.0), SGD(0.0)]) == [first, first]


def test_an_optimizer_that_does_not_count_its_steps_gets_a_new_order_in_each_epoch_too():
    class Mine:
        def step(self, parameters, gradients):
            parameters -= 0.0 * gradients

    recorder = Recording(2, 3)
    Network([recorder]).fit(np.column_stack([np.arange(N), np.ones(N)]), Y, Mine(), epochs=2, batch_size=5)
    first, second = np.reshape(sum(recorder.seen, []), (2, N)).tolist()
    assert first != second and sorted(first) == sorted(second) == list(range(N))


def test_without_a_seed_nobody_knows_the_order():
    assert batches_seen(5, seed=None) != batches_seen(5, seed=None)


def test_a_second_fit_with_a_new_optimizer_forgets_the_memories():
    continued, begun, optimizer = network(), network(), Adam(0.02)
    for fitted in continued, begun:
        fitted.fit(X, Y, optimizer if fitted is continued else Adam(0.02), epochs=3)
    continued.fit(X, Y, optimizer)
    begun.fit(X, Y, Adam(0.02))
    assert not np.array_equal(continued.parameters, begun.parameters)


def test_three_clouds_are_told_apart_after_fifty_epochs():
    points, classes = vertical_data(50, 3, seed=2)
    fitted = network(np.float32)
    losses = fitted.fit(points, classes, Adam(0.05), epochs=50, batch_size=16)
    assert losses[-1] < 0.3 * losses[0]
    assert accuracy(fitted.forward(points), classes) > 0.9


# Checks


def test_inside_fit_the_layers_check_nothing():
    class Looking(Dense):
        def forward(self, inputs):
            noticed.append(checks_are_on())
            return super().forward(inputs)

    noticed = []
    Network([Looking(2, 3)]).fit(X, Y, SGD(0.1), epochs=2)
    assert noticed == [False, False] and checks_are_on()


@pytest.mark.parametrize("trusted", [False, True])
def test_softmax_gets_the_logits_column_after_column_because_it_is_faster_there(trusted):
    logits = np.array([[1.0, 2.0, 3.0], [4.0, 0.0, 2.0]])
    loss = SoftmaxCrossEntropy()
    with checks.unchecked() if trusted else contextlib.nullcontext():
        loss.forward(logits, np.array([2, 0]))
    assert loss.softmax.inputs.flags.f_contiguous and loss.softmax.output.flags.f_contiguous
    assert not logits.flags.f_contiguous
    assert_array_equal(loss.softmax.inputs, logits)


@pytest.mark.parametrize("error", [ZeroDivisionError, KeyboardInterrupt, SystemExit])
def test_the_checks_are_on_again_after_an_error_in_a_step(error):
    class Failing(SGD):
        def update(self, *_):
            raise error

    with pytest.raises(error):
        network().fit(X, Y, Failing())
    # the fixtures look after the checks, the warnings and the interrupts


# Training that diverges


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("batch_size", [None, 5])
def test_a_training_that_diverges_ends_with_a_sentence_and_without_warnings(dtype, batch_size):
    optimizer = SGD(1e200)
    with pytest.raises(FloatingPointError) as error:
        network(dtype).fit(X, Y, optimizer, epochs=100, batch_size=batch_size)
    assert str(error.value) == (
        f"The loss is nan after {optimizer.steps} steps: the numbers have grown out of all bounds. "
        "Begin again with a new network and a learning rate below 1e+200."
    )
    assert 1 <= optimizer.steps < 100


@pytest.mark.filterwarnings("error")
def test_a_loss_that_may_be_infinite_is_one_of_them():
    diverging = Network([Dense(2, 3), Softmax()], CategoricalCrossEntropy(epsilon=0))
    with pytest.raises(FloatingPointError, match="^The loss is inf after 1 steps: "):
        diverging.fit(X, Y, SGD(1e9), epochs=3)


@pytest.mark.filterwarnings("error")
def test_an_optimizer_of_your_own_may_diverge_too():
    class Mine:
        def step(self, parameters, _):
            parameters[...] = np.inf

    with pytest.raises(FloatingPointError, match="^The loss is nan after some steps: .* a smaller learning rate.$"):
        network().fit(X, Y, Mine(), epochs=2)


# Interrupts

SENTENCE = "Stopped after {} of {} epochs. The network keeps what it has learned.\n"


def interrupting(method, at, times=1):
    """The method, with interrupts in its call of that number."""
    calls = 0

    def _interrupting(*arguments, **options):
        nonlocal calls
        calls += 1
        if calls == at:
            for _ in range(times):
                signal.raise_signal(signal.SIGINT)
        return method(*arguments, **options)

    return _interrupting


PLACES = {
    "forward of the first layer": lambda ours, _: (ours.layers[0], "forward"),
    "forward of the last layer": lambda ours, _: (ours.layers[-1], "forward"),
    "forward of the loss": lambda ours, _: (ours.loss, "forward"),
    "backward of the loss": lambda ours, _: (ours.loss, "backward"),
    "backward of ReLU": lambda ours, _: (ours.layers[1], "backward"),
    "backward of the first layer": lambda ours, _: (ours.layers[0], "backward"),
    "step": lambda _, optimizer: (optimizer, "step"),
    "update": lambda _, optimizer: (optimizer, "update"),
}


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
@pytest.mark.parametrize("batch_size, at", [(None, 1), (None, 4), (5, 1), (5, 5), (5, 6), (5, 12), (1, 40)])
def test_an_interrupt_ends_the_training_after_the_step_at_hand(place, batch_size, at, capsys, monkeypatch):
    ours, optimizer = network(), Adam(0.02)
    part, name = place(ours, optimizer)
    monkeypatch.setattr(part, name, interrupting(getattr(part, name), at))
    losses = ours.fit(X, Y, optimizer, epochs=7, batch_size=batch_size)
    assert optimizer.steps == at
    assert capsys.readouterr().out == SENTENCE.format(len(losses), 7)

    expected = network()
    assert losses == by_hand(expected, Adam(0.02), 7, batch_size, steps=at)
    assert_array_equal(ours.parameters, expected.parameters)


@pytest.mark.parametrize("batch_size, at, epochs", [(None, 3, 3), (5, 10, 2), (5, 15, 3)])
def test_an_epoch_whose_last_step_was_interrupted_is_complete(batch_size, at, epochs, capsys, monkeypatch):
    optimizer = SGD(0.1)
    monkeypatch.setattr(optimizer, "step", interrupting(optimizer.step, at))
    assert len(network().fit(X, Y, optimizer, epochs=5, batch_size=batch_size)) == epochs
    assert capsys.readouterr().out == SENTENCE.format(epochs, 5)


def test_an_interrupt_in_the_very_last_step_stops_nothing(capsys, monkeypatch):
    optimizer = SGD(0.1)
    monkeypatch.setattr(optimizer, "step", interrupting(optimizer.step, 10))
    assert len(network().fit(X, Y, optimizer, epochs=2, batch_size=5)) == 2
    assert capsys.readouterr().out == ""


def test_after_an_interrupt_no_further_epoch_is_begun(monkeypatch):
    def counting(*arguments):
        epochs.append(arguments)
        return one_epoch(*arguments)

    epochs, one_epoch, optimizer = [], training.one_epoch, SGD(0.1)
    monkeypatch.setattr(training, "one_epoch", counting)
    monkeypatch.setattr(optimizer, "step", interrupting(optimizer.step, 8))
    network().fit(X, Y, optimizer, epochs=10, batch_size=5)
    assert len(epochs) == 2


def test_after_an_interrupt_the_training_can_go_on(monkeypatch):
    ours, once, optimizer = network(), network(), Adam(0.02)
    with monkeypatch.context() as patch:
        patch.setattr(optimizer, "step", interrupting(optimizer.step, 3))
        losses = ours.fit(X, Y, optimizer, epochs=7)
    losses += ours.fit(X, Y, optimizer, epochs=4)
    assert losses == once.fit(X, Y, Adam(0.02), epochs=7)
    assert_array_equal(ours.parameters, once.parameters)


def test_a_second_interrupt_in_the_same_step_is_an_ordinary_one(capsys, monkeypatch):
    ours, optimizer = network(), SGD(0.1)
    monkeypatch.setattr(ours.layers[1], "backward", interrupting(ours.layers[1].backward, 2, times=2))
    with pytest.raises(KeyboardInterrupt):
        ours.fit(X, Y, optimizer, epochs=5)
    assert optimizer.steps == 1
    assert capsys.readouterr().out == ""


def test_whoever_handled_interrupts_before_handles_the_second_and_all_that_come_later(monkeypatch):
    def handle(*_):
        handled.append("interrupt")

    handled, optimizer = [], SGD(0.1)
    monkeypatch.setattr(optimizer, "step", interrupting(optimizer.step, 2, times=3))
    signal.signal(signal.SIGINT, handle)
    try:
        assert len(network().fit(X, Y, optimizer, epochs=5)) == 2
        assert handled == ["interrupt"] * 2
        assert signal.getsignal(signal.SIGINT) is handle
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def test_a_handler_that_python_does_not_know_is_followed_by_the_systems_own(monkeypatch):
    try:
        with monkeypatch.context() as patch:
            patch.setattr(signal, "getsignal", lambda _: None)
            assert len(network().fit(X, Y, SGD(0.1), epochs=2)) == 2
        assert signal.getsignal(signal.SIGINT) is signal.SIG_DFL
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def interrupted_at_line(number):
    """Interrupt a training just before the line of that number which runs in fit, its checks or contextlib.

    Return whether it ran so many lines, whether KeyboardInterrupt came out, the network and its optimizer.
    """
    files = {training.__file__, noting.__file__, checks.__file__, contextlib.__file__}
    ours, optimizer, lines = network(), SGD(0.1), 0

    def trace(frame, event, _):
        nonlocal lines
        if frame.f_code.co_filename not in files:
            return None
        if event == "line":
            lines += 1
            if lines == number:
                signal.raise_signal(signal.SIGINT)
        return trace

    tracer, raised = sys.gettrace(), False
    sys.settrace(trace)
    try:
        ours.fit(X, Y, optimizer, epochs=2, batch_size=12)
    except KeyboardInterrupt:
        raised = True
    finally:
        sys.settrace(tracer)
    return lines >= number, raised, ours, optimizer


def test_wherever_an_interrupt_strikes_no_step_is_cut_and_everything_is_as_before(capsys):
    warnings, steps, number = np.geterr(), [], 0
    expected = {n: network() for n in range(5)}
    for n, untouched in expected.items():
        by_hand(untouched, SGD(0.1), 2, 12, steps=n)
    reached = True
    while reached:
        number += 1
        reached, raised, ours, optimizer = interrupted_at_line(number)
        assert checks_are_on() and np.geterr() == warnings
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
        assert_array_equal(ours.parameters, expected[optimizer.steps].parameters)
        stopped = capsys.readouterr().out.startswith("Stopped after ")
        assert not (stopped and raised) and (stopped or raised or optimizer.steps == 4)
        assert not raised or optimizer.steps in (0, 4)  # before the first step, or after the last
        steps.append(optimizer.steps)
    assert number > 100 and set(steps) == set(range(5))


@pytest.mark.skipif(sys.platform == "win32", reason="on Windows os.kill ends the process")
@pytest.mark.parametrize("delay", np.random.RandomState(0).uniform(0, 0.02, size=12).round(4))
def test_an_interrupt_from_outside_ends_a_training_at_any_moment(delay, capsys, monkeypatch):
    ours, optimizer = network(), Adam(0.001)
    timer = threading.Timer(delay, os.kill, (os.getpid(), signal.SIGINT))
    step = optimizer.step

    def first_step(*vectors):
        timer.start()
        optimizer.step = step
        step(*vectors)

    optimizer.step = first_step
    losses = ours.fit(X, Y, optimizer, epochs=100_000, batch_size=5)
    timer.join()
    assert capsys.readouterr().out == SENTENCE.format(len(losses), 100_000)
    assert optimizer.steps // 5 == len(losses) < 100_000
    assert np.isfinite(ours.parameters).all()

    expected = network()
    by_hand(expected, Adam(0.001), 100_000, 5, steps=optimizer.steps)
    assert_array_equal(ours.parameters, expected.parameters)


# Threads


def test_fit_works_in_another_thread():
    ours, expected, losses = network(), network(), []
    thread = threading.Thread(target=lambda: losses.extend(ours.fit(X, Y, Adam(0.02), epochs=3, batch_size=5)))
    thread.start()
    thread.join()
    assert losses == expected.fit(X, Y, Adam(0.02), epochs=3, batch_size=5)
    assert_array_equal(ours.parameters, expected.parameters)


def test_two_trainings_in_two_threads_leave_the_checks_on():
    first_is_in, second_is_in = threading.Event(), threading.Event()

    class First(SGD):
        def update(self, *_):
            first_is_in.set()
            second_is_in.wait(10)

    class Second(SGD):
        def update(self, *_):
            second_is_in.set()
            first.join()

    first, second = (threading.Thread(target=network().fit, args=(X, Y, kind(0.1))) for kind in (First, Second))
    first.start()
    first_is_in.wait(10)
    assert checks_are_on()  # here, while another thread trains
    second.start()
    second.join()
    assert checks_are_on()
