"""What Python and NumPy say, and what it means: a pattern, and below it a sentence; the first that fits counts.

{1} is the first bracket of the pattern. `if chapter 3` between the two: its words are known from that chapter on.
`if labels targets rows`: the exercise has one of these arguments.
"""

import re

TEXT = r"""
^TooSlow
    Your code was stopped after five seconds. Is there a loop that never ends?
^RecursionError
    A function calls itself without an end.
^SystemExit
    Your code ends the whole program, with `exit()` or `quit()`.
^ZeroDivisionError
    Something is divided by zero.
^MemoryError
    An array would be larger than the memory of the computer. Look at the shapes.
^NotImplementedError
    This part is not written yet.
^Misnamed: (self\.\w+) is not (self\.\w+)
    backward reads `{1}`, and nothing is stored under that name. There is a `{2}`: are they meant to be the same?
^NotInPyTorch: (.*), but (`\w+`)$
    {1}. Is {2} meant?
^NotInPyTorch: (.*)$
    {1}. Look at the spelling.
does not require grad and does not have a grad_fn
    `backward` finds no computation that it could go back through. Was the forward pass made inside `torch.no_grad()`,
    or on a tensor that was detached?
shapes (\([\d, ]*\)) and (\([\d, ]*\)) not aligned
    In a product of the shapes {1} and {2} the inner numbers must be equal. Does one of the two arrays have to be
    transposed, or do they stand in the wrong order?
matmul: Input operand 1 has a mismatch.*size (\d+) is different from (\d+)
    The inner numbers of a product with @ differ: {2} on the left, {1} on the right. Does one of the two arrays have
    to be transposed, or do they stand in the wrong order?
indexing arrays could not be broadcast
    Two lists of indices are not equally long, so they cannot be paired.
broadcast together|could not broadcast|non-broadcastable
if labels targets rows
    Two shapes do not fit number by number. Compare them: is a row where a column is needed, so that `keepdims=True`
    or a transpose is missing? Or are class numbers taken for one-hot rows, or the reverse?
broadcast together|could not broadcast|non-broadcastable
if chapter 3
    Two shapes do not fit number by number. Compare them: is a row where a column is needed, so that `keepdims=True`
    or a transpose is missing?
broadcast together|could not broadcast|non-broadcastable
    Two arrays meet number by number, and they are not equally long. Compare their shapes.
unsupported operand type.*'(?:builtin_function_or_method|method|function|type)'
    A function stands there without brackets behind its name, so it is not called.
truth value of an array
    `if`, `and`, `or` and `max` need one True or False, and an array has many. NumPy has functions that choose number
    by number.
Cannot cast ufunc '\w+' output from .* to dtype\('u?int
    An array of whole numbers is changed in place, and the result has decimals. Make it an array of floats first.
only integer scalar arrays
if chapter 3
    An array stands where one whole number is needed, for instance as an axis. `np.max` takes its second argument for
    the axis; `np.maximum` compares two.
only integer scalar arrays|'numpy.ndarray' object cannot be interpreted as an integer
    An array stands where one whole number is needed. Is `len` missing?
(?:too many|not enough) values to unpack
    Something is taken apart into another number of parts than it has. In a loop over two lists: is `zip` missing?
only integers, slices|indices must be integers
    An index must be a whole number. `for i in range(len(inputs))` counts the places, `for value in inputs` takes the
    numbers themselves.
'(?:tuple|list)' object cannot be interpreted as an integer
    This function wants the sizes one by one, and not in a pair of brackets of their own.
Cannot interpret '\S+' as a data type
    This function wants the shape as one pair in brackets of its own: ((1, 3)).
only (?:length-1|0-dimensional|size-1) arrays
    An array stands where Python needs a single number. The functions of `math` take one number, those of NumPy whole
    arrays.
arrays used as indices must be
    These indices are no whole numbers. An index must be one.
index (-?\d+) is out of bounds for axis (\d+) with size (\d+)
    There is no place {1} along axis {2}, which has {3} entries, counted from 0.
(?:list|tuple|string) index out of range
    An index is too large. The first entry has the index 0.
axis \d+ is out of bounds|too many indices
    The array has fewer axes than are asked for. Look at its shape.
(?:variable|name) '(\w+)' (?:is not defined|where)
    The name `{1}` is used before it has a value.
module '(\S+)' has no attribute '(\w+)'
    There is no `{2}` in {1}. Look at the spelling.
the names in the dict are (.*), and those asked for are (.*)$
    The names in your dict are {1}, and those asked for are {2}.
a dict came back, and not (.*)$
    Your function returns a dict. Asked for are {1}.
(\d+) results were asked for, and what came back is (\d+)
    {1} results are asked for, and you return {2}.
^KeyError: (.*)$
    There is nothing under the name {1} in this dict. Look at the names that it has.
is not in list
    `index` looks in a list for something that is not in it.
NoneType
    Something is None. Often a function or a method has no `return`.
'numpy.ndarray' object has no attribute '(index|append|extend|insert|pop|remove|count)'
    A list has `{1}`, and an array has not. NumPy has functions of its own for that.
'numpy.ndarray' object has no attribute '(\w+)'
    An array has no `{1}`. Look at the spelling.
'(?:list|tuple)' object has no|for \S+ '(?:list|tuple)'|and '(?:list|tuple)'$|by non-int
    A list or tuple stands where an array is needed. Make an array of it with `np.array` first.
'(int|float|bool|str|dict|function|numpy\.\w+)' object has no attribute '(\w+)'
    There is no `{2}` in a value of the type {1}.
'(\w+)' object has no attribute '(\w+)'
    `self.{2}` is used, but no method of `{1}` that ran before has stored it, and no method has that name.
neither returned nor stored: self\.(\w+)
    A method has neither returned a result nor stored it in `self.{1}`.
no argument for (\w+) among: (.*)
    The exercise gives a value for `{1}`, and none of your arguments is for it: {2}. Take the arguments of the `def`
    line that the exercise had.
takes no arguments
    The class has no `__init__`. Are there two underscores on each side of its name?
\.\w+\(\) takes (\d+) positional arguments? but (?!\1)\d+
    A method gets one argument more than it names. Is `self` missing?
(\w+)\(\) got an unexpected keyword argument '(\w+)'
    `{1}` has no argument `{2}`. Look at the spelling.
\(\) (?:takes|missing|got an unexpected)
    The arguments of a call are not those in the `def` line of the function: another number, or another name. Compare
    that line with the one in the exercise.
object is not callable
    Round brackets stand behind something that is no function.
inhomogeneous shape
    A list with rows of different lengths cannot become an array.
^
    Your code stopped with an error.
"""

# (pattern, condition, sentence)
SENTENCES = re.findall(r"^(\S.*)\n(?:if (.+)\n)?((?: .*\n)+)", TEXT, re.MULTILINE)
