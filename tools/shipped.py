"""Shipped code in chapters: a cell that begins with "# nnfs_helpers/layers.py" shows pieces of that module."""

import ast
import re

from tools.chapters import ROOT, first_line, only, parse

MARK = re.compile(r"# (nnfs_helpers/[\w/]+\.py)")
LEFT_OUT = "# ..."  # begins a comment that says what a cell leaves out: "# ... backward follows in chapter 6"


def taught(root=ROOT):
    """The modules that the chapters teach, "nnfs_helpers/layers.py": those that stand in no folder of the package."""
    found = sorted((root / "nnfs_helpers").glob("*.py"))
    return [f"nnfs_helpers/{path.name}" for path in found if path.name != "__init__.py"]


def pieces(source):
    """Map each function, class head ("Dense") and method ("Dense.forward") to its lines: {name: (first, last)}."""
    found = {}
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef):
            found[node.name] = (_start(node), node.end_lineno)
        elif isinstance(node, ast.ClassDef):
            methods = [part for part in node.body if isinstance(part, ast.FunctionDef)]
            head = [part for part in node.body if part not in methods]
            found[node.name] = (_start(node), head[-1].end_lineno if head else node.lineno)
            found |= {f"{node.name}.{method.name}": (_start(method), method.end_lineno) for method in methods}
    return found


def _start(node):
    """The first line of a definition, decorators included."""
    return min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])


def piece_texts(source):
    """Map the name of each piece to its text."""
    lines = source.splitlines()
    return {name: "\n".join(lines[first - 1 : last]) for name, (first, last) in pieces(source).items()}


def imports(source):
    """The names that the top level of a source imports: {(module, name, alias)}."""
    nodes = [node for node in ast.parse(source).body if isinstance(node, ast.Import | ast.ImportFrom)]
    return {(getattr(node, "module", None), alias.name, alias.asname) for node in nodes for alias in node.names}


def module_of(cell):
    """The module that a cell shows, "nnfs_helpers/layers.py", or None."""
    mark = MARK.fullmatch(first_line(cell).rstrip()) if cell.cell_type == "code" else None
    return mark and mark[1]


def module_source(name, root=ROOT):
    """The text of a module; empty if there is none."""
    path = root / name
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def synced(cell, root=ROOT):
    """The source of a cell that shows shipped code, every piece replaced by the module's text."""
    lines, shipped = cell.source.splitlines(), piece_texts(module_source(module_of(cell), root))
    for name, (first, last) in reversed(pieces(cell.source).items()):
        if name in shipped:
            lines[first - 1 : last] = shipped[name].splitlines()
    return "\n".join(lines)


def drift(chapter, root=ROOT):
    """Complain about each shown piece that differs from the shipped one, and about anything else in such a cell."""
    complaints = []
    public = {piece for module in taught(root) for piece in piece_texts(module_source(module, root))}
    for cell in only("code", chapter.authored):
        name = module_of(cell)
        if name:
            complaints += [chapter.complain(cell, sentence) for sentence in _drift(cell, name, root)]
        elif tree := parse(cell):
            for node in tree.body:
                if getattr(node, "name", None) in public:
                    sentence = f"{node.name} is the name of shipped code. Give this draft another name."
                    complaints.append(chapter.complain(cell, sentence))
    return complaints


def _drift(cell, name, root):
    """What is wrong with one cell that shows a module's code, as sentences."""
    source = module_source(name, root)
    if not source or parse(cell) is None:
        yield f"{name} does not exist, or the cell is not valid Python."
        return
    shipped = piece_texts(source)
    for piece, text in piece_texts(cell.source).items():
        if piece not in shipped:
            yield f"{name} has no {piece}. Only shipped code may stand in this cell."
        elif text != shipped[piece]:
            yield f"{piece} differs from {name}. Change the module, then run make sync."
    for module, imported, _ in sorted(imports(cell.source) - imports(source), key=str):
        yield f"{name} does not import {imported}{f' from {module}' if module else ''}. Import it in another cell."
    if stray := _stray(cell.source):
        yield f'"{stray}" is not a piece of {name}. Move it to another cell, or begin the comment with "{LEFT_OUT}".'


def _stray(source):
    """The first line that is neither in a piece, nor an import, nor empty, nor a comment on what is left out."""
    imported = [node for node in ast.parse(source).body if isinstance(node, ast.Import | ast.ImportFrom)]
    spans = [*pieces(source).values(), *((node.lineno, node.end_lineno) for node in imported)]
    for number, line in enumerate(source.splitlines()[1:], start=2):
        covered = any(first <= number <= last for first, last in spans)
        if line.strip() and not covered and not line.strip().startswith(LEFT_OUT):
            return line.strip()
    return ""


def public_pieces(name, root=ROOT):
    """The pieces of a module that some chapter must show: all but those whose name begins with one underscore."""
    private = re.compile(r"(^|\.)_(?!_)")
    return [piece for piece in piece_texts(module_source(name, root)) if not private.search(piece)]


def never_shown(chapters, root=ROOT):
    """The public pieces of the taught modules that no chapter shows, as sentences."""
    shown = {
        (module_of(cell), piece)
        for chapter in chapters
        for cell in only("code", chapter.authored)
        if module_of(cell) and parse(cell)
        for piece in pieces(cell.source)
    }
    return [
        f"No chapter shows {piece} of {module}. Show it in the chapter that teaches it, or make it private."
        for module in taught(root)
        for piece in public_pieces(module, root)
        if (module, piece) not in shown
    ]
