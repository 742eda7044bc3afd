"""What is tried in turn comes round. That the orders are what they are said to be: tests/launch/test_order.py."""

from tools.chapters import required_paths
from tools.order import arm
from tools.order.__main__ import in_turn


def test_all_come_round_in_turn():
    names = ["a", "b", "c", "d", "e"]
    assert in_turn(names, None, 3) == in_turn(names, 9, 3) == names
    assert [in_turn(names, 2, start) for start in range(3)] == [["a", "b"], ["c", "d"], ["e", "a"]]
    assert in_turn(names, 0, 4) == []


def test_on_arm_the_first_chapter_is_run_with_each_commit_and_every_other_comes_round(monkeypatch):
    chapters = [path.name for path in required_paths()]
    seen = set()
    for commit in range(len(chapters) - 1):
        monkeypatch.setattr(arm, "turn", lambda number=commit: number)
        other, first = arm.chapters()
        assert first == arm.FIRST in chapters and other != first
        seen.add(other)
    assert seen == set(chapters[1:])
