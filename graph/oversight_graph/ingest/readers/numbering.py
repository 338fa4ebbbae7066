"""The numbers that Word prints before paragraphs and keeps nowhere in the text: "1.", "2.1", "(a)"."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DEEPEST = 9


class Numbers:
    """Counts the numbered paragraphs of a document as Word does."""

    def __init__(self, document: "Document") -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._count: dict[str, list[int]] = {}
        self._of_style: dict[str, tuple[str, int]] = {}
        self._abstract: dict[str, str] = {}
        for part in document.part.package.iter_parts():
            if str(part.partname) == "/word/numbering.xml":
                self._read(_root(part))
        for style in document.styles.element.iter(f"{_W}style"):
            found = _numbered(style.find(f"{_W}pPr"))
            if found and found[0]:
                self._of_style[style.get(f"{_W}styleId")] = (found[0], found[1] or 0)

    def _read(self, root: Any) -> None:
        patterns: dict[str, dict[int, tuple[str, str, int]]] = {}
        for abstract in root.iter(f"{_W}abstractNum"):
            patterns[abstract.get(f"{_W}abstractNumId")] = {
                int(level.get(f"{_W}ilvl")): (
                    _value(level, "numFmt") or "decimal",
                    _value(level, "lvlText") or "",
                    int(_value(level, "start") or 1),
                )
                for level in abstract.iter(f"{_W}lvl")
            }
        for number in root.iter(f"{_W}num"):
            abstract = _value(number, "abstractNumId") or ""
            name = number.get(f"{_W}numId")
            self._levels[name] = patterns.get(abstract, {})
            # Lists that share a pattern count on, unless one of them starts anew.
            overrides = number.find(f"{_W}lvlOverride") is not None
            self._abstract[name] = name if overrides else f"abstract {abstract}"

    def label(self, paragraph: Any) -> str:
        """Return the number of a paragraph as it is printed, empty if it has none or only a bullet."""
        properties = paragraph.find(f"{_W}pPr")
        number, level = _numbered(properties) or (None, None)
        style = _value(properties, "pStyle") if properties is not None else None
        if number is None and style in self._of_style:
            number, styled = self._of_style[style or ""]
            level = styled if level is None else level
        level = level or 0
        if number is None or number == "0" or level not in self._levels.get(number, {}):
            return ""
        levels = self._levels[number]
        counts = self._count.setdefault(self._abstract[number], [0] * _DEEPEST)
        counts[level] = counts[level] + 1 if counts[level] else levels[level][2]
        counts[level + 1 :] = [0] * (_DEEPEST - level - 1)
        form, pattern, _ = levels[level]
        if form in ("bullet", "none"):
            return ""
        for at in range(level + 1):
            here = levels.get(at, ("decimal", "", 1))
            pattern = pattern.replace(f"%{at + 1}", _written(counts[at] or here[2], here[0]))
        return pattern.strip()


def _written(number: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman"):
        roman, left = "", number
        for value, sign in zip(
            (100, 90, 50, 40, 10, 9, 5, 4, 1), ("c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"), strict=True
        ):
            roman, left = roman + sign * (left // value), left % value
        return roman.upper() if form == "upperRoman" else roman
    return str(number).zfill(2) if form == "decimalZero" else str(number)


def _numbered(properties: Any) -> tuple[str | None, int | None] | None:
    found = properties.find(f"{_W}numPr") if properties is not None else None
    if found is None:
        return None
    level = _value(found, "ilvl")
    return _value(found, "numId"), int(level) if level else None


def _value(element: Any, name: str) -> str | None:
    found = element.find(f"{_W}{name}")
    return None if found is None else found.get(f"{_W}val")


def _root(part: Any) -> Any:
    from lxml import etree

    return part.element if hasattr(part, "element") else etree.fromstring(part.blob)
