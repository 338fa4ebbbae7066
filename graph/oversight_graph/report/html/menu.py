"""The menu of the report, the way back from each page, and the ways on; declared in ``templates/menu.yaml``."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from oversight_graph.report.html.parts import Page, Part


@dataclass(frozen=True, slots=True)
class Group:
    """Pages that stand together in the menu, in order, and the folders of things that they tell of."""

    name: str
    pages: tuple[Part, ...]
    folders: dict[str, Part]


@cache
def _declared() -> dict[str, Any]:
    from importlib.resources import files

    import yaml

    text = files("oversight_graph.report").joinpath("templates", "menu.yaml").read_text(encoding="utf-8")
    return yaml.safe_load(text)  # type: ignore[no-any-return]


class Menu:
    """The menu of a report that has some pages.

    Parameters
    ----------
    paths : collection of str
        Pages and files that there are; what leads elsewhere is left out.
    """

    def __init__(self, paths: Collection[str]) -> None:
        self._there = paths
        self.groups: list[Group] = []
        for group in _declared()["groups"]:
            pages = [(Part(each["name"], each["path"]), each) for each in group["pages"] if each["path"] in paths]
            folders = {folder: part for part, each in pages for folder in each.get("folders", ())}
            if pages:
                self.groups.append(Group(group["name"], tuple(part for part, _ in pages), folders))

    def of(self, page: Page) -> Group | None:
        """Return the group in which a page, or the list of things to which it belongs, stands."""
        at, folder = page.first or page.path, page.path.partition("/")[0]
        return next(
            (group for group in self.groups if folder in group.folders or at in {part.href for part in group.pages}),
            None,
        )

    def crumbs(self, page: Page) -> list[Part]:
        """Return the way from the front page to a page, without the page itself."""
        group, front = self.of(page), self.groups[0].pages[0] if self.groups else Part("Front page", "index.html")
        if page.path == front.href:
            return []
        found = [front]
        if group:
            folder = page.path.partition("/")[0]
            found += [group.folders[folder]] if folder in group.folders else []
        return [*found, *page.above]

    def ways(self) -> list[tuple[str, Sequence[Part]]]:
        """Return who goes on where from the front page."""
        found: list[tuple[str, Sequence[Part]]] = []
        for way in _declared()["ways"]:
            parts = [
                Part(each["say"], each["path"]) for each in way["then"] if each["path"].partition("#")[0] in self._there
            ]
            if parts:
                found.append((way["who"], parts))
        return found
