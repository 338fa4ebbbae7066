"""The report: a small static site that an officer can send to a panel and print.

It holds no figure of its own: each number is the length of a list that the package's analyses return, and links to it.
"""

from oversight_graph.report.site import MARK, write_report

__all__ = ["MARK", "write_report"]
