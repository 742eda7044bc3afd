"""Answers to the exercises of chapter 15, as strangers would write them."""

import numpy as np

from nnfs_helpers.activations import Softmax
from nnfs_helpers.layers import Dense
from nnfs_helpers.losses import CategoricalCrossEntropy, SoftmaxCrossEntropy

# ---------------------------------------------------------------- same_layer


def with_names_and_lambda(weights, biases):
    b = np.squeeze(biases, axis=0)
    return {
        "keras": (weights, b),
        "pytorch": {"weight": np.transpose(weights), "bias": b},
        "jax": lambda x: np.dot(x, weights) + b,
    }


def in_plain_lists(weights, biases):
    rows = [[weights[i, k] for i in range(weights.shape[0])] for k in range(weights.shape[1])]
    bias = biases.ravel().tolist()

    def dense(inputs):
        print("called with", inputs.shape)
        return [[sum(x * w for x, w in zip(row, neuron, strict=True)) + b for neuron, b in zip(rows, bias, strict=True)]
                for row in inputs]  # fmt: skip

    return dict(jax=dense, pytorch=[rows, bias], keras=[weights.tolist(), bias])


def with_our_own_dense(weights, biases):
    layer = Dense(*weights.shape)
    layer.weights, layer.biases = weights.copy(), biases.copy()
    kernel, bias = layer.weights, layer.biases.reshape(-1)
    return {"keras": [kernel, bias], "pytorch": [np.swapaxes(kernel, 0, 1), bias], "jax": layer.forward}


def for_keras_alone(weights, biases):
    return {"keras": [weights, biases[0]]}


def with_a_relu_in_jax(weights, biases):
    layer = with_our_own_dense(weights, biases)
    return layer | {"jax": lambda inputs: np.maximum(0, inputs @ weights + biases)}


def with_the_bias_twice_in_jax(weights, biases):
    layer = with_our_own_dense(weights, biases)
    return layer | {"jax": lambda inputs: inputs @ weights + 2 * biases}


def with_the_bias_first(weights, biases):
    return with_our_own_dense(weights, biases) | {"pytorch": [biases[0], weights.T]}


# ---------------------------------------------------------------- run_state


def by_names_in_a_loop(state, inputs):
    output = inputs
    for number in ("0", "2"):
        output = output @ np.transpose(state[number + ".weight"]) + state[number + ".bias"]
        if number == "0":
            output = output * (output > 0)
    return output


def with_columns_of_samples(state, inputs):
    columns = inputs.T
    hidden = state["0.weight"] @ columns + state["0.bias"][:, None]
    hidden[hidden < 0] = 0
    return (state["2.weight"] @ hidden + state["2.bias"][:, None]).T


def with_einsum(arrays, X):
    w0, b0, w2, b2 = arrays.values()
    h = np.clip(np.einsum("si,hi->sh", X, w0) + b0, 0, None)
    return np.einsum("sh,ch->sc", h, w2) + b2


def run_with_a_sigmoid(state, inputs):
    hidden = 1 / (1 + np.exp(-(inputs @ state["0.weight"].T + state["0.bias"])))
    return hidden @ state["2.weight"].T + state["2.bias"]


def run_the_first_layer(state, inputs):
    return np.maximum(0, inputs @ state["0.weight"].T + state["0.bias"])


# ---------------------------------------------------------------- port_loss


def loss_of_probabilities(logits, labels):
    probabilities = Softmax().forward(logits)
    return CategoricalCrossEntropy().forward(probabilities, labels)


def loss_of_logarithms(logits, labels):
    return SoftmaxCrossEntropy().forward(np.log(Softmax().forward(logits)), labels)  # softmax leaves these as they are


def loss_by_hand(logits, labels):
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_probabilities = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    total = 0.0
    for row, label in zip(log_probabilities, labels, strict=True):
        total -= max(row[label], np.log(1e-7))
    return total / len(labels)


def loss_of_exps(logits, labels):
    return -np.log(np.exp(logits)[np.arange(len(labels)), labels]).mean()


def loss_of_three(logits, labels):
    twice = Softmax().forward(Softmax().forward(logits))
    return SoftmaxCrossEntropy().forward(twice, labels)


# ---------------------------------------------------------------- class_numbers


def by_the_size_of_the_second_axis(targets):
    targets = np.asarray(targets)
    if targets.size == len(targets):
        return [int(round(float(value))) for value in targets.reshape(-1)]
    return [int(np.nonzero(row)[0][0]) for row in targets]


def with_a_product(targets):
    targets = targets.reshape(len(targets), -1)
    if targets.shape[1] == 1:
        return targets[:, 0].astype(np.int64)
    return (targets @ np.arange(targets.shape[1])).astype("int64")


def with_small_integers(t):
    if t.ndim > 1:
        t = np.argmax(t, axis=1) if t.shape[1] != 1 else np.squeeze(t, axis=1)
    return t.astype(np.uint8)


def numbers_from_one(targets):
    return np.array(by_the_size_of_the_second_axis(targets)) + 1


def numbers_as_text(targets):
    return [str(value) for value in by_the_size_of_the_second_axis(targets)]


# ---------------------------------------------------------------- train_torch


def cleared_at_the_end(model, loss_function, optimizer, X, y, steps):
    history = []
    for step in range(steps):
        prediction = model(X)
        loss = loss_function(prediction, y)
        loss.backward()
        optimizer.step()
        model.zero_grad()
        history.append(float(loss))
        print(step, history[-1])
    return history


def cleared_by_hand(model, loss_function, optimizer, X, y, steps):
    history = np.zeros(steps)
    for step in range(steps):
        for parameter in model.parameters():
            parameter.grad = None
        loss = loss_function(model(X), y)
        history[step] = loss.item()
        loss.backward()
        optimizer.step()
    return history


def cleared_to_zeros(model, loss_function, optimizer, X, y, steps):
    losses = []
    while len(losses) < steps:
        optimizer.zero_grad(set_to_none=False)
        loss = loss_function(model(X), y)
        loss.backward()
        losses.append(loss.detach().numpy())
        optimizer.step()
    return losses


def cleared_in_other_words(model, loss_function, optimizer, X, y, steps):
    """Ways of saying it that PyTorch has as well."""
    losses = []
    for _ in range(steps):
        model.train()
        for group in optimizer.param_groups:
            for parameter in group["params"]:
                if parameter.grad is not None:
                    parameter.grad.zero_()
        loss = loss_function.forward(model.forward(X), y)
        loss.backward(retain_graph=True)
        optimizer.step()
        losses.append(loss.cpu().item())
    return losses


def cleared_by_a_product(model, loss_function, optimizer, X, y, steps):
    losses = []
    for _ in range(steps):
        for _name, parameter in model.named_parameters():
            if parameter.grad is not None:
                parameter.grad = parameter.grad * 0
        loss = loss_function(model(X), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.tolist())
    return tuple(losses)


def cleared_before_the_loop_and_after_each_step(model, loss_function, optimizer, X, y, steps):
    model.eval()
    optimizer.zero_grad()
    losses = []
    for _ in range(steps):
        loss = loss_function(model(X), y)
        losses.append(loss.data.item())
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
    return losses


def with_a_misspelt_method(model, loss_function, optimizer, X, y, steps):
    optimizer.zero_grads()
    return cleared_at_the_end(model, loss_function, optimizer, X, y, steps)


def with_the_loss_cleared(model, loss_function, optimizer, X, y, steps):
    losses = []
    for _ in range(steps):
        loss = loss_function(model(X), y)
        loss.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


def trained_twice_in_a_round(model, loss_function, optimizer, X, y, steps):
    cleared_at_the_end(model, loss_function, optimizer, X, y, steps)
    return cleared_at_the_end(model, loss_function, optimizer, X, y, steps)


def with_a_method_that_does_not_exist(model, loss_function, optimizer, X, y, steps):
    optimizer.reset_gradients()
    return cleared_at_the_end(model, loss_function, optimizer, X, y, steps)


ANSWERS = {
    "ch15.same_layer": [with_names_and_lambda, in_plain_lists, with_our_own_dense],
    "ch15.run_state": [by_names_in_a_loop, with_columns_of_samples, with_einsum],
    "ch15.port_loss": [loss_of_probabilities, loss_of_logarithms, loss_by_hand],
    "ch15.class_numbers": [by_the_size_of_the_second_axis, with_a_product, with_small_integers],
    "ch15.train_torch": [
        cleared_at_the_end,
        cleared_by_hand,
        cleared_to_zeros,
        cleared_in_other_words,
        cleared_by_a_product,
        cleared_before_the_loop_and_after_each_step,
    ],
}

WRONG = {
    "ch15.same_layer": [for_keras_alone, with_the_bias_twice_in_jax],
    "ch15.run_state": [run_with_a_sigmoid, run_the_first_layer],
    "ch15.port_loss": [loss_of_exps, loss_of_three],
    "ch15.class_numbers": [numbers_from_one, numbers_as_text],
    "ch15.train_torch": [
        trained_twice_in_a_round,
        with_a_method_that_does_not_exist,
        with_a_misspelt_method,
        with_the_loss_cleared,
    ],
}
