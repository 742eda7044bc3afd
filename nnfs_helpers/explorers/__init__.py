"""Pictures with controls: from nnfs_helpers import explorers, then explorers.NeuronBars([1, 2], [0.5, -1], bias=3)."""

from nnfs_helpers.explorers.explorer import Explorer
from nnfs_helpers.explorers.neuron import NeuronBars

__all__ = ["Explorer", "NeuronBars"]
