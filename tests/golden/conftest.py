"""What stands here beside the test is a program of its own, and not to be imported from elsewhere."""

collect_ignore = ["capture.py", "cases.py", "compare.py", "made.py"]
