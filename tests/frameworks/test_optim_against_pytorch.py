"""Every optimizer against PyTorch's, step by step, where PyTorch is installed; and where the two differ."""

import numpy as np
from numpy.testing import assert_allclose
import pytest

from nnfs_helpers.optim import SGD, AdaGrad, Adam, AdamW, RMSProp

torch = pytest.importorskip("torch")
from torch import optim  # noqa: E402

STEPS, DECAY = 100, 0.05
SAME = {  # ours; PyTorch's, as a function of its parameters
    "SGD": (lambda decay: SGD(0.1, decay), lambda p: optim.SGD(p, lr=0.1)),
    "momentum": (lambda decay: SGD(0.1, decay, momentum=0.9), lambda p: optim.SGD(p, lr=0.1, momentum=0.9)),
    "Nesterov": (
        lambda decay: SGD(0.1, decay, momentum=0.9, nesterov=True),
        lambda p: optim.SGD(p, lr=0.1, momentum=0.9, nesterov=True),
    ),
    "AdaGrad": (lambda decay: AdaGrad(0.5, decay), lambda p: optim.Adagrad(p, lr=0.5)),
    "RMSProp": (lambda decay: RMSProp(0.02, decay), lambda p: optim.RMSprop(p, lr=0.02, alpha=0.9)),
    "RMSProp, alpha": (lambda decay: RMSProp(0.02, decay, rho=0.99), lambda p: optim.RMSprop(p, lr=0.02)),
    "Adam": (lambda decay: Adam(0.02, decay), lambda p: optim.Adam(p, lr=0.02)),
    "Adam, betas": (
        lambda decay: Adam(0.02, decay, beta1=0.8, beta2=0.95, epsilon=1e-3),
        lambda p: optim.Adam(p, lr=0.02, betas=(0.8, 0.95), eps=1e-3),
    ),
    "AdamW": (lambda decay: AdamW(0.02, decay), lambda p: optim.AdamW(p, lr=0.02)),
    "AdamW, decay": (
        lambda decay: AdamW(0.02, decay, weight_decay=0.3),
        lambda p: optim.AdamW(p, lr=0.02, weight_decay=0.3),
    ),
}


def paths(ours, make_theirs, seed=0, decay=0.0, dtype=np.float64):
    """Yield our parameters and PyTorch's after each of many steps, on the same random gradients."""
    rng = np.random.default_rng(seed)
    parameters = rng.normal(size=30).astype(dtype)
    tensor = torch.tensor(parameters, requires_grad=True)
    theirs = make_theirs([tensor])
    schedule = optim.lr_scheduler.LambdaLR(theirs, lambda step: 1 / (1 + decay * step))
    for _ in range(STEPS):
        gradients = (rng.normal(size=30) * 10.0 ** rng.uniform(-4, 2, size=30)).astype(dtype)
        tensor.grad = torch.tensor(gradients)
        theirs.step()
        schedule.step()
        ours.step(parameters, gradients)
        yield parameters, tensor.detach().numpy()


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("decay", [0.0, DECAY])
@pytest.mark.parametrize("ours, theirs", SAME.values(), ids=SAME)
def test_a_hundred_steps_equal_pytorchs(ours, theirs, decay, seed):
    for mine, expected in paths(ours(decay), theirs, seed, decay):
        assert_allclose(mine, expected, rtol=1e-12, atol=1e-13)


@pytest.mark.parametrize("ours, theirs", SAME.values(), ids=SAME)
def test_in_float32_they_agree_to_float32(ours, theirs):
    for mine, expected in paths(ours(0.0), theirs, dtype=np.float32):
        assert mine.dtype == expected.dtype == np.float32
    assert_allclose(mine, expected, rtol=1e-4, atol=1e-4)


def test_the_decay_is_the_lr_decay_of_pytorchs_adagrad():
    for mine, expected in paths(AdaGrad(0.5, DECAY), lambda p: optim.Adagrad(p, lr=0.5, lr_decay=DECAY)):
        assert_allclose(mine, expected, rtol=1e-12, atol=1e-13)


def last_difference(ours, theirs):
    """The largest difference between our parameters and PyTorch's after all steps."""
    mine, expected = list(paths(ours, theirs))[-1]
    return np.abs(mine - expected).max()


# Where they differ: the same settings, another path


def test_pytorchs_rmsprop_keeps_99_percent_and_ours_90_unless_told_otherwise():
    assert last_difference(RMSProp(0.02), lambda p: optim.RMSprop(p, lr=0.02)) > 0.1
    assert last_difference(RMSProp(0.02, rho=0.99), lambda p: optim.RMSprop(p, lr=0.02)) < 1e-12


def test_weight_decay_of_pytorchs_adam_is_in_the_gradient_and_that_of_adamw_is_not():
    assert last_difference(AdamW(0.02, weight_decay=0.3), lambda p: optim.Adam(p, lr=0.02, weight_decay=0.3)) > 0.1


def test_a_falling_rate_multiplies_the_whole_velocity_in_both():
    place, tensor = np.zeros(1), torch.zeros(1, dtype=torch.float64, requires_grad=True)
    ours, theirs = SGD(1.0, momentum=0.9), optim.SGD([tensor], lr=1.0, momentum=0.9)
    for rate in (1.0, 0.5, 0.25):
        ours.learning_rate = theirs.param_groups[0]["lr"] = rate
        tensor.grad = torch.ones(1, dtype=torch.float64)
        theirs.step()
        ours.step(place, np.ones(1))
    assert_allclose([place[0], tensor.item()], -2.6275, rtol=1e-12)


def test_pytorchs_sgd_and_adagrad_have_other_rates_unless_told_otherwise():
    assert last_difference(SGD(), optim.SGD) > 0.1
    assert last_difference(SGD(0.001), optim.SGD) < 1e-12
    assert last_difference(AdaGrad(), optim.Adagrad) > 0.1
    assert last_difference(AdaGrad(0.01), optim.Adagrad) < 1e-12


@pytest.mark.parametrize("ours, theirs", [(RMSProp, optim.RMSprop), (Adam, optim.Adam), (AdamW, optim.AdamW)])
def test_all_other_settings_unless_told_otherwise_are_pytorchs(ours, theirs):
    options = {"rho": 0.99} if ours is RMSProp else {}
    assert last_difference(ours(**options), theirs) < 1e-12
