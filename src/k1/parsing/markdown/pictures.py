"""Which pictures of a Markdown text are figures: not the badges of a repository, and none that leads elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it.token import Token

from k1.parsing.markdown.inline import is_badge, without_label

_PICTURE = re.compile(r"\.(?:png|jpe?g|svg|gif|pdf|webp|tiff?)(?:[?#].*)?$", re.IGNORECASE)
_TAG = re.compile(r"<img\b[^<>]{0,2000}>", re.IGNORECASE)
_ALT = re.compile(r"\b(?:alt|title)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_SOURCE = re.compile(r"\bsrc\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)


def pictures_of(token: Token) -> Iterator[tuple[Token, str]]:
    """The pictures of a paragraph that are figures, each with the attributes that follow it."""
    children = token.children or []
    link = ""
    for child, after in zip(children, [*children[1:], None], strict=True):
        if child.type in ("link_open", "link_close"):
            link = str(child.attrs.get("href", ""))
        elif child.type == "image" and not is_badge(child) and (not link or _PICTURE.search(link)):
            yield child, after.content if after and after.content.startswith("{") else ""


def lone_picture(token: Token) -> Token | None:
    """The picture of a paragraph that is nothing else but its attributes: pandoc prints it as a figure."""
    images = [child for child in token.children or [] if child.type == "image"]
    rest = "".join(child.content for child in token.children or [] if child.type != "image")
    found = [image for image, _ in pictures_of(token)]
    return found[0] if len(images) == len(found) == 1 and not without_label(rest) else None


def described_pictures(html: str) -> Iterator[str]:
    """What the pictures of a piece of HTML are said to show."""
    for image in _TAG.finditer(html):
        source, described = _SOURCE.search(image[0]), _ALT.search(image[0])
        text = " ".join((described[1] or described[2] or "").split()) if described else ""
        if text and not is_badge(source[1] if source else ""):
            yield text
