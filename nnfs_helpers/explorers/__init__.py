"""Pictures with controls: from nnfs_helpers import explorers, then explorers.NeuronBars([1, 2], [0.5, -1], bias=3)."""

from nnfs_helpers.explorers.backprop import LayerStepper, NeuronStepper
from nnfs_helpers.explorers.explorer import Explorer
from nnfs_helpers.explorers.neuron import NeuronBars, NeuronLine
from nnfs_helpers.explorers.training import TrainingLive

__all__ = ["Explorer", "LayerStepper", "NeuronBars", "NeuronLine", "NeuronStepper", "TrainingLive"]
