"""The time that a chapter tells its reader to plan: it must fit the exercises and the text."""

import re

from tools.chapters import only
from tools.rhythm import prose

PLAN = re.compile(r"Plan about ([^.,]+), exercises included\.")
EXERCISE = re.compile(r"^### Exercise: .* · (\d+) minutes?$", re.MULTILINE)
IN_WORDS = {
    "twenty minutes": 20,
    "half an hour": 30,
    "thirty minutes": 30,
    "forty-five minutes": 45,
    "an hour": 60,
    "seventy-five minutes": 75,
    "ninety minutes": 90,
    "an hour and a half": 90,
    "two hours": 120,
    "two hours and a half": 150,
    "three hours": 180,
    "three hours and a half": 210,
    "four hours": 240,
    "five hours": 300,
}
WORDS_A_MINUTE = 180  # of text with formulas and code around it
CELLS_A_MINUTE = 2


def planned(chapter):
    """The time that the chapter tells its reader to plan, in its own words; None if it tells none."""
    text = " ".join(" ".join(cell.source.split()) for cell in only("markdown", chapter.authored))
    found = PLAN.search(text)
    return found[1] if found else None


def exercise_minutes(chapter):
    """The minutes of all exercises, by their headings."""
    return sum(int(minutes) for cell in only("markdown", chapter.authored) for minutes in EXERCISE.findall(cell.source))


def needed(chapter):
    """The minutes that exercises, text and code need."""
    words = sum(len(prose(cell.source).split()) for cell in only("markdown", chapter.authored))
    cells = len(only("code", chapter.authored))
    return exercise_minutes(chapter) + words / WORDS_A_MINUTE + cells / CELLS_A_MINUTE


def honest_time(chapter):
    """Complain if the time to plan is missing, or is not the exercises, the text and the code within a third."""
    words = planned(chapter)
    if words not in IN_WORDS:
        known = ", ".join(IN_WORDS)
        yield f'{chapter.name} must say "Plan about ..., exercises included.", with one of: {known}.'
        return
    minutes = needed(chapter)
    if not 0.75 * minutes <= IN_WORDS[words] <= 1.34 * minutes:
        yield (
            f"{chapter.name}: plan about {words}, but its exercises take {exercise_minutes(chapter)} minutes by their "
            f"headings, and with text and code it comes to {minutes:.0f}. Correct the time."
        )
