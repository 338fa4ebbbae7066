"""Rows as a table of HTML, as a notebook shows them."""

from collections.abc import Iterable, Sequence
from html import escape

_MOST = 200  # rows that are shown


def table_html(columns: Sequence[str], rows: Iterable[Sequence[object]], caption: str = "") -> str:
    """Return rows as a table; what they hold is text in it, never markup.

    Parameters
    ----------
    rows : iterable of sequence
        Values in the order of the columns; several in one are parted by semicolons, None is empty.

    Examples
    --------
    >>> table_html(["name"], [["A & B"], [None]])
    '<table><thead><tr><th>name</th></tr></thead><tbody><tr><td>A &amp; B</td></tr><tr><td></td></tr></tbody></table>'
    """
    every = list(rows)
    head = "".join(f"<th>{escape(name.replace('_', ' '))}</th>" for name in columns)
    body = "".join(f"<tr>{''.join(f'<td>{_cell(value)}</td>' for value in row)}</tr>" for row in every[:_MOST])
    if len(every) > _MOST:
        caption = f"{caption} The first {_MOST} of {len(every)} rows.".strip()
    said = f"<caption>{escape(caption)}</caption>" if caption else ""
    return f"<table>{said}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cell(value: object) -> str:
    if isinstance(value, (list, tuple)):
        value = "; ".join(map(str, value))
    return "" if value is None else escape(str(value))
