"""Answers to the exercises of chapter 15, as strangers would write them."""

import numpy as np

from nnfs_helpers.activations import Softmax
from nnfs_helpers.losses import CategoricalCrossEntropy, SoftmaxCrossEntropy
from nnfs_helpers.support.frameworks import Later

keras, torch, jax, jnp = Later("keras"), Later("torch"), Later("jax"), Later("jax.numpy")

# ---------------------------------------------------------------- run_back


def back_by_numbers(tape):
    last = len(tape) - 1
    tape[last].grad = 1
    for i in range(last, -1, -1):
        entry = tape[i]
        for k in range(len(entry.parents)):
            entry.parents[k].grad = entry.parents[k].grad + entry.slopes[k] * entry.grad


def back_with_zeros_first(entries):
    for entry in entries:
        entry.grad = 0.0
    entries[-1].grad = 1.0
    for entry in entries[::-1]:
        for parent, slope in zip(entry.parents, entry.slopes, strict=True):
            parent.grad += entry.grad * slope
    return entries


def back_by_asking_who_used_it(tape):
    for i in reversed(range(len(tape))):
        shares = [float(i == len(tape) - 1)]
        for later in tape[i + 1 :]:
            uses = zip(later.parents, later.slopes, strict=True)
            shares += [slope * later.grad for parent, slope in uses if parent is tape[i]]
        tape[i].grad = sum(shares)


def back_without_the_end(tape):
    tape[-1].grad = 1.0
    for entry in tape[-2::-1]:
        for parent, slope in zip(entry.parents, entry.slopes, strict=True):
            parent.grad += slope * entry.grad


def back_with_a_minus(tape):
    tape[-1].grad = -1.0
    for entry in reversed(tape):
        for parent, slope in zip(entry.parents, entry.slopes, strict=True):
            parent.grad += slope * entry.grad


# ---------------------------------------------------------------- keras_network


def keras_in_two_lists(layers):
    sizes = [biases.size for _, biases in layers]
    parts = [keras.layers.Dense(size, activation="relu") for size in sizes[:-1]]
    model = keras.Sequential([keras.Input(shape=(layers[0][0].shape[0],)), *parts, keras.layers.Dense(sizes[-1])])
    for layer, (weights, biases) in zip(model.layers, layers, strict=True):
        layer.set_weights([weights, biases.ravel()])
    return model


def keras_with_functions(layers):
    inputs = keras.Input((layers[0][0].shape[0],))
    x = inputs
    made = []
    for i, (weights, _) in enumerate(layers):
        made.append(keras.layers.Dense(weights.shape[1]))
        x = made[-1](x)
        if i < len(layers) - 1:
            x = keras.layers.ReLU()(x)
    model = keras.Model(inputs, x)
    for layer, (weights, biases) in zip(made, layers, strict=True):
        layer.kernel.assign(weights)
        layer.bias.assign(biases[0])
    return model


def keras_compiled(layers):
    model = keras_in_two_lists(layers)
    model.compile(optimizer="adam", loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    return model


def keras_with_a_sigmoid(layers):
    model = keras_in_two_lists(layers)
    model.layers[0].activation = keras.activations.sigmoid
    return model


def keras_that_is_frozen(layers):
    model = keras_in_two_lists(layers)
    model.layers[0].trainable = False
    return model


# ---------------------------------------------------------------- torch_network


def torch_by_state_dict(layers):
    nn = torch.nn
    parts = []
    for weights, _ in layers:
        parts += [nn.ReLU(), nn.Linear(*weights.shape)]
    model = nn.Sequential(*parts[1:])
    state = {}
    for i, (weights, biases) in enumerate(layers):
        state[f"{2 * i}.weight"] = torch.from_numpy(weights.T)
        state[f"{2 * i}.bias"] = torch.from_numpy(biases.reshape(-1))
    model.load_state_dict(state)
    return model


def torch_with_a_module(layers):
    class Net(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.parts = torch.nn.ModuleList(torch.nn.Linear(*weights.shape) for weights, _ in layers)
            for part, (weights, biases) in zip(self.parts, layers, strict=True):
                part.weight = torch.nn.Parameter(torch.tensor(weights).T)
                part.bias = torch.nn.Parameter(torch.tensor(biases[0]))

        def forward(self, x):
            for part in self.parts[:-1]:
                x = torch.nn.functional.relu(part(x))
            return self.parts[-1](x)

    return Net()


def torch_with_our_layout(layers):
    class Net(torch.nn.Module):
        def __init__(self):
            super().__init__()
            arrays = [torch.tensor(array) for pair in layers for array in pair]
            self.arrays = torch.nn.ParameterList(torch.nn.Parameter(array) for array in arrays)

        def forward(self, x):
            for i in range(0, len(self.arrays), 2):
                x = x @ self.arrays[i] + self.arrays[i + 1]
                if i + 2 < len(self.arrays):
                    x = x.clamp(min=0)
            return x

    return Net()


def torch_with_a_sigmoid(layers):
    model = torch_by_state_dict(layers)
    model[1] = torch.nn.Sigmoid()
    return model


def torch_that_is_frozen(layers):
    model = torch_by_state_dict(layers)
    model[0].requires_grad_(False)
    return model


# ---------------------------------------------------------------- jax_logits


def jax_with_relu(layers, inputs):
    x = inputs
    for i, (weights, biases) in enumerate(layers):
        x = jnp.dot(x, weights) + biases
        if i < len(layers) - 1:
            x = jax.nn.relu(x)
    return x


def jax_with_where(params, X):
    *hidden, (last_weights, last_biases) = params
    for weights, biases in hidden:
        z = X @ weights + biases
        X = jnp.where(z > 0, z, 0.0)
    return X @ last_weights + last_biases


def jax_by_itself(layers, inputs):
    weights, biases = layers[0]
    outputs = inputs @ weights + biases
    return outputs if len(layers) == 1 else jax_by_itself(layers[1:], outputs * (outputs > 0))


def jax_with_a_tanh(layers, inputs):
    for weights, biases in layers[:-1]:
        inputs = jnp.tanh(inputs @ weights + biases)
    weights, biases = layers[-1]
    return inputs @ weights + biases


def jax_with_an_if(layers, inputs):
    for weights, biases in layers[:-1]:
        inputs = inputs @ weights + biases
        if inputs.min() < 0:
            inputs = jnp.maximum(inputs, 0)
    weights, biases = layers[-1]
    return inputs @ weights + biases


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
    "ch15.run_back": [back_by_numbers, back_with_zeros_first, back_by_asking_who_used_it],
    "ch15.keras_network": [keras_in_two_lists, keras_with_functions, keras_compiled],
    "ch15.torch_network": [torch_by_state_dict, torch_with_a_module, torch_with_our_layout],
    "ch15.jax_logits": [jax_with_relu, jax_with_where, jax_by_itself],
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
    "ch15.run_back": [back_without_the_end, back_with_a_minus],
    "ch15.keras_network": [keras_with_a_sigmoid, keras_that_is_frozen],
    "ch15.torch_network": [torch_with_a_sigmoid, torch_that_is_frozen],
    "ch15.jax_logits": [jax_with_a_tanh, jax_with_an_if],
    "ch15.port_loss": [loss_of_exps, loss_of_three],
    "ch15.class_numbers": [numbers_from_one, numbers_as_text],
    "ch15.train_torch": [
        trained_twice_in_a_round,
        with_a_method_that_does_not_exist,
        with_a_misspelt_method,
        with_the_loss_cleared,
    ],
}
