"""What differs between two records of the command line's answers, said so that a closing note can take it over."""

import json
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

Row = dict[str, Any]
# What tells rows apart, the best first; the other columns follow in their own order until no two rows are alike.
IDENTITY = "iri of id ref fact severity check entity name person post body effect finding thing".split()
# What says in which table a row stands, where one case holds several.
TABLE = ("file", "page", "in")
ORDER = ["exit code", "stderr", "keys removed", "keys added", "removed", "added", "changed", "order"]


class Change(NamedTuple):
    """A difference: its kind, of those in ORDER, how it reads, and for a changed row its cells one by one."""

    kind: str
    text: str
    cells: tuple[str, ...] = ()


def compare(old: Path, new: Path, most: int = 10, brief: bool = False, by_change: bool = False) -> str:
    """Return a report of what differs, empty if nothing does.

    Parameters
    ----------
    old, new : Path
        Two records, as `capture` makes them.
    most : int
        How many differences of each case are written out; 0 for all of them.
    brief : bool
        Only the counts of each case.
    by_change : bool
        After that, each change of a cell once, with how many rows of how many cases have it: what recurs first.
    """
    before, after = _files(old), _files(new)
    lines = [f"- {name}: case is gone" for name in sorted(before.keys() - after.keys())]
    lines += [f"- {name}: case is new" for name in sorted(after.keys() - before.keys())]
    differ = 0
    recurs: dict[str, Counter[str]] = {}
    for name in sorted(before.keys() & after.keys()):
        if before[name].read_bytes() == after[name].read_bytes():
            continue
        differ += 1
        changes = _of_case(_load(before[name]), _load(after[name]))
        lines.append(f"- {name}: {_counts(changes)}")
        for change in changes:
            for cell in change.cells or [change.text]:
                recurs.setdefault(cell, Counter())[name] += 1
        if not brief and not by_change:
            shown = changes[:most] if most else changes
            lines += [f"    {change.text}" for change in shown]
            lines += [f"    and {len(changes) - len(shown)} more"] if len(shown) < len(changes) else []
    if not lines:
        return ""
    if by_change:
        often = sorted(recurs.items(), key=lambda item: (-item[1].total(), item[0]))
        lines += [f"- {cases.total()} times in {len(cases)} cases: {cell}" for cell, cases in often[: most or None]]
    same = len(before.keys() & after.keys()) - differ
    lines.append(f"{same} cases alike, {differ} differ, {len(before.keys() ^ after.keys())} in one only")
    return "\n".join(lines) + "\n"


def _files(folder: Path) -> dict[str, Path]:
    return {path.relative_to(folder).with_suffix("").as_posix(): path for path in folder.rglob("*.json")}


def _load(path: Path) -> Row:
    case: Row = json.loads(path.read_text(encoding="utf-8"))
    return case


def _counts(changes: list[Change]) -> str:
    counts = Counter(change.kind for change in changes)
    return ", ".join(f"{number} {kind}" for kind, number in counts.items()) or "written otherwise"


def _of_case(old: Row, new: Row) -> list[Change]:
    """Return the differences of one call, each with its kind: exit code, messages, keys, rows, order."""
    changes: list[Change] = []
    if old.get("exit") != new.get("exit"):
        changes.append(Change("exit code", f"exit code: {old.get('exit')} -> {new.get('exit')}"))
    if old.get("stderr") != new.get("stderr"):
        gone, come = _lists(old.get("stderr", []), new.get("stderr", []))
        changes.append(Change("stderr", f"stderr: {_moved(gone, come)}"))
    first, second = old.get("rows", []), new.get("rows", [])
    if all(isinstance(row, dict) for row in [*first, *second]):
        changes += _of_tables(_by_table(first), _by_table(second))
    else:
        gone, come = _lists(first, second)
        changes += [Change("removed", f"removed: {_say(row)}") for row in gone]
        changes += [Change("added", f"added: {_say(row)}") for row in come]
        changes += [] if gone or come or first == second else [Change("order", "the lines stand in another order")]
    return changes


def _by_table(rows: list[Row]) -> dict[str, list[Row]]:
    """Return the rows by the table in which they stand, without the column that names it."""
    column = next((name for name in TABLE if rows and name in rows[0]), None)
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(str(row.get(column, "")) if column else "", []).append(
            {key: value for key, value in row.items() if key != column}
        )
    return found


def _of_tables(first: dict[str, list[Row]], second: dict[str, list[Row]]) -> list[Change]:
    changes: dict[Change, None] = {}
    for table in dict.fromkeys([*first, *second]):
        before, after = first.get(table, []), second.get(table, [])
        if table and not (before and after):
            kind, rows = ("added", after) if after else ("removed", before)
            changes[Change(kind, f"{kind}: {table}, {len(rows)} rows")] = None
        elif before != after:
            for change in _of_rows(before, after):
                keys = change.kind.startswith("keys") or not table
                changes[change if keys else change._replace(text=f"{table}: {change.text}")] = None
    return sorted(changes, key=lambda change: (ORDER.index(change.kind), change.text))


def _of_rows(first: list[Row], second: list[Row]) -> list[Change]:
    columns = [list(dict.fromkeys(key for row in rows for key in row)) for rows in (first, second)]
    changes: list[Change] = []
    shared = columns[0]
    if first and second:
        shared = [key for key in columns[0] if key in columns[1]]
        come, gone = [[key for key in columns[n] if key not in shared] for n in (1, 0)]
        changes += [Change("keys added", f"keys added: {', '.join(come)}")] if come else []
        changes += [Change("keys removed", f"keys removed: {', '.join(gone)}")] if gone else []
    else:
        shared = columns[0] or columns[1]
    key = _identity(shared, first, second)
    before, after = _keyed(first, key), _keyed(second, key)
    changes += [Change("removed", f"removed: {_title(k, row)}") for k, row in before.items() if k not in after]
    changes += [Change("added", f"added: {_title(k, row)}") for k, row in after.items() if k not in before]
    for k in before.keys() & after.keys():
        cells = tuple(
            f"{column}: {_change(before[k].get(column), after[k].get(column))}"
            for column in shared
            if before[k].get(column) != after[k].get(column)
        )
        text = f"changed: {_title(k, before[k])} | {'; '.join(cells)}"
        changes += [Change("changed", text, cells)] if cells else []
    common = [[k for k in rows if k in before and k in after] for rows in (before, after)]
    if common[0] != common[1]:
        changes.append(Change("order", "the rows stand in another order"))
    return changes


def _identity(columns: list[str], *records: list[Row]) -> list[str]:
    """Return columns whose values tell the rows of each record apart, as few as a simple search finds."""
    chosen: list[str] = []
    alike = sum(len(rows) for rows in records)
    for column in [*[name for name in IDENTITY if name in columns], *[c for c in columns if c not in IDENTITY]]:
        values = [row.get(column) for rows in records for row in rows]
        if chosen and any(isinstance(value, list | dict) for value in values):
            continue
        left = sum(len(rows) - len({_key(row, [*chosen, column]) for row in rows}) for rows in records)
        if left < alike:
            chosen, alike = [*chosen, column], left
        if not alike:
            break
    return chosen


def _key(row: Row, columns: list[str]) -> tuple[str, ...]:
    return tuple(_say(row.get(column)) for column in columns)


def _keyed(rows: list[Row], columns: list[str]) -> dict[tuple[str, ...], Row]:
    """Return the rows by their key; those that nothing tells apart are numbered."""
    found: dict[tuple[str, ...], Row] = {}
    seen: Counter[tuple[str, ...]] = Counter()
    for row in rows:
        key = _key(row, columns)
        seen[key] += 1
        found[key if seen[key] == 1 else (*key, f"#{seen[key]}")] = row
    return found


def _title(key: tuple[str, ...], row: Row) -> str:
    """Return what a reader calls the row: its key, and its name if the key does not say it."""
    names = [str(row[name]) for name in ("ref", "name", "title", "thing", "entity", "subject") if row.get(name)]
    return " / ".join([*key, *[name for name in names[:1] if name not in key]])


def _change(old: Any, new: Any) -> str:
    if isinstance(old, list) and isinstance(new, list):
        gone, come = _lists(old, new)
        return _moved(gone, come) if gone or come else "another order"
    return f"{_say(old)} -> {_say(new)}"


def _lists(old: list[Any], new: list[Any]) -> tuple[list[Any], list[Any]]:
    before, after = Counter(map(_say, old)), Counter(map(_say, new))
    return list((before - after).elements()), list((after - before).elements())


def _moved(gone: list[Any], come: list[Any]) -> str:
    return " ".join([*[f"-[{_say(part)}]" for part in gone], *[f"+[{_say(part)}]" for part in come]])


def _say(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
