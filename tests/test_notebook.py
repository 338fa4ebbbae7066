"""The notebook in docs is run, cell by cell, and shows what its text says that it shows."""

import json
from typing import Any

import pytest
from tests.conftest import ROOT

from oversight_graph.graph import OversightGraph
from oversight_graph.registry.rows import Rows
from oversight_graph.store.notebook import table_html


def test_the_notebook_runs_and_shows_tables_and_drawings(monkeypatch: pytest.MonkeyPatch) -> None:
    from IPython.core.interactiveshell import InteractiveShell
    from IPython.utils.capture import capture_output

    monkeypatch.delenv("OVERSIGHT_ENDPOINT", raising=False)
    notebook = json.loads((ROOT / "docs" / "who-oversees-what.ipynb").read_text(encoding="utf-8"))
    assert notebook["nbformat"] == 4
    shell: Any = InteractiveShell.instance(history_load_length=0)
    shell.history_manager.enabled = False
    shown: dict[str, dict[str, Any]] = {}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            assert cell["outputs"] == [] and cell["execution_count"] is None
            source = "".join(cell["source"])
            with capture_output():
                done = shell.run_cell(source)
            done.raise_error()
            shown[source], _ = shell.display_formatter.format(done.result)
    assert len(shown) >= 8
    html = {source: data.get("text/html", "") for source, data in shown.items()}
    (gaps,) = [text for source, text in html.items() if source.startswith("gaps")]
    assert gaps.startswith("<table>") and "<td>3.6</td>" in gaps
    assert html['graph.proof("4.2")'].startswith("<svg ") and "Transformation Board" in html['graph.proof("4.2")']
    assert html['graph.explore("AGG")'].startswith("<iframe ")
    assert sum(text.startswith("<table>") for text in html.values()) >= 4


def test_rows_are_lists_and_their_tables_hold_text_only() -> None:
    graph = OversightGraph.load(ROOT / "data" / "starter")
    rows = graph.coverage()
    assert isinstance(rows, Rows) and rows == list(rows) and rows[0].ref == "1.1"
    assert "<th>ref</th>" in rows._repr_html_()
    many = table_html(["a"], [["<script>"]] * 300)
    assert "<script>" not in many and "The first 200 of 300 rows." in many and many.count("<tr>") == 201
    assert "<caption>" in graph.gaps(below=0)._repr_html_()  # type: ignore[attr-defined]
