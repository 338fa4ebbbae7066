"""The address of a view: what was asked, and the addresses that differ from it in something."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, urlencode

from oversight_graph.errors import UsageError

# What an address may hold; nobody types more.
_MOST = 200
FORMS = {
    "html": "text/html",
    "json": "application/json",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True)
class View:
    """What an address asks for.

    Attributes
    ----------
    path : str
        Without the suffix of a form.
    params : tuple of (str, str)
        In the order of the address.
    form : str
        One of `FORMS`, as the suffix or else the accepted media types have it.
    notice : str
        What is to be said on each page, because the data that is shown is not the newest.
    """

    path: str
    params: tuple[tuple[str, str], ...] = ()
    form: str = "html"
    notice: str = ""

    def get(self, name: str) -> str:
        """Return what is given for a name, without spaces around it; empty if nothing is."""
        return next((value.strip() for key, value in self.params if key == name), "")

    def all(self, name: str) -> list[str]:
        """Return all that is given for a name."""
        return [value.strip() for key, value in self.params if key == name and value.strip()]

    def href(self, path: str = "", *, drop: Iterable[str] = (), **changes: str) -> str:
        """Return the address of the same view but for some parameters; an empty value takes one out."""
        gone = {*changes, *drop}
        kept = [(key, value) for key, value in self.params if key not in gone and value]
        asked = urlencode([*kept, *((key, value) for key, value in changes.items() if value)])
        return f"{path or quote(self.path)}{'?' if asked else ''}{asked}"

    def elsewhere(self, path: str) -> str:
        """Return the address of another view at the same date."""
        place, mark, anchor = path.partition("#")
        day = self.get("as_of")
        joined = "&" if "?" in place else "?"
        return f"{place}{joined}{urlencode({'as_of': day})}{mark}{anchor}" if day else path


def view_of(path: str, query: str, accept: str, notice: str = "") -> View:
    """Return what an address and the accepted media types ask for.

    Raises
    ------
    UsageError
        If it holds too many parameters.

    Examples
    --------
    >>> view_of("/list/gaps.csv", "below=4", "*/*").form, view_of("/list/gaps", "", "application/json").form
    ('csv', 'json')
    """
    stem, dot, suffix = path.rpartition(".")
    try:
        params = tuple(parse_qsl(query, keep_blank_values=True, max_num_fields=_MOST)) if query else ()
    except ValueError as error:
        raise UsageError(f"the address holds more than {_MOST} parameters") from error
    if dot and suffix in FORMS and suffix != "html" and stem.startswith(("/list/", "/ask/")):
        return View(stem, params, suffix, notice)
    form = negotiated(accept, FORMS.values()) or FORMS["html"]
    return View(path, params, next(name for name, media in FORMS.items() if media == form), notice)


def negotiated(accept: str, offered: Iterable[str]) -> str | None:
    """Return the media type that is liked best of those offered; of equals the first, None if none is.

    Parameters
    ----------
    accept : str
        The header `Accept`, RFC 9110, section 12.5.1; empty for anything.

    Examples
    --------
    >>> negotiated("text/csv;q=0.5, application/json", ["text/csv", "application/json"])
    'application/json'
    >>> negotiated("image/png", ["text/csv"]) is None
    True
    """
    offers = list(offered)
    if not accept.strip():
        return offers[0]
    liked: dict[str, float] = {}
    for part in accept.split(",")[:_MOST]:
        media, *more = (piece.strip().lower() for piece in part.split(";"))
        share = next((piece[2:] for piece in more if piece.startswith("q=")), "1")
        try:
            liked[media] = min(max(float(share), 0.0), 1.0)
        except ValueError:
            liked[media] = 0.0

    def like(media: str) -> float:
        kind = media.partition("/")[0]
        return next((liked[each] for each in (media, f"{kind}/*", "*/*") if each in liked), 0.0)

    best = max(offers, key=like)
    return best if like(best) > 0 else None
