"""Cards: a named mistake is a sentence and an edit of the solution. What does not fit the solution is named."""

import inspect
import traceback

import pytest

from nnfs_helpers.exercises.machinery.cards import built, cards, edited, hints_and_cards, source_of
from nnfs_helpers.exercises.machinery.exercise import CORRECT, NOT_QUITE, exercise


def scaled(inputs, factor):
    """Return inputs (n,) times a factor."""
    total = sum(inputs)
    return [factor * number / total for number in inputs]


class Counter:
    """It counts (how often)."""

    def __init__(self):
        """Begin at 0."""
        self.count = 0

    def step(self, size):
        """Return the new count; size is added."""
        self.count = self.count + size
        return self.count


def made(solution, code):
    """What a card makes of a solution."""
    return built(solution, edited(source_of(solution), code), "<a card>")


def test_a_text_is_cut_into_cards_at_empty_lines():
    found = cards("""
        # One sentence over
        # two lines.
        a → b

        # Another one.
        return 1
        """)
    assert found == [("One sentence over two lines.", "a → b"), ("Another one.", "return 1")]


def test_hints_stand_above_the_cards_one_on_each_line():
    text = """
        One hint.
        A second one, so long that
            it needs two lines.

        # A sentence.
        a → b

        # Another one.
        return 1
        """
    hints, rest = hints_and_cards(text)
    assert hints == ["One hint.", "A second one, so long that it needs two lines."]
    assert cards(rest) == [("A sentence.", "a → b"), ("Another one.", "return 1")]
    assert hints_and_cards("# A sentence.\na → b") == ([], "# A sentence.\na → b")


@pytest.mark.parametrize("text", ["a → b", "# Only a sentence.", "# One.\na → b\n\nc → d", ""])
def test_what_is_no_card_is_named(text):
    with pytest.raises(ValueError, match="A card is a comment with code below it"):
        cards(text)


def test_an_edit_replaces_what_stands_once():
    assert made(scaled, "factor * number → number")([1, 3], 2) == [0.25, 0.75]
    assert made(scaled, "/ total →")([1, 3], 2) == [2, 6]


def test_several_edits_are_made_one_after_the_other():
    assert made(scaled, "sum(inputs) → max(inputs)\nfactor * number → number")([1, 4], 9) == [0.25, 1]


def test_lines_behind_an_edit_take_the_place_of_a_line():
    code = "total = sum(inputs) →\n    total = 0\n    for number in inputs:\n        total = total + 2 * number"
    assert made(scaled, code)([1, 3], 2) == [0.25, 0.75]


def test_a_line_can_be_taken_out():
    assert made(Counter, "self.count = self.count + size →")().step(3) == 0


def test_code_without_an_arrow_is_a_new_body():
    wrong = made(scaled, "return inputs")
    assert wrong([1], 2) == [1] and wrong.__doc__ == scaled.__doc__


def test_methods_replace_methods_and_the_others_stay():
    wrong = made(Counter, "def step(self, size):\n    return self.count")
    assert wrong().step(5) == 0 and wrong.__init__.__doc__ == "Begin at 0."
    both = made(Counter, "self.count = 0 → self.count = 7\ndef step(self, size):\n    return self.count")
    assert both().step(5) == 7


def test_a_docstring_is_never_edited():
    assert made(scaled, "inputs] → inputs[1:]]")([1, 3], 4) == [3]
    assert "inputs (n,)" in made(scaled, "inputs] → inputs[1:]]").__doc__
    with pytest.raises(ValueError, match="stands 0 times"):
        edited(source_of(scaled), "(n,) → (m,)")


@pytest.mark.parametrize("code, times", [("number → n", 2), ("totals → n", 0)])
def test_an_edit_that_does_not_fit_is_named(code, times):
    with pytest.raises(ValueError, match=rf"'\w+' stands {times} times in the solution, and must stand there once"):
        edited(source_of(scaled), code)


def test_a_method_that_the_solution_has_not_is_named():
    with pytest.raises(ValueError, match=r"no method that begins with 'def stop\('"):
        edited(source_of(Counter), "def stop(self):\n    return 1")


def test_code_that_is_no_python_does_not_pass():
    with pytest.raises(SyntaxError):
        made(scaled, "sum(inputs) → sum(inputs")


def test_a_traceback_shows_the_line_of_the_mistake():
    wrong = made(scaled, "/ total → / (total - total)")
    with pytest.raises(ZeroDivisionError) as error:
        wrong([1], 2)
    assert traceback.extract_tb(error.tb)[-1].line == "return [factor * number / (total - total) for number in inputs]"
    assert "total - total" in inspect.getsource(wrong)


def test_a_card_that_no_longer_fits_is_named_with_its_exercise(monkeypatch):
    monkeypatch.setattr("nnfs_helpers.exercises.machinery.exercise.REGISTRY", {})
    judged = exercise("Scaled", 1, 1, cases=lambda rng: [{"inputs": [1.0, 2.0], "factor": 3.0}])(scaled)
    judged.feedback("# You forgot the factor.\nfactor * number → number")
    assert [mistake.sentence for mistake in judged.mistakes] == ["You forgot the factor."]
    judged.feedback("# You forgot the sum.\n/ sum(inputs) →")
    for _ in range(2):
        with pytest.raises(ValueError, match="test_cards.scaled, the card 'You forgot the sum.': '/ sum"):
            judged.mistakes  # noqa: B018


def test_a_card_that_begins_with_one_remark_is_right_and_every_other_is_not(monkeypatch):
    monkeypatch.setattr("nnfs_helpers.exercises.machinery.exercise.REGISTRY", {})
    judged = exercise("Scaled", 1, 1, cases=lambda rng: [{"inputs": [1.0, 2.0], "factor": 3.0}])(scaled)
    judged.feedback("# One remark: a tuple was not asked for.\nreturn → return 1 *")
    judged.feedback("# You forgot the factor, one remark: it counts.\nfactor * number → number")
    assert [mistake.state for mistake in judged.mistakes] == [CORRECT, NOT_QUITE]
