"""Chapters 0 and 8: a training that was recorded, so that a slider goes to any moment of it."""

from copy import deepcopy

from nnfs_helpers.explorers.machinery.explorer import Explorer, slider
from nnfs_helpers.explorers.machinery.plane import PlaneImage, class_image, edges, grid
from nnfs_helpers.plotting import given
from nnfs_helpers.plotting.charts import scatter
from nnfs_helpers.plotting.style import LINE_COLOURS, rounded
from nnfs_helpers.support.checks import unchecked

CELLS, FINE = 64, 256  # places in a row at which scores are computed, and pixels in a row of the plane
MOMENTS = 60  # steps of the slider
MOST_EPOCHS, MOST_BATCH = 100_000, 1_000_000


class TrainingReplay(Explorer):
    """The regions of a network after any epoch of its training, and the loss until then. Copies are trained."""

    size = (7, 3.3)

    def __init__(self, network, X, y, optimizer, epochs=3000, begin=None, batch_size=None):
        """Train a copy of network on X (n, 2), y (n,) for so many epochs, and begin at the moment nearest to begin.

        batch_size is that of fit: None takes all points at once.
        """
        self.X = given.points(X)
        self.y = given.classes(y, len(self.X), most=given.MOST_CLASSES)
        if not hasattr(network, "fit"):
            raise ValueError(f"network must be a Network, which can be trained, but it is {type(network).__name__}.")
        epochs = given.whole(epochs, "epochs", MOMENTS, MOST_EPOCHS)
        self.every = epochs // MOMENTS
        begin = epochs if begin is None else given.within(begin, "begin", 0, epochs)
        self.begin = min(round(begin / self.every), MOMENTS) * self.every
        self.network = deepcopy(network)
        if batch_size is not None:
            batch_size = given.whole(batch_size, "batch_size", 1, MOST_BATCH)
        self.record(deepcopy(optimizer), batch_size)
        super().__init__()

    def record(self, optimizer, batch_size):
        """Train the copy, and keep its parameters and its loss on all points at each moment."""
        self.losses, self.parameters, self.reached = [], [], []
        for moment in range(MOMENTS + 1):
            self.parameters.append(self.network.parameters.copy())
            self.reached.append(self.network.loss.forward(self.network.forward(self.X), self.y))
            if moment < MOMENTS:
                self.losses += self.network.fit(self.X, self.y, optimizer, self.every, batch_size)
        self.losses.append(self.reached[-1])

    def make_controls(self):
        """Return the slider of epochs."""
        return {"epoch": slider("epochs", self.begin, 0, MOMENTS * self.every, self.every)}

    def scores(self, points, epoch):
        """Return the scores (n, k) that the network gave to points (n, 2) after some epochs."""
        self.network.parameters[...] = self.parameters[epoch // self.every]
        with unchecked():
            return self.network.forward(points)

    def prepare(self, figure):
        """Draw the points and the whole loss faintly; what moves is the image of the regions and the loss so far."""
        plane, curve = figure.subplots(1, 2, width_ratios=[1, 1.1])
        low, high = edges(self.X)
        self.places = grid(low, high, CELLS)
        self.regions = PlaneImage(plane)
        scatter(plane, self.X, self.y)
        plane.set(title="regions", xlabel="x0", ylabel="x1", xlim=(low, high), ylim=(low, high), aspect="equal")
        plane.grid(False)
        curve.plot(self.losses, color=LINE_COLOURS[0], linewidth=1, alpha=0.3)
        curve.set(title="loss", xlabel="epoch", ylim=(0, None))
        (self.curve,) = curve.plot([], [], color=LINE_COLOURS[0], linewidth=1.8)
        (self.end,) = curve.plot([], [], "o", color=LINE_COLOURS[0], markersize=5)
        self.stamped = [*plane.collections, *plane.spines.values()]
        return [self.regions, self.curve, self.end]

    def draw(self, state):
        """Show the regions and the loss at this moment."""
        epoch = state["epoch"]
        self.regions.set_data(class_image(self.scores(self.places, epoch), FINE))
        self.curve.set_data(range(epoch + 1), self.losses[: epoch + 1])
        self.end.set_data([epoch], [self.reached[epoch // self.every]])

    def sentence(self, state):
        """Return the loss and the share of points on the right side at this moment."""
        epoch = state["epoch"]
        right = int((self.scores(self.X, epoch).argmax(axis=1) == self.y).sum())
        loss = rounded(self.reached[epoch // self.every], 3)
        return (
            f"After {epoch} epochs the loss is {loss}, and {right} of the {len(self.y)} points lie in the region of "
            "their own colour."
        )
