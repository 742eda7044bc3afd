"""Where a network is saved: a path that can be used, or a sentence that names it."""

import os
import uuid

LONGEST = 255  # bytes in the name of a file, on every system of today


def place_of(path):
    """Return the path as text, ~ made the home folder. Raise TypeError or ValueError if it can be no path."""
    if not isinstance(path, (str, bytes, os.PathLike)):
        raise TypeError(f'path must be the name of a file, such as "net.npz", but it is {path!r}.')
    place = os.path.expanduser(os.fsdecode(path))
    if not place or "\0" in place:
        raise ValueError(f'path must be the name of a file, such as "net.npz", but it is {place!r}.')
    return place


def writable(path):
    """Return the file that path means, and beside it the name of a draft that nobody else has.

    A link stays a link: the file that it leads to is meant. Raises OSError, with a sentence, if no file can be there.
    """
    place = os.path.realpath(place_of(path))
    folder, name = os.path.split(place)
    if not os.path.isdir(folder):
        raise FileNotFoundError(f"{place} cannot be written: there is no folder {folder}. Make it first.")
    if os.path.isdir(place):
        raise IsADirectoryError(f"{place} is a folder. Add the name of a file to it, such as net.npz.")
    if os.path.exists(place) and not os.path.isfile(place):
        raise OSError(f"{place} is no ordinary file, and cannot be replaced by one.")
    if len(os.fsencode(name)) > LONGEST:
        raise OSError(f"The name {name[:20]}... is too long: it has {len(name)} letters. Give a shorter one.")
    if not os.access(folder, os.W_OK):
        raise PermissionError(f"{place} cannot be written: the folder {folder} does not let you. Take another.")
    return place, os.path.join(folder, f".{uuid.uuid4().hex}.draft")


def unreadable(path, error):
    """Return the error with which opening a file failed, with a sentence in its place."""
    place = place_of(path)
    if os.path.isdir(place):
        return IsADirectoryError(f"{place} is a folder. Add the name of the file that save has written.")
    if isinstance(error, FileNotFoundError):
        return FileNotFoundError(f"There is no file {place}. Python looks from the folder {os.getcwd()}.")
    return type(error)(f"{place} cannot be read: {error.strerror}.")
