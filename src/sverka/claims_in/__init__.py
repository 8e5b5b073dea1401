"""Claims made elsewhere, by a person or a model: read from a file, held against the text, handed on as given."""

from __future__ import annotations

from sverka.claims_in.entries import ClaimsFile, read_claims_file
from sverka.claims_in.taking import Text, take_claims

__all__ = ["ClaimsFile", "Text", "read_claims_file", "take_claims"]
