"""Pictures with controls: from nnfs_helpers import explorers, then explorers.NeuronBars([1, 2], [0.5, -1], bias=3)."""

from nnfs_helpers.explorers.activations import ActivationCurve, ReluBump
from nnfs_helpers.explorers.backprop import LayerStepper, NeuronStepper
from nnfs_helpers.explorers.layer import LayerProducts
from nnfs_helpers.explorers.loss import ConfidenceLoss, LossSurface
from nnfs_helpers.explorers.machinery.explorer import Explorer
from nnfs_helpers.explorers.neuron import NeuronBars, NeuronLine
from nnfs_helpers.explorers.race import OptimizerRace
from nnfs_helpers.explorers.ravine import Ravine
from nnfs_helpers.explorers.search import SearchRace
from nnfs_helpers.explorers.shapes import ShapeMatcher
from nnfs_helpers.explorers.softmax import SoftmaxBars
from nnfs_helpers.explorers.start import TrainingReplay
from nnfs_helpers.explorers.training import TrainingLive

__all__ = [
    "ActivationCurve",
    "ConfidenceLoss",
    "Explorer",
    "LayerProducts",
    "LayerStepper",
    "LossSurface",
    "NeuronBars",
    "NeuronLine",
    "NeuronStepper",
    "OptimizerRace",
    "Ravine",
    "ReluBump",
    "SearchRace",
    "ShapeMatcher",
    "SoftmaxBars",
    "TrainingLive",
    "TrainingReplay",
]
