"""What pages with a script of their own have in common: data that cannot become markup, and the hash of a script."""

import base64
import hashlib
import json
import os
import re
from collections.abc import Iterable


def island(value: object) -> str:
    r"""Return a value as JSON that can stand inside a page: nothing in it ends a script or begins a comment or a tag.

    Examples
    --------
    >>> island({"label": "</script><!-- & one's"})
    '{"label":"\\u003c/script\\u003e\\u003c!-- \\u0026 one\\u0027s"}'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for letter in "<>&'\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text


def policy_of(*scripts: str, beside: bool = False) -> str:
    """Return the content security policy of a page that runs these scripts and asks for nothing.

    It may ask for scripts that lie beside it, where it belongs to a folder of pages.
    """
    hashes = (base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts)
    named = " ".join([*(f"'sha256-{digest}'" for digest in hashes), *(("'self'", "file:") if beside else ())])
    return f"default-src 'none'; script-src {named}; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def shortened(text: str) -> str:
    """Return a script or a sheet of style without its indents and its lines of comment."""
    return re.sub(r"^[ \t]*//.*\n|^[ \t]+", "", text, flags=re.MULTILINE)


def packaged(room: str, *parts: str) -> str:
    """Return a text that lies beside the modules of a room."""
    from importlib.resources import files

    return files(f"oversight_graph.{room}").joinpath(*parts).read_text(encoding="utf-8")


def base_of(iris: Iterable[str]) -> str:
    """Return what all addresses have in common, up to a stroke, so that it need not travel with each.

    Examples
    --------
    >>> base_of(["https://a.example/body/x", "https://a.example/body/xy"]), base_of([])
    ('https://a.example/body/', '')
    """
    shared = os.path.commonprefix([*iris])  # noqa: RUF071 - up to a letter, and then to a stroke
    return shared[: shared.rfind("/") + 1]
