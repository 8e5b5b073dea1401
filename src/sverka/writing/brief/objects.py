"""A brief as the plain object of the JSON contract."""

from __future__ import annotations

from sverka.measuring.book import Cube
from sverka.writing.book_objects import answer_object
from sverka.writing.brief.plain import plain_spans
from sverka.writing.brief.records import Brief, Figure, Sentence
from sverka.writing.objects import Object, interval_pair, plain_number


def brief_object(brief: Brief, cube: Cube, program: str) -> Object:
    """The brief with its text, and each sentence and figure by offsets of that text."""
    text, spans = plain_spans(brief.blocks)
    sentences = [
        _sentence(sentence, start, kind, cube)
        for (sentence, kind), (start, _) in zip(
            [(sentence, block.kind) for block in brief.blocks for sentence in block.sentences], spans, strict=True
        )
    ]
    return {
        "version": program,
        "reporter": brief.reporter,
        "period": str(brief.period),
        "lang": brief.asked.lang,
        "style": brief.asked.style,
        "length": brief.asked.length,
        "text": text,
        "sentences": sentences,
        "notes": list(brief.notes),
    }


def _sentence(sentence: Sentence, start: int, kind: str, cube: Cube) -> Object:
    return {
        "text": sentence.text,
        "kind": kind,
        "start": start,
        "end": start + len(sentence.text),
        "figures": [_figure(figure, start, cube) for figure in sentence.figures],
    }


def _figure(figure: Figure, start: int, cube: Cube) -> Object:
    told = answer_object(figure.answer, cube)
    kept = ("measure", "value", "unit", "rows", "source", "version", "query", "definition")
    return {
        "start": start + figure.start,
        "end": start + figure.end,
        "text": figure.text,
        **{name: told[name] for name in kept},
        "stated": plain_number(figure.stated.value),
        "hedge": figure.stated.hedge,
        "interval": interval_pair(figure.stated.interval),
    }
