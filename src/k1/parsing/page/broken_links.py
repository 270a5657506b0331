"""Links broken at line ends: whether the next line goes on with them."""

from __future__ import annotations

import re

_OPEN_LINK = re.compile(r"(?:https?:|www\.|doi\.org|\bdoi:?\s?10|\b10\.\d{4,9}/)\S*$", re.IGNORECASE)
STRAY_HYPHEN = "\u2010"
_DOI = re.compile(r"10\.\d{4,9}/")
_NAME = re.compile(r"[A-Z][^./=_(]*[.,;:)]*\Z")


def open_link(before: str) -> str:
    """The link that a line ends with; empty where it ends with none."""
    link = _OPEN_LINK.search(before, max(0, len(before) - 200))
    return link[0] if link else ""


def continues_link(link: str, after: str) -> bool:
    """Whether the next line goes on with a link: the link was left open, or what follows is no word."""
    token = after.split(maxsplit=1)[0]
    if link[-1] == STRAY_HYPHEN or (link[-1] in "/_=&?%#-:" and not token.startswith(("[", "("))):
        return True
    if link[-1] in ",;)]" or _opens_sentence(link, token):
        return False
    if re.match(r"\)|\(\d\d\)\d", token) or re.fullmatch(r"\d+[-.(]\d[\d.()-]*", token.rstrip(".,;)")):
        return True  # "S1388-1981(01)00" and "130-5": the rest of an old-style DOI
    complete = re.search(r"10\.\d{4,9}/\S{4,}$|\.\w{2,4}/\S+$", link.rstrip("."))
    if link[-1] == "." or not complete:
        return bool(re.match(r"[\w(][\w./()%~=?&#-]*\d|[a-z][\w-]*[./=?&_]", token)) and not _next_note(token)
    return token[0] in "/_.?=&#" or bool(re.match(r"[\w%~+-]", token) and "/" in token and token[-1] in "./")


def _opens_sentence(link: str, token: str) -> bool:
    """Whether a capital without a link's marks stands behind a full stop ("COVID-19"), but not "10.1016/j." "AB12"."""
    return link[-1] == "." and bool(_NAME.match(token)) and (link[-2:-1].isdigit() or not _DOI.search(link))


def _next_note(token: str) -> bool:
    return bool(re.match(r"(?:doi|url|pmid|pmcid|issn|isbn|accessed|available|arxiv|https?)\b", token, re.IGNORECASE))
