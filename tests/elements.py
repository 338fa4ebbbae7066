"""The elements and the attributes of a page of HTML, for tests of what stands in it."""

from html.parser import HTMLParser


class Elements(HTMLParser):
    """Notes the elements and the attributes of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
