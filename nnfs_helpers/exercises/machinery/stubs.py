"""Tell what a learner has not touched: the dots of a stub, and the code that a "Find the bug" hands out."""

import dis
import inspect
import re
import types

NULL = re.compile(r"NULL(\|self)? \+ | \+ NULL(\|self)?")  # how Python notes that what is loaded will be called


def is_empty(function):
    """Return whether a function has nothing in its body but `...`, pass or a docstring."""
    steps = [step for step in dis.get_instructions(function) if step.opname not in ("RESUME", "NOP", "RETURN_VALUE")]
    return all("CONST" in step.opname and step.argval in (None, ...) for step in steps)


def methods_of(owner):
    """Return the methods that stand in the body of a class: {name: function}."""
    return {name: part for name, part in vars(owner).items() if inspect.isfunction(part)}


def empty_methods(attempt, reference):
    """Return the names of the methods that the exercise asks for and that are still empty; none for a function."""
    if not inspect.isclass(attempt) or not inspect.isclass(reference):
        return []
    own = methods_of(attempt)
    return [name for name in methods_of(reference) if name != "__init__" and name in own and is_empty(own[name])]


def is_stub(attempt, reference):
    """Return whether the attempt is still `...`: the value, an empty function, or a class with none of its methods."""
    if inspect.isclass(attempt):
        empty = empty_methods(attempt, reference)
        return bool(empty) and len(empty) == sum(name != "__init__" for name in methods_of(reference))
    return is_empty(attempt) if inspect.isfunction(attempt) else attempt is ... or attempt is None


def same_code(one, other):
    """Return whether two functions, or two classes, do the same steps; names of their own and docstrings apart."""
    if inspect.isclass(one) and inspect.isclass(other):
        left, right = methods_of(one), methods_of(other)
        return left.keys() == right.keys() and all(same_code(left[name], right[name]) for name in left)
    if not inspect.isfunction(one) or not inspect.isfunction(other):
        return False
    return steps(one.__code__, one.__doc__) == steps(other.__code__, other.__doc__)


def steps(code, docstring=None):
    """Return what a piece of compiled code does, as something that can be compared."""
    constants = []
    for value in code.co_consts:
        if isinstance(value, types.CodeType):
            constants.append(steps(value))
        elif value is not None and value != docstring:
            constants.append((type(value), value))
    found = []
    for step in dis.get_instructions(code):
        if step.opname != "PUSH_NULL":
            name = step.opname.replace("LOAD_METHOD", "LOAD_ATTR")  # which of them depends on how lines are broken
            argument = NULL.sub("", step.argrepr)
            is_place = argument.startswith("to ")  # of a jump, which the other details move as well
            found.append((name, "" if name == "LOAD_CONST" or is_place else argument))
    return code.co_varnames, constants, found
