"""`--claims`: claims made elsewhere stand in the place of Sverka's own reading of the sources."""

from __future__ import annotations

from collections.abc import Sequence

from sverka.cli.failures import complain, error_line
from sverka.cli.inputs import Given, Page, source_bytes
from sverka.cli.settings import settings


def handed_pages(pages: Sequence[Page], names: Sequence[str], given: Given) -> list[Page]:
    """The pages with the claims of files; what could not be taken of these is told on standard error, a line each.

    Without pages the claims stand alone. `InputError` where no claim could be taken.
    """
    from sverka.claims_in import Text, read_claims_file, take_claims
    from sverka.claims_in.taking import refusal

    files = [read_claims_file(source_bytes(name), name) for name in names]
    texts = [Text(page.document, page.reading) for page in pages]
    taken = take_claims(files, texts, published=given.date, reporter=given.reporter)
    for text in taken:
        for one in text.reading.rejected:
            complain(error_line(refusal(one), settings().ui))
    return [Page(text.document, text.reading) for text in taken]
