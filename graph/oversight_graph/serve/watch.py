"""Tells when the data has changed."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from oversight_graph.errors import OversightError
from oversight_graph.load.files import find_files
from oversight_graph.serve.settings import Settings

_SECONDS = 1.0
State = tuple[tuple[str, int, int], ...]


def state(settings: Settings) -> State:
    """Return what tells whether the files of the data have changed: names, sizes, and when they were written."""
    found = []
    try:
        paths = [
            file.path
            for named in (settings.data, settings.earlier)
            if named
            for file in find_files([Path(path) for path in named])
        ]
    except (OversightError, OSError):
        return (("unreadable", 0, 0),)
    for path in paths:
        if isinstance(path, Path):
            try:
                about = path.stat()
                found.append((str(path), about.st_size, about.st_mtime_ns))
            except OSError:
                found.append((str(path), -1, 0))
    return tuple(found)


async def watched(settings: Settings, renew: Callable[[], Awaitable[None]], seconds: float = _SECONDS) -> None:
    """Call a function each time the data has changed and then stayed the same for a moment, until cancelled."""
    shown = before = await asyncio.to_thread(state, settings)
    while settings.data or settings.earlier:
        await asyncio.sleep(seconds)
        now = await asyncio.to_thread(state, settings)
        if now != shown and now == before:
            shown = now
            await renew()
        before = now
