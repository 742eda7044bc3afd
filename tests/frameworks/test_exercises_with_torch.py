"""The training loop of chapter 15 with PyTorch itself: each answer gets the verdict that it gets with stand-ins."""

from importlib import import_module
import subprocess
import sys

import numpy as np
import pytest

from nnfs_helpers.exercises import ch15
from nnfs_helpers.exercises.machinery import stand_in_torch
from nnfs_helpers.exercises.machinery.exercise import CORRECT, NOT_QUITE
from tests.exercises.answers import ch15 as answers

torch = pytest.importorskip("torch")
real_torch = import_module("nnfs_helpers.exercises.machinery.real_torch")
KITS = [real_torch, stand_in_torch]
every_kit = pytest.mark.parametrize("kit", KITS, ids=lambda kit: kit.__name__.split(".")[-1])


@pytest.fixture
def use(monkeypatch):
    """Let the check of train_torch use this kit."""
    return lambda kit: monkeypatch.setattr(ch15, "torch_kit", lambda: kit)


def test_the_check_takes_pytorch_where_it_is_here_and_the_stand_ins_where_it_is_not(monkeypatch):
    assert ch15.torch_kit() is real_torch
    monkeypatch.setitem(sys.modules, "torch", None)
    monkeypatch.delitem(sys.modules, real_torch.__name__)
    assert ch15.torch_kit() is stand_in_torch


def test_what_pytorch_loads_late_is_loaded_before_the_clock_of_a_check_starts():
    code = "import sys; from nnfs_helpers.exercises import ch15; list(ch15.tasks(ch15.np.random)); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert "torch._dynamo" in done.stdout.split()


@every_kit
def test_answers_in_other_styles_are_correct(kit, use):
    use(kit)
    for answer in answers.ANSWERS["ch15.train_torch"]:
        assert ch15.train_torch.judge(answer)[0] == CORRECT, answer.__name__


@every_kit
def test_wrong_answers_are_refused(kit, use):
    use(kit)
    for answer in answers.WRONG["ch15.train_torch"]:
        state, message = ch15.train_torch.judge(answer)
        assert state == NOT_QUITE and message, answer.__name__


@every_kit
def test_each_named_mistake_gets_its_sentence(kit, use):
    use(kit)
    mistakes = ch15.train_torch.mistakes
    found = [ch15.train_torch.judge(mistake.wrong) for mistake in mistakes]
    assert [state for state, _ in found] == [mistake.state for mistake in mistakes]
    assert len({message for _, message in found}) == len(found)
    for (_, message), mistake in zip(found, mistakes, strict=True):
        assert message.startswith(mistake.sentence.split("{")[0]), mistake.wrong.__name__


def test_both_kits_give_the_same_numbers():
    for attempt in [ch15.train_torch.reference, *(mistake.wrong for mistake in ch15.train_torch.mistakes)]:
        for case in ch15.tasks(np.random.RandomState(1)):
            found = []
            for kit in KITS:
                with pytest.MonkeyPatch.context() as patch:
                    patch.setattr(ch15, "torch_kit", lambda kit=kit: kit)
                    found.append(numbers_or_error(attempt, case))
            assert ch15.same(*found), attempt.__name__


def numbers_or_error(attempt, case):
    """What the probe finds; of an error only its kind, since PyTorch says more about it."""
    try:
        return ch15.losses_and_weights(attempt, case)
    except RuntimeError as error:
        return type(error).__name__


# What needs PyTorch itself


def with_gradients_by_hand(model, loss_function, optimizer, X, y, steps):
    losses = []
    for _ in range(steps):
        loss = loss_function(model(X), y)
        parameters = list(model.parameters())
        for parameter, gradient in zip(parameters, torch.autograd.grad(loss, parameters), strict=True):
            parameter.grad = gradient
        optimizer.step()
        losses.append(loss.item())
    return losses


def with_backward_of_autograd(model, loss_function, optimizer, X, y, steps):
    losses = []
    for _ in range(steps):
        optimizer.zero_grad()
        loss = loss_function(model(X), y)
        torch.autograd.backward(loss)
        optimizer.step()
        losses.append(loss.item())
    return losses


def with_a_step_by_hand(model, loss_function, optimizer, X, y, steps):
    losses = []
    for _ in range(steps):
        loss = loss_function(model(X), y)
        model.zero_grad()
        loss.backward()
        with torch.no_grad():
            for parameter in model.parameters():
                parameter -= optimizer.param_groups[0]["lr"] * parameter.grad
        losses.append(loss.item())
    return losses


def with_a_tensor_of_losses(model, loss_function, optimizer, X, y, steps):
    return torch.tensor(with_a_step_by_hand(model, loss_function, optimizer, X, y, steps))


@pytest.mark.parametrize(
    "answer",
    [with_gradients_by_hand, with_backward_of_autograd, with_a_step_by_hand, with_a_tensor_of_losses],
)
def test_right_answers_that_need_pytorch_are_correct(answer):
    for seed in range(5):
        assert ch15.train_torch.judge(answer, seed) == (CORRECT, None)


def forward_without_gradients(model, loss_function, optimizer, X, y, steps):
    losses = []
    for _ in range(steps):
        with torch.no_grad():
            loss = loss_function(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


def tensors_again(model, loss_function, optimizer, X, y, steps):
    return [torch.tensor(loss) for loss in with_a_step_by_hand(model, loss_function, optimizer, X, y, steps)]


@pytest.mark.parametrize(
    "answer, words",
    [
        (forward_without_gradients, "`backward` finds no computation that it could go back through"),
        (tensors_again, "The list holds tensors, without their computation"),
        (answers.with_a_misspelt_method, "An optimizer of PyTorch has no `zero_grads`. Is `zero_grad` meant?"),
        (answers.with_the_loss_cleared, "A loss of PyTorch has no `zero_grad`."),
    ],
)
def test_wrong_answers_are_told_why(answer, words):
    state, message = ch15.train_torch.judge(answer)
    assert state == NOT_QUITE and words in message
