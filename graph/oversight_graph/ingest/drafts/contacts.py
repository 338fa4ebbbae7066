"""Contact details of people: found, left out, counted."""

import re

# Each begins where its characters begin, and has few blanks: long runs of them are not tried from each place again.
_MAIL = r"(?<![\w.+'-])[\w.+'-]{1,200}@[\w-]+(?:\.[\w-]+)+"
_PHONE = (
    r"(?:(?:tel(?:ephone)?|phone|mobile|fax|call)\b\.?\s{0,5}(?:no\.?|number)?\s{0,5}:?\s{0,5})?"
    r"(?<![\w/.-])(?:\+\d{1,3}[\s.-]?)?\(?0\d{2,4}\)?[\s.-]?\d{3,4}[\s.-]?\d{3,4}(?![\w/])"
)
_HOME = (
    r"\b\d{1,4}[a-z]?,?\s+(?:[A-Z][a-z]+\s+){1,3}"
    r"(?:Road|Street|Lane|Avenue|Close|Drive|Way|Crescent|Gardens|Terrace|Court),?(?:\s+[A-Z][a-z]+,?){0,3}"
    r"\s+[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b"
)
_DETAIL = re.compile(rf"(?:e-?mail\s{{0,5}}:?\s{{0,5}})?{_MAIL}|{_HOME}|{_PHONE}", re.IGNORECASE)
_HOLES = re.compile(r"\(\s*\)|\[\s*\]")


def without_contacts(text: str) -> tuple[str, int]:
    """Return a text without telephone numbers, e-mail and home addresses, and how many there were.

    Examples
    --------
    >>> without_contacts("Sam Sample (sam@example.org), Clerk, tel: 01632 960123")
    ('Sam Sample , Clerk,', 2)
    >>> without_contacts("e-mail: a.b+c@elm.example.org; call 01632 960 123")
    (';', 2)
    >>> without_contacts("By 15/02/2013 the 999 target of 90% in 2018/19")
    ('By 15/02/2013 the 999 target of 90% in 2018/19', 0)
    """
    if "@" not in text and not re.search(r"0\d", text) and not re.search(r"\d[A-Z]{2}\b", text):
        return text, 0
    out, count = _DETAIL.subn("", text)
    return (" ".join(_HOLES.sub(" ", out).split()), count) if count else (text, 0)
