"""The tests of this folder run where otter-grader is installed: make test-graders."""

import importlib.util

collect_ignore = [] if importlib.util.find_spec("otter") else ["test_otter.py"]
