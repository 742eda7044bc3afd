"""A bar that shows how far a training is, for a person who watches it, and for nobody else."""

import sys


def somebody_watches():
    """Return whether a person sees what this Python shows: in a terminal, or in a notebook's front end."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if hasattr(shell, "kernel"):  # a front end could ask its user for a line of text; a program that runs cells cannot
        return bool(shell.kernel.get_parent().get("content", {}).get("allow_stdin"))
    return sys.stderr is not None and sys.stderr.isatty()


def progress(epochs, losses):
    """Yield the numbers of the epochs. If somebody watches, a bar appears after a second, with the last loss."""
    if not somebody_watches():
        yield from range(epochs)
        return
    from tqdm.auto import tqdm

    with tqdm(total=epochs, unit="epoch", leave=False, delay=1) as bar:
        for epoch in range(epochs):
            yield epoch
            if losses:
                bar.set_postfix_str(f"loss {losses[-1]:.4f}", refresh=False)
            bar.update()
