"""The one form in which a chapter is stored, so that a diff shows what an author changed and nothing else."""

import hashlib
import json
import os
import re

import nbformat

WIDGET = "application/vnd.jupyter.widget-view+json"
AWAKE = re.compile(r"(?<=</div>)<style>.*</script>$", re.DOTALL)
ANSI = re.compile(r"\x1b\[[\d;]*m")
KERNEL = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def normal(notebook):
    """Return a copy with counts 1 to n, stable ids, and nothing that belongs to one machine or one front end."""
    cells, ids = [], set()
    for cell in notebook.cells:
        kept = {name: cell[name] for name in ("cell_type", "source", "attachments") if name in cell}
        kept |= {"id": _id(cell, ids), "metadata": _metadata(cell)}
        if cell.cell_type == "code":
            count = 1 + sum(c["cell_type"] == "code" for c in cells)
            kept |= {"execution_count": count, "outputs": _outputs(cell, count)}
        cells.append(kept)
    metadata = KERNEL | {key: value for key, value in notebook.metadata.items() if key == "course"}
    return nbformat.from_dict({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5})


def _id(cell, taken):
    """The cell's own id if it is valid and not taken, else one made from the source."""
    name, salt = str(cell.get("id", "")), 0
    while not re.fullmatch(r"[\w-]{1,64}", name, re.ASCII) or name in taken:
        name, salt = hashlib.sha256(f"{cell.source}{salt or ''}".encode()).hexdigest()[:8], salt + 1
    taken.add(name)
    return name


def _metadata(cell):
    """Tags, and whether the source is folded away; nothing else."""
    metadata = {"tags": cell.metadata["tags"]} if cell.metadata.get("tags") else {}
    if cell.metadata.get("jupyter", {}).get("source_hidden"):
        metadata["jupyter"] = {"source_hidden": True}
    return metadata


def _outputs(cell, count):
    """The outputs with neighbouring streams joined, without widget views, without paths in tracebacks."""
    kept = []
    for output in cell.get("outputs", []):
        kind, last = output.output_type, kept[-1] if kept else {}
        if kind == "stream" and output.name == last.get("name"):
            last["text"] += output.text
        elif kind == "stream":
            kept.append({"output_type": kind, "name": output.name, "text": output.text})
        elif kind == "error":
            kept.append({key: output[key] for key in ("output_type", "ename", "evalue")})
            kept[-1]["traceback"] = _traceback(output.traceback)
        else:
            data = {key: _still(value) for key, value in output.data.items() if key != WIDGET}
            if not data:
                continue  # it was the live view of an explorer, which stores its picture before it
            kept.append({"output_type": kind, "data": data, "metadata": output.metadata})
            if kind == "execute_result":
                kept[-1]["execution_count"] = count
    return kept


def _still(value):
    """The value without the rules of style and the script that belong to the live view of an explorer."""
    return AWAKE.sub("", value) if isinstance(value, str) else value


def _traceback(frames):
    """The frames in the chapter's own cells and the message; frames in files name folders of one machine."""
    plain = [ANSI.sub("", frame) for frame in frames]
    return [frame for frame in plain if not frame.startswith("File ")]


def seal(notebook):
    """The sha256 of all cells, outputs and pictures included."""
    return hashlib.sha256(json.dumps(notebook.cells, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def is_sealed(notebook):
    """Whether nothing was changed since the run."""
    return notebook.metadata.get("course", {}).get("seal") == seal(notebook)


def text_of(notebook):
    """The text of the file."""
    nbformat.validate(notebook)
    return nbformat.v4.writes(notebook) + "\n"


def save(path, text):
    """Write the text in one step, and only if it is new. Return whether it was."""
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return False
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_text(text, encoding="utf-8", newline="\n")
    os.replace(fresh, path)
    return True
