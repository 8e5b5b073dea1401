"""The source formats: one module each, with the same hooks; the order is that in which headers are tried."""

from sverka.recording.source import Source
from sverka.recording.sources.baci import BACI
from sverka.recording.sources.comexstat import MUNICIPAL, STATE
from sverka.recording.sources.comext import COMEXT
from sverka.recording.sources.comtrade import COMTRADE
from sverka.recording.sources.fts import FTS
from sverka.recording.sources.sdmx import SDMX
from sverka.recording.sources.table import TABLE

SOURCES: tuple[Source, ...] = (STATE, MUNICIPAL, COMTRADE, BACI, FTS, COMEXT, SDMX)

__all__ = ["SOURCES", "TABLE", "Source"]
