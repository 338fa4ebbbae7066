"""The frame of each page: menu, date, search, and forms; the inside is that of the report."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from oversight_graph.drawing.styles import definitions
from oversight_graph.report.html.html import Resolve, Writer
from oversight_graph.report.html.menu import Menu
from oversight_graph.report.html.parts import Page, Part
from oversight_graph.report.site import environment
from oversight_graph.serve.messages import HTML, Reply
from oversight_graph.serve.pages.view import View

# What stands beside the groups of the report in the menu.
MORE = (Part("Lists", "/list"), Part("Ask", "/ask"), Part("SPARQL", "/query"))
REVIEW = Part("Review", "/review")
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self' data:; "
    "connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# What is put around a page, see `templates/site.html.j2`, where nothing is said of it.
_UNSAID: dict[str, Any] = {"dated": None, "form": None, "ways": (), "scripts": ()} | dict.fromkeys(
    ("at", "place", "asked", "sparql", "query", "sentence"), ""
)
_META = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form.

    Attributes
    ----------
    kind : str
        ``text``, ``search``, ``date``, ``number``, ``check`` or ``choice``.
    value, help, hint : str
        The hint stands in the empty field.
    choices : tuple of (str, str)
        Value and text, of a choice; of a text, what is suggested.
    """

    name: str
    label: str
    kind: str = "text"
    value: str = ""
    help: str = ""
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    least: int | None = None
    most: int | None = None
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A form that asks for a view by GET.

    Attributes
    ----------
    fields, filters : tuple of Field
        What stands open, and what filters by a column each.
    kept : tuple of (str, str)
        Parameters that are sent along.
    """

    action: str
    fields: tuple[Field, ...]
    filters: tuple[Field, ...] = ()
    kept: tuple[tuple[str, str], ...] = ()
    button: str = "Show"


class _Here(Writer):
    """Writes tables whose links begin at the root of the site."""

    def __init__(self, path: str, resolve: Resolve) -> None:
        super().__init__(path, resolve)
        self.root = ""


@cache
def templates() -> Any:
    """Return what fills the templates of the site."""
    return environment(packaged)


def packaged(name: str) -> str | None:
    """Return a template, style sheet or script of the site; None if there is none of that name."""
    from importlib.resources import files

    place = files("oversight_graph.serve").joinpath("templates", name)
    return place.read_text(encoding="utf-8") if place.is_file() else None


def framed(
    page: Page,
    view: View,
    resolve: Resolve = str,
    *,
    status: int = 200,
    menu: Menu | None = None,
    review: bool = False,
    **around: Any,
) -> Reply:
    """Return a page of the report as one of the site.

    Parameters
    ----------
    view : View
        What was asked: its date goes along into all links.
    resolve : callable
        Gives the address of a place of the report.
    menu : Menu, optional
        That of the report.
    review : bool
        Whether there is a workbook to review.
    **around
        What else the template puts around a page, by the names that it lists at its head.
    """

    def lead(href: str) -> str:
        return view.elsewhere(resolve(href))

    html = templates().get_template("site.html.j2").render(
        page=page,
        write=(write := _Here("", lead)),
        drawn=write.drawn,
        defs=definitions() if any(block.anchor == "proof" for block in page.blocks) else "",
        root="/",
        menu=menu,
        more=(*MORE, *([REVIEW] if review else [])),
        group=menu.of(page) if menu else None,
        crumbs=menu.crumbs(page) if menu and not page.path.startswith("/") else [],
        view=view,
        status=status,
        kept=[(key, value) for key, value in view.params if key not in ("as_of", "page") and value],
        **_UNSAID | around,
    )  # fmt: skip
    return Reply(html.encode(), HTML, status, {"Content-Security-Policy": CSP, "Vary": "Accept"})


def standing(page: bytes) -> Reply:
    """Return a page that brings its own scripts, such as the map, under the policy that it names itself."""
    found = _META.search(page[:4000].decode("utf-8", errors="replace"))
    policy = found[1].replace("&#39;", "'") if found else "default-src 'none'"
    kept = [each for each in policy.split(";") if not each.strip().startswith("frame-ancestors")]
    return Reply(page, HTML, 200, {"Content-Security-Policy": ";".join([*kept, " frame-ancestors 'self'"])})
