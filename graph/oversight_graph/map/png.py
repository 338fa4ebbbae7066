"""A picture as PNG, through a browser that is on the machine: nothing else draws SVG as people will see it."""

import os
import shutil
import signal
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from xml.etree import ElementTree
from zlib import crc32

from oversight_graph.errors import DataError, UsageError
from oversight_graph.process import die_with
from oversight_graph.resources import content
from oversight_graph.writing import temporary

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_SCALE = 2  # pixels of the picture for one of the drawing, so that it can be printed
_PATIENCE = 60  # seconds
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def png_of(picture: str) -> bytes:
    """Return a picture as PNG.

    Parameters
    ----------
    picture : str
        A whole SVG document of our own.

    Raises
    ------
    UsageError
        If there is no browser, or it did not draw.
    """
    browser = os.environ.get("OVERSIGHT_CHROMIUM") or next(filter(None, map(shutil.which, _BROWSERS)), None)
    hint = "write it as .svg, which any browser and most word processors show"
    if not browser or not shutil.which(browser):
        raise UsageError("a picture as .png is drawn by Chromium or Chrome, and neither is found here", hint=hint)
    root = ElementTree.fromstring(picture)  # noqa: S314 - of our own making
    width, height = (round(float(root.attrib[side])) for side in ("width", "height"))
    with temporary() as folder:
        source, target = folder / "picture.html", folder / "picture.png"
        frame = "<!doctype html><meta charset=utf-8><style>body{margin:0}svg{display:block}</style>"
        source.write_text(frame + picture, encoding="utf-8")
        command = [
            browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-extensions",
            f"--user-data-dir={folder}/profile", f"--force-device-scale-factor={_SCALE}",
            f"--window-size={width},{height}", f"--screenshot={target}", source.as_uri(),
        ]  # fmt: skip
        why = _drawn(command)
        drawn = b""
        if not why and not target.is_symlink():
            with suppress(DataError):
                drawn = content(target)
        if not _whole(drawn):
            raise UsageError(f"the browser did not draw the picture{why}", where=browser, hint=hint)
        return drawn


def _whole(picture: bytes) -> bool:
    """Whether this is a PNG, from its first part to its last."""
    at, kinds = len(_SIGNATURE), list[bytes]()
    while picture.startswith(_SIGNATURE) and at < len(picture):
        end = at + 8 + int.from_bytes(picture[at : at + 4])
        if crc32(picture[at + 4 : end]) != int.from_bytes(picture[end : end + 4]):
            return False
        kinds.append(picture[at + 4 : at + 8])
        at = end + 4
    return at == len(picture) and kinds[:1] == [b"IHDR"] and kinds[-1:] == [b"IEND"]


def _drawn(command: Sequence[str]) -> str:
    """Let the browser draw, and return what is to be said if it does not; what it began ends with it."""
    # Here, since what is split off from a process of many threads must import nothing.
    import ctypes  # noqa: F401

    try:
        with subprocess.Popen(  # noqa: S603
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True, preexec_fn=partial(die_with, os.getpid()) if os.name == "posix" else None,
        ) as process:  # fmt: skip
            try:
                process.wait(_PATIENCE)
            finally:
                with suppress(OSError, AttributeError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.kill()
    except subprocess.TimeoutExpired:
        return f": it took more than {_PATIENCE} seconds"
    except OSError as error:
        return f": {error.strerror}"
    return ""
