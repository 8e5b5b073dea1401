"""Files to records: so far, files of published statements."""

from sverka.recording.statements import read_statements

__all__ = ["read_statements"]
