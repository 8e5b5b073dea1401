"""Drafting mappings from files as people have them.

    file ─► sample (the lines of the sheet that holds a table) ─► found (heads, rows, notes) ─► columns (what each says)
         ─► roles (which column is what) ─► a mapping as text, with a question where the file does not tell

Nothing is guessed in silence: what was taken from a title, or taken for want of anything said, stands as a comment in
the draft, and what could not be told is a question that the loader puts again.
"""

from sverka.recording.drafting.drawing import Wishes, draft_of_file, draft_of_header

__all__ = ["Wishes", "draft_of_file", "draft_of_header"]
