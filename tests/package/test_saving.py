"""save and load: bit for bit, whole or not at all; and every other file is answered with a sentence, and never run."""

import io
import os
import pickle
import re
import sys
import tracemalloc
import zipfile

from hypothesis import strategies as st
import numpy as np
from numpy.testing import assert_array_equal
import pytest

from nnfs_helpers.activations import ReLU, Sigmoid, Softmax
from nnfs_helpers.layers import Dense
from nnfs_helpers.losses import CategoricalCrossEntropy, SoftmaxCrossEntropy
from nnfs_helpers.network import Network
from nnfs_helpers.optim import Adam
from nnfs_helpers.support import saved_file
from nnfs_helpers.support.saved_file import VERSION, from_text, to_text
from tests.package.gradients import for_random

RNG = np.random.RandomState(0)
X, Y = RNG.standard_normal((9, 2)), RNG.randint(3, size=9)


def small_network(dtype=float):
    """Two inputs, four hidden neurons, three classes; no parameter is 0."""
    network = Network([Dense(2, 4), ReLU(), Dense(4, 3)], dtype=dtype)
    network.parameters[...] = np.random.RandomState(1).standard_normal(27)
    return network


NETWORKS = {
    "ReLU": lambda dtype: small_network(dtype),
    "all kinds": lambda dtype: Network(
        [Dense(2, 5), Sigmoid(), Dense(5, 4), ReLU(), Dense(4, 3), Softmax()], CategoricalCrossEntropy(0.001), dtype
    ),
    "one layer": lambda dtype: Network([Dense(2, 3)], SoftmaxCrossEntropy(np.finfo(float).eps), dtype),
    "epsilon 0": lambda dtype: Network([Dense(2, 3)], SoftmaxCrossEntropy(0), dtype),
    "no digit lost": lambda dtype: Network([Dense(2, 3)], SoftmaxCrossEntropy(0.1 + 0.2), dtype),
    "epsilon of float32": lambda dtype: Network([Dense(2, 3)], SoftmaxCrossEntropy(np.float32(1e-7)), dtype),
}


def epsilon(network):
    """The epsilon of a network's loss."""
    return getattr(network.loss, "loss", network.loss).epsilon


def assert_same(network, other):
    """Two networks are equal to the last bit, and of the same build."""
    assert network.parameters.dtype == other.parameters.dtype
    assert network.parameters.tobytes() == other.parameters.tobytes()
    assert [type(layer) for layer in network.layers] == [type(layer) for layer in other.layers]
    sizes = [[layer.weights.shape for layer in one.layers if hasattr(layer, "weights")] for one in (network, other)]
    assert sizes[0] == sizes[1]
    assert type(network.loss) is type(other.loss) and epsilon(network) == epsilon(other)


@pytest.fixture
def path(tmp_path):
    """A file that save has written."""
    small_network().save(tmp_path / "net.npz")
    return tmp_path / "net.npz"


# There and back


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("make_network", NETWORKS.values(), ids=NETWORKS)
def test_a_network_comes_back_bit_for_bit_and_trains_on_as_the_first_would(make_network, dtype, tmp_path):
    network = make_network(dtype)
    network.fit(X, Y, Adam(0.1), epochs=3)
    network.save(tmp_path / "net.npz")
    loaded = Network.load(tmp_path / "net.npz")
    assert_same(loaded, network)
    assert_array_equal(loaded.forward(X), network.forward(X))
    assert loaded.fit(X, Y, Adam(0.1), epochs=3) == network.fit(X, Y, Adam(0.1), epochs=3)
    assert_same(loaded, network)


def test_the_loaded_layers_are_views_of_one_vector(path):
    network = Network.load(path)
    network.parameters[...] = 7
    assert {number for layer in network.layers[::2] for number in layer.weights.ravel()} == {7}
    assert network.gradients.shape == (27,) and np.shares_memory(network.layers[0].dweights, network.gradients)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_smallest_the_largest_and_the_negative_zero_survive(dtype, tmp_path):
    network, limits = small_network(dtype), np.finfo(dtype)
    network.parameters[:6] = [limits.max, limits.min, limits.tiny, limits.smallest_subnormal, -0.0, limits.eps]
    network.save(tmp_path / "net.npz")
    assert_same(Network.load(tmp_path / "net.npz"), network)


@for_random(epsilon=st.floats(0, 0.5, exclude_max=True))
def test_every_epsilon_survives(epsilon):
    for kind in SoftmaxCrossEntropy, CategoricalCrossEntropy:
        loss = from_text(to_text(kind(epsilon)))
        assert type(loss) is kind and getattr(loss, "loss", loss).epsilon == epsilon


@pytest.mark.parametrize("name", ["net.npz", "net", "net.v2.txt", "Netz für Übung 3.npz", ".hidden"])
def test_the_file_is_where_the_path_says_whatever_its_name(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    network = small_network()
    for path in name, tmp_path / name, str(tmp_path / name):
        network.save(path)
        assert os.listdir() == [name]
        assert_same(Network.load(path), network)
        os.remove(name)


def test_a_subclass_of_network_loads_its_own_kind(path):
    class Mine(Network):
        pass

    assert type(Mine.load(path)) is Mine


def test_saving_changes_nothing_in_the_network(tmp_path):
    network, untouched = small_network(), small_network()
    vectors = network.parameters, network.gradients
    network.save(tmp_path / "net.npz")
    assert_same(network, untouched)
    assert network.parameters is vectors[0] and network.gradients is vectors[1]


def test_loading_leaves_everything_as_it_was(path):
    np.random.seed(0)
    random, warnings = np.random.get_state()[1:3], np.geterr()
    content, times = path.read_bytes(), path.stat().st_mtime_ns
    Network.load(path)
    assert_array_equal(np.random.get_state()[1], random[0])
    assert np.random.get_state()[2] == random[1]
    assert np.geterr() == warnings
    with pytest.raises(ValueError, match="must be numbers"):
        Dense(2, 3).forward("the checks are on")
    assert path.read_bytes() == content and path.stat().st_mtime_ns == times
    assert list(path.parent.iterdir()) == [path]


def test_the_file_is_closed_again(path):
    Network.load(path)
    path.write_bytes(path.read_bytes()[:100])
    refusal(path)
    path.unlink()  # on Windows an open file cannot be removed


# Whole or not at all


def half_written(file, **_):
    """A savez that writes some bytes and then finds the disk full."""
    file.write(b"PK\x03\x04 half")
    raise OSError("No space left on device")


def refused(*_):
    raise PermissionError("somebody holds the file open")


def interrupted(*_, **__):
    raise KeyboardInterrupt


@pytest.mark.parametrize("there", [True, False])
@pytest.mark.parametrize(
    "name, failure, error",
    [
        ("numpy.savez", half_written, OSError),
        ("numpy.savez", interrupted, KeyboardInterrupt),
        ("os.replace", refused, PermissionError),
        ("os.replace", interrupted, KeyboardInterrupt),
    ],
)
def test_a_save_that_fails_leaves_the_old_file_and_nothing_else(there, name, failure, error, path, monkeypatch):
    if not there:
        path.unlink()
    before = {file.name: file.read_bytes() for file in path.parent.iterdir()}
    changed = small_network()
    changed.parameters += 1
    with monkeypatch.context() as patch:
        patch.setattr(name, failure)
        with pytest.raises(error):
            changed.save(path)
    assert {file.name: file.read_bytes() for file in path.parent.iterdir()} == before
    assert not there or assert_same(Network.load(path), small_network()) is None


def test_until_the_file_is_complete_the_old_one_stands_in_its_place(path, monkeypatch):
    def watching(draft, place):
        seen.append([Network.load(place).parameters[0], Network.load(draft).parameters[0]])
        replace(draft, place)

    seen, replace, changed = [], os.replace, small_network()
    changed.parameters[0] = 5
    monkeypatch.setattr("os.replace", watching)
    changed.save(path)
    assert seen == [[small_network().parameters[0], 5]]
    assert Network.load(path).parameters[0] == 5
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no umask")
@pytest.mark.parametrize("mask, mode", [(0o022, 0o644), (0o002, 0o664), (0o077, 0o600)])
def test_whoever_may_read_the_files_of_this_user_may_read_this_one(mask, mode, tmp_path):
    before = os.umask(mask)
    try:
        for _ in range(2):
            small_network().save(tmp_path / "net.npz")
            assert (tmp_path / "net.npz").stat().st_mode & 0o777 == mode
    finally:
        os.umask(before)


def test_a_folder_that_does_not_exist_is_an_ordinary_error(tmp_path):
    with pytest.raises(FileNotFoundError, match="nowhere"):
        small_network().save(tmp_path / "nowhere" / "net.npz")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_no_file(tmp_path):
    (tmp_path / "net.npz").mkdir()
    with pytest.raises(OSError):
        small_network().save(tmp_path / "net.npz")
    assert [path.name for path in tmp_path.rglob("*")] == ["net.npz"]


# What cannot be saved


class Tanh:
    """A layer that the course does not have."""

    def forward(self, inputs):
        return np.tanh(inputs)

    def backward(self, dvalues):
        return dvalues


class WideDense(Dense):
    """A Dense of somebody's own, which may compute anything."""


def with_layer(layer):
    return Network([Dense(2, 3), layer])


def with_epsilon(epsilon):
    network = small_network()
    network.loss.loss.epsilon = epsilon
    return network


def with_number(number):
    network = small_network()
    network.parameters[7] = number
    return network


FOREIGN = (
    "save knows Dense, ReLU, Sigmoid, Softmax, CategoricalCrossEntropy, SoftmaxCrossEntropy, but not {}. "
    "Save network.parameters yourself: np.save."
)
NOT_SAVED = [
    (lambda: with_layer(Tanh()), TypeError, FOREIGN.format("Tanh")),
    (lambda: with_layer(WideDense(3, 3)), TypeError, FOREIGN.format("WideDense")),
    (lambda: with_layer(type("ReLU", (Tanh,), {})()), TypeError, FOREIGN.format("ReLU")),
    (lambda: with_number(np.nan), ValueError, "parameters must be finite numbers, but the entry at [7] is nan."),
    (lambda: with_number(-np.inf), ValueError, "parameters must be finite numbers, but the entry at [7] is -inf."),
    (lambda: with_epsilon(1), ValueError, "epsilon must be a number, at least 0 and below 0.5, but it is 1."),
    (lambda: with_epsilon(np.nan), ValueError, "epsilon must be a number, at least 0 and below 0.5, but it is nan."),
    (lambda: with_epsilon("x"), ValueError, "epsilon must be a number, at least 0 and below 0.5, but it is 'x'."),
]


@pytest.mark.parametrize("spoiled, kind, sentence", NOT_SAVED, ids=range(len(NOT_SAVED)))
def test_what_load_would_refuse_is_not_saved_over_a_good_file(spoiled, kind, sentence, path):
    with pytest.raises(kind) as error:
        spoiled().save(path)
    assert str(error.value) == sentence
    assert_same(Network.load(path), small_network())
    assert list(path.parent.iterdir()) == [path]


# Other files


def refusal(path):
    """The sentence with which load refuses a file: on one line, beginning with the path; without warnings."""
    with pytest.raises(ValueError) as error:
        Network.load(path)
    assert type(error.value) is ValueError and error.value.__cause__ is None
    text = str(error.value)
    assert (
        text.startswith(f"{path} ")
        and text.endswith(".")
        and text.count("\n") == 0
        and len(text.replace(str(path), "")) < 400
    )
    return text.removeprefix(f"{path} ")


pytestmark = pytest.mark.filterwarnings("error")
DAMAGED = "is damaged, or it is not a file that save has written."


def bytes_of(write, *arguments, **options):
    """What a function writes into a file."""
    file = io.BytesIO()
    write(file, *arguments, **options)
    return file.getvalue()


STRANGERS = {
    "empty": b"",
    "text": b"Buy milk.\n",
    "the first bytes of an archive": b"PK\x03\x04",
    "zeros": bytes(1000),
    "a pickle": pickle.dumps({"parameters": [1, 2, 3]}),
    "a pickled array": pickle.dumps(np.ones(3)),
    "npy": bytes_of(np.save, np.ones(27)),
    "npy of objects": bytes_of(np.save, np.array([{}], dtype=object)),
    "npy that says it is huge": bytes_of(np.save, np.ones(27)).replace(b"(27,)", b"(9" + b"9" * 11 + b",)"),
    "compressed": bytes_of(np.savez_compressed, format="nnfs_helpers.Network", parameters=np.zeros(27)),
}


@pytest.mark.parametrize("content", STRANGERS.values(), ids=STRANGERS)
def test_a_file_of_another_kind_is_refused(content, tmp_path):
    (tmp_path / "net.npz").write_bytes(content)
    assert refusal(tmp_path / "net.npz") == DAMAGED


@pytest.mark.parametrize(
    "arrays, held",
    [
        ({"weights": np.ones(3), "biases": np.ones(1)}, "biases, weights"),
        ({}, "nothing"),
        ({"format": "somebody.Else", "version": 1}, "format, version"),
        ({"format": ["nnfs_helpers.Network"]}, "format"),
        ({"format": b"nnfs_helpers.Network"}, "format"),
        ({"two\nlines": 1}, "two lines"),
        ({f"layer_{i:04}": 1 for i in range(1000)}, ", ".join(f"layer_{i:04}" for i in range(8)) + ", ..."),
    ],
)
def test_an_archive_of_somebody_else_is_refused_with_the_names_in_it(arrays, held, tmp_path):
    np.savez(tmp_path / "net.npz", **arrays)
    assert refusal(tmp_path / "net.npz") == f"is not a network of this course: it holds {held}."


def test_an_archive_without_arrays_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "net.npz", "w") as archive:
        archive.writestr("readme.txt", "Buy milk.")
    assert refusal(tmp_path / "net.npz") == "is not a network of this course: it holds readme.txt."


def test_a_missing_file_is_an_ordinary_error(tmp_path):
    with pytest.raises(FileNotFoundError, match="missing.npz"):
        Network.load(tmp_path / "missing.npz")


def test_a_folder_cannot_be_loaded(tmp_path):
    with pytest.raises(OSError):
        Network.load(tmp_path)


# Damage


def test_a_file_that_was_cut_off_anywhere_is_refused(path):
    content = path.read_bytes()
    for length in range(0, len(content), 10):
        path.write_bytes(content[:length])
        assert refusal(path) == DAMAGED


def load_bytes(content):
    """What load makes of a file with this content: a network, or None if it is refused with a good sentence."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(saved_file, "open", lambda *_: io.BytesIO(content), raising=False)
        try:
            return Network.load("net.npz")
        except ValueError:
            refusal("net.npz")
    return None


def test_in_no_byte_can_a_bit_flip_without_being_noticed_or_being_of_no_account():
    good, n_refused = bytes_of(save_into), 0
    for byte, bit in enumerate(np.random.RandomState(0).randint(8, size=len(good)).tolist()):
        bent = bytearray(good)
        bent[byte] ^= 1 << bit
        if loaded := load_bytes(bent):
            assert_same(loaded, small_network())
        else:
            n_refused += 1
    assert n_refused > 0.7 * len(good)


def test_a_flipped_bit_in_the_number_of_layers_is_noticed_though_the_rest_is_never_read(path):
    network = Network([Dense(2, 3), *(ReLU() for _ in range(307))])
    network.save(path)
    content = path.read_bytes()
    assert content.count(b"(308,)") == 1
    path.write_bytes(content.replace(b"(308,)", b"(108,)"))
    assert refusal(path) == DAMAGED


@for_random(content=st.binary(max_size=300))
def test_random_bytes_are_refused(content):
    assert load_bytes(content) is None


@for_random(start=st.integers(0, 1500), content=st.binary(min_size=1, max_size=40))
def test_random_bytes_in_a_good_file_are_refused_or_do_no_harm(start, content):
    good = bytes_of(save_into)
    if loaded := load_bytes(good[:start] + content + good[start + len(content) :]):
        assert_same(loaded, small_network())


def parts(**changes):
    """The arrays of a saved small network, some of them changed; None leaves one out."""
    network = small_network()
    good = {
        "format": "nnfs_helpers.Network",
        "version": VERSION,
        "parameters": network.parameters,
        "layers": ["Dense 2 4", "ReLU", "Dense 4 3"],
        "loss": "SoftmaxCrossEntropy 1e-07",
    }
    return {name: value for name, value in (good | changes).items() if value is not None}


def save_into(file):
    """Write the small network as save does."""
    np.savez(file, **parts())


def test_what_these_tests_call_good_is_what_save_writes(path):
    assert_same(load_bytes(bytes_of(save_into)), small_network())
    with np.load(path) as saved:
        assert {name: saved[name].tolist() for name in saved} == {
            name: np.asarray(value).tolist() for name, value in parts().items()
        }


@pytest.mark.parametrize("version", [VERSION + 1, 10**12])
@pytest.mark.parametrize("more", [{}, {"loss": None}, {"layers": [["Dense"]], "momentum": 1}])
def test_a_newer_file_needs_a_newer_course(version, more, tmp_path):
    np.savez(tmp_path / "net.npz", **parts(version=version, **more))
    assert refusal(tmp_path / "net.npz") == (
        f"has the version {version}, and this course reads version {VERSION}. Update the course."
    )


NO_VERSION = [None, 0, -1, "1", "2", 1.0, 2.0, np.nan, True, 1j, [1], [[2, 2], [2, 2]], np.uint8(1), b"1", "a\nb"]


@pytest.mark.parametrize("version", NO_VERSION, ids=repr)
def test_a_version_is_a_whole_number_from_1_on(version, tmp_path):
    np.savez(tmp_path / "net.npz", **parts(version=version))
    assert refusal(tmp_path / "net.npz") == "is damaged: its version is not a number from 1 on."


UNREADABLE = [
    ["Dense 2 4", "Tanh", "Dense 4 3"],
    ["Dense 2 4", "relu", "Dense 4 3"],
    ["Dense 2 4", "ReLU ", "Dense 4 3"],
    ["Dense 2 4", "ReLU\n", "Dense 4 3"],
    ["Dense 2 4", "ReLU 1", "Dense 4 3"],
    ["Dense 2 4", "", "Dense 4 3"],
    ["Dense 2", "Dense 4 3"],
    ["Dense 2 4 1", "Dense 4 3"],
    ["Dense 2 4.0", "Dense 4 3"],
    ["Dense 2 -4", "Dense 4 3"],
    ["Dense 0 4", "Dense 4 3"],
    ["Dense 2 04", "Dense 4 3"],
    ["Dense 2 1e9", "Dense 4 3"],
    ["Dense 2 12345678901"],
    ["SoftmaxCrossEntropy 1e-07", "Dense 2 4"],
    ["Network", "__import__('os')"],
    [b"Dense 2 4"],
    [2, 4],
    "Dense 2 4",
    [["Dense 2 4", "ReLU"]],
    [True],
]


@pytest.mark.parametrize("layers", UNREADABLE, ids=range(len(UNREADABLE)))
def test_layers_that_save_does_not_write_are_refused(layers, tmp_path):
    np.savez(tmp_path / "net.npz", **parts(layers=layers))
    assert refusal(tmp_path / "net.npz") == "is damaged: its layers cannot be read."


@pytest.mark.parametrize(
    "loss",
    [
        "MeanSquaredError 1e-07",
        "SoftmaxCrossEntropy",
        "SoftmaxCrossEntropy 1",
        "SoftmaxCrossEntropy nan",
        "SoftmaxCrossEntropy 1e+300",
        "SoftmaxCrossEntropy -0.1",
        "SoftmaxCrossEntropy 0.1 0.2",
        "CategoricalCrossEntropy\n0.1",
        "Dense 2 3",
        "",
        b"SoftmaxCrossEntropy 1e-07",
        ["SoftmaxCrossEntropy 1e-07"],
        1e-7,
    ],
)
def test_a_loss_that_save_does_not_write_is_refused(loss, tmp_path):
    np.savez(tmp_path / "net.npz", **parts(loss=loss))
    assert refusal(tmp_path / "net.npz") == "is damaged: its loss cannot be read."


NUMBERS = np.arange(27.0)
NO_PARAMETERS = {
    "NaN": np.where(NUMBERS == 5, np.nan, NUMBERS),
    "infinity": np.where(NUMBERS == 5, np.inf, NUMBERS),
    "two dimensions": NUMBERS.reshape(3, 9),
    "a single number": 5.0,
    "whole numbers": np.arange(27),
    "float16": NUMBERS.astype(np.float16),
    "complex": NUMBERS.astype(complex),
    "bool": NUMBERS > 3,
    "text": ["1"] * 27,
    "other byte order": NUMBERS.astype(">f8" if sys.byteorder == "little" else "<f8"),
    "records": np.zeros(27, [("a", float)]),
    "dates": np.zeros(27, "datetime64[D]"),
}


@pytest.mark.parametrize("parameters", NO_PARAMETERS.values(), ids=NO_PARAMETERS)
def test_parameters_are_a_row_of_finite_floats(parameters, tmp_path):
    np.savez(tmp_path / "net.npz", **parts(parameters=parameters))
    assert refusal(tmp_path / "net.npz") == "is damaged: its parameters are not a row of finite numbers."


@pytest.mark.parametrize(
    "layers, n_parameters, needed",
    [
        (["Dense 2 4", "ReLU", "Dense 4 3"], 26, 27),
        (["Dense 2 4", "ReLU", "Dense 4 3"], 28, 27),
        (["Dense 2 4", "ReLU", "Dense 4 3"], 0, 27),
        (["Dense 2 4", "ReLU", "Dense 4 4"], 27, 32),
        (["Dense 2 4"], 27, 12),
        (["ReLU"], 27, 0),
        ([""][:0], 27, 0),
    ],
)
def test_the_parameters_are_as_many_as_the_layers_need(layers, n_parameters, needed, tmp_path):
    np.savez(tmp_path / "net.npz", **parts(layers=np.array(layers, "U20"), parameters=np.zeros(n_parameters)))
    assert refusal(tmp_path / "net.npz") == (
        f"is damaged: its layers need {needed} parameters, and it has {n_parameters}."
    )


@pytest.mark.parametrize(
    "layers, loss, n_parameters, sentence",
    [
        (["Dense 2 3", "Dense 4 2"], "", 19, "Layer 0 has 3 neurons, but layer 1 has weights for 4 inputs."),
        (
            ["ReLU", "Dense 2 3"],
            "",
            9,
            "A network begins with a Dense layer, whose weights say how many inputs there are.",
        ),
        ([], "", 0, "A network begins with a Dense layer, whose weights say how many inputs there are."),
        (
            ["Dense 2 3", "Softmax"],
            "",
            9,
            "SoftmaxCrossEntropy contains the softmax. Leave out the layer Softmax: once is enough.",
        ),
        (
            ["Dense 2 3"],
            "CategoricalCrossEntropy 1e-07",
            9,
            "CategoricalCrossEntropy takes probabilities, and Dense gives other numbers too. "
            "Add the layer Softmax, or leave out the loss.",
        ),
    ],
)
def test_layers_that_make_no_network_are_refused(layers, loss, n_parameters, sentence, tmp_path):
    changes = {"layers": np.array(layers, "U20"), "parameters": np.zeros(n_parameters)}
    np.savez(tmp_path / "net.npz", **parts(**changes, **({"loss": loss} if loss else {})))
    assert refusal(tmp_path / "net.npz") == f"is damaged: its layers make no network. {sentence}"


SIGMOID_AT_THE_END = ["Dense 2 4", "ReLU", "Dense 4 3", "Sigmoid"]
WITH_SOFTMAX = ["Dense 2 4", "ReLU", "Dense 4 3", "Softmax"]
OLDER = [
    ({"layers": SIGMOID_AT_THE_END, "loss": "CategoricalCrossEntropy 1e-07"}, "Put Softmax in the place of Sigmoid"),
    ({"layers": SIGMOID_AT_THE_END}, "Leave out the layer Sigmoid."),
    ({"loss": "SoftmaxCrossEntropy 0.6"}, "epsilon must be a number, at least 0 and below 0.5, but it is 0.6."),
    ({"layers": WITH_SOFTMAX, "loss": "CategoricalCrossEntropy 0.5"}, "at least 0 and below 0.5, but it is 0.5."),
    ({"layers": SIGMOID_AT_THE_END, "loss": "CategoricalCrossEntropy 0.9"}, "but it is 0.9."),
]


@pytest.mark.parametrize("changes, reason", OLDER, ids=range(len(OLDER)))
def test_a_file_of_an_earlier_release_is_not_called_damaged_and_there_is_a_way_to_its_numbers(
    changes, reason, tmp_path
):
    np.savez(tmp_path / "net.npz", **parts(**changes))
    found = refusal(tmp_path / "net.npz")
    assert found.startswith("was saved by an earlier release of this course, and this one refuses its network.")
    assert reason in found and "damaged" not in found
    way = re.search(r"and then (network\.parameters.*)\.$", found)[1]
    network = Network([Dense(2, 4), ReLU(), Dense(4, 3)])
    exec(way, {"network": network, "np": np})
    assert_same(network, small_network())


@pytest.mark.parametrize(
    "layers, loss",
    [(["Dense 2 4", "Dense 3 3", "Sigmoid"], ""), (["Dense 2 4", "ReLU"], "CategoricalCrossEntropy 0.6")],
)
def test_what_no_release_has_saved_is_damaged_even_with_an_older_fault(layers, loss, tmp_path):
    needed = sum((int(a) + 1) * int(b) for _, a, b in (text.split() for text in layers if " " in text))
    changes = {"layers": layers, "parameters": np.zeros(needed), "loss": loss or "CategoricalCrossEntropy 0.1"}
    np.savez(tmp_path / "net.npz", **parts(**changes))
    assert refusal(tmp_path / "net.npz").startswith("is damaged: its layers make no network.")


@pytest.mark.parametrize(
    "changes, held",
    [
        ({"loss": None}, "format, layers, parameters, version"),
        ({"extra": 1}, "extra, format, layers, loss, parameters, version"),
    ],
)
def test_a_part_too_few_or_too_many_is_damage(changes, held, tmp_path):
    np.savez(tmp_path / "net.npz", **parts(**changes))
    assert refusal(tmp_path / "net.npz") == f"is damaged: it holds {held}."


@pytest.mark.parametrize("name", ["format", "version", "parameters", "layers", "loss"])
@pytest.mark.parametrize("content", [b"", b"raw bytes", b"1", b"\x93NUMPY"])
def test_a_part_that_is_no_array_is_refused(name, content, path):
    with zipfile.ZipFile(path) as saved:
        members = {member: saved.read(member) for member in saved.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for member, good in members.items():
            archive.writestr(member, content if member == f"{name}.npy" else good)
    refusal(path)


# Code in a file is never run


class Malicious:
    """Whoever unpickles this creates a folder."""

    def __init__(self, folder):
        self.folder = folder

    def __reduce__(self):
        return os.mkdir, (str(self.folder),)


def test_the_trap_of_the_next_tests_works(tmp_path):
    pickle.loads(pickle.dumps(Malicious(tmp_path / "broken_in")))
    assert (tmp_path / "broken_in").is_dir()


@pytest.mark.parametrize("name", ["format", "version", "parameters", "layers", "loss", "extra"])
def test_objects_in_an_archive_are_never_unpickled(name, tmp_path):
    path, folder = tmp_path / "net.npz", tmp_path / "broken_in"
    np.savez(path, **parts(**{name: np.array([Malicious(folder)], dtype=object)}))
    assert refusal(path) == DAMAGED
    assert not folder.exists()


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_a_pickle_is_never_run(protocol, tmp_path):
    path, folder = tmp_path / "net.npz", tmp_path / "broken_in"
    path.write_bytes(pickle.dumps(Malicious(folder), protocol))
    assert refusal(path) == DAMAGED
    assert not folder.exists()


# Files that are larger than they look


def peak_of_refusal(path):
    """The most memory in bytes that Python and NumPy had allocated at once while load refused the file."""
    tracemalloc.start()
    try:
        refusal(path)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("layers", [["Dense 999999999 999999999"], ["Dense 2 4"] + ["Dense 99999 99999"] * 50])
def test_huge_layers_are_refused_before_anything_is_made_for_them(layers, tmp_path):
    np.savez(tmp_path / "net.npz", **parts(layers=layers))
    assert peak_of_refusal(tmp_path / "net.npz") < 1e6


def test_a_small_file_cannot_unfold_into_a_large_one(tmp_path):
    np.savez_compressed(tmp_path / "net.npz", **parts(parameters=np.zeros(4_000_000)))
    assert (tmp_path / "net.npz").stat().st_size < 1e5
    assert peak_of_refusal(tmp_path / "net.npz") < 1e6


@pytest.mark.parametrize("name", ["parameters", "version", "layers"])
def test_an_array_that_claims_to_be_huge_takes_no_memory(name, path):
    resource = pytest.importorskip("resource", reason="only Unix says how much memory was used")
    header = io.BytesIO()
    huge = {"descr": "<f8", "fortran_order": False, "shape": (10**10,)}
    np.lib.format.write_array_header_1_0(header, huge)
    with zipfile.ZipFile(path) as saved:
        members = {member: saved.read(member) for member in saved.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for member, good in members.items():
            archive.writestr(member, header.getvalue() + bytes(216) if member == f"{name}.npy" else good)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert refusal(path) == DAMAGED
    unit = 1 if sys.platform == "darwin" else 1024
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * unit < 1e8
