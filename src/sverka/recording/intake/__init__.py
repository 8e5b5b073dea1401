"""Files as given to clean, readable text with every line accounted for.

    file ─► open_tables ─► OpenedTable (text, separator, header, data_lines) ─► the engine: the fast way
                                                    └─► number_lines ─► good lines, numbered; bad lines with reasons

A plain UTF-8 file is its own text and can be loaded at once: `peek`, then `measure` in a thread beside the load, then
`finish`.
"""

from sverka.recording.intake.counting import Measured, measure
from sverka.recording.intake.limits import Limits
from sverka.recording.intake.lines import BadLine, Numbered, number_lines, raw_lines
from sverka.recording.intake.opened import OpenedTable, Peeked, finish, open_table, open_tables, peek
from sverka.recording.intake.parts import Part, blank_lines_at, has_long_lines, parts_of

__all__ = [
    "BadLine",
    "Limits",
    "Measured",
    "Numbered",
    "OpenedTable",
    "Part",
    "Peeked",
    "blank_lines_at",
    "finish",
    "has_long_lines",
    "measure",
    "number_lines",
    "open_table",
    "open_tables",
    "parts_of",
    "peek",
    "raw_lines",
]
