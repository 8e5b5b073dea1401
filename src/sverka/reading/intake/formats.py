"""What a source is, by content: a format that must be converted first, HTML, Markdown or plain text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from sverka.model.errors import InputError
from sverka.reading.intake.tables_io import read_table

_HEAD_BYTES = 4096
_HEAD_CHARS = 20_000
_HTML_START = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_HTML_TAG = re.compile(
    r"</?(?:html|head|body|div|p|br|h[1-6]|ul|ol|li|table|tr|td|span|article|section|a)\b[^<>]{0,2000}>", re.IGNORECASE
)
_MARKDOWN_SIGN = re.compile(
    r"^#{1,6}[ \t]+\S|^(?:```|~~~)|^\|?[ \t]*:?-{3,}:?[ \t]*\|[-:| \t]*$"
    r"|!?\[[^\[\]\n]{0,300}\]\((?:https?:|/|#|\.|[\w-]{1,80}[./])",
    re.MULTILINE,
)
_MARKDOWN_BOLD = re.compile(r"(?<!\S)\*\*[^\s*][^*\n]{0,300}\*\*")


@dataclass(frozen=True, slots=True)
class Signature:
    """Bytes by which a format is known, and what to do about it."""

    offset: int
    magic: bytes
    needs_nul: bool
    name: str
    next_step: str


@cache
def _signatures() -> tuple[Signature, ...]:
    return tuple(
        Signature(int(row["offset"]), bytes.fromhex(row["magic"]), row["nul"] == "yes", row["format"], row["next_step"])
        for row in read_table("formats.csv")
    )


def refuse_other_formats(data: bytes, source: str) -> None:
    """Raise `InputError` for PDF, DOCX and whatever else is no text, with what to do."""
    head = data[:_HEAD_BYTES].lstrip(b"\xef\xbb\xbf \t\r\n")
    for signature in _signatures():
        if head.startswith(signature.magic, signature.offset) and (not signature.needs_nul or b"\0" in head):
            raise InputError(f"{signature.name} cannot be read", source, signature.next_step)


def looks_like_html(text: str) -> bool:
    """A document that opens as HTML does, or a fragment that begins with a tag and has several.

    >>> looks_like_html("<!DOCTYPE html><p>Exports rose."), looks_like_html("Exports < imports; a <b>bold</b> claim")
    (True, False)
    """
    head = _after_prologue(text[:_HEAD_CHARS])
    if _HTML_START.match(head):
        return True
    return len(_HTML_TAG.findall(head)) >= (2 if head.startswith("<") else 20)


def _after_prologue(head: str) -> str:
    """Without the white space, comments and XML declaration that may stand before a document."""
    head = head.lstrip()
    while head.startswith(("<!--", "<?")):
        _, _, head = head.partition("-->" if head.startswith("<!--") else ">")
        head = head.lstrip()
    return head


def looks_like_markdown(text: str) -> bool:
    """A heading with `#`, a fence, a link, a table's rule, or words in bold more than once.

    >>> looks_like_markdown("# Exports\\n\\nThey rose."), looks_like_markdown("- exports\\n- imports *)")
    (True, False)
    """
    head = text[:_HEAD_CHARS]
    return _MARKDOWN_SIGN.search(head) is not None or len(_MARKDOWN_BOLD.findall(head)) >= 2
