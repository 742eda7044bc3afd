"""Pictures for the chapters: from nnfs_helpers import plotting, then plotting.neuron([1, 2], [0.5, -1], bias=3)."""

from nnfs_helpers.plotting.charts import activations, bars, lines, points, ratios
from nnfs_helpers.plotting.describe import describe
from nnfs_helpers.plotting.diagrams import contributions, layer, network, neuron
from nnfs_helpers.plotting.graph import neuron_graph
from nnfs_helpers.plotting.matrices import axis_sums, broadcast, matrix_product, shapes, transpose
from nnfs_helpers.plotting.picture import Picture
from nnfs_helpers.plotting.planes import outputs, regions, surface

__all__ = [
    "Picture",
    "activations",
    "axis_sums",
    "bars",
    "broadcast",
    "contributions",
    "describe",
    "layer",
    "lines",
    "matrix_product",
    "network",
    "neuron",
    "neuron_graph",
    "outputs",
    "points",
    "ratios",
    "regions",
    "shapes",
    "surface",
    "transpose",
]
