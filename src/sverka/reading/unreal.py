"""What is asked or imagined, not told: "Did Chile export $30bn?", "If Chile had exported", «вывезла бы»."""

from __future__ import annotations

from sverka.reading.sentences import Sentence
from sverka.reading.view import View

ASKED = "a question, not a statement"
IMAGINED = "said of what did not come about"
CLAUSE_BREAK = 5
MAX_TOKENS_TO_HAD = 12
_WHY = frozenset(
    "why how what where when who which whose почему отчего зачем как что где куда когда кто сколько чем какой какая "
    "какие какое".split()
)
_IF = frozenset({"if"})
_MARKS = frozenset('"“”«»)')
_NO_MOOD = frozenset("как хотя лишь вроде словно будто хотел хотела хотели хотелось стоило".split())
_WOULD = frozenset({"бы", "б"})


def unreal_reason(view: View) -> str | None:
    """Why a number is of nothing that came about, or `None`."""
    bracketed = view.sentence.low(view.quantity.first - 1) == "("  # what is said in brackets is told
    if _is_asked(view.sentence) and not bracketed:
        return ASKED
    imagined = _had(view.sentence) if view.lang == "en" else _would(view)
    return IMAGINED if imagined else None


def _is_asked(sentence: Sentence) -> bool:
    """Whether a sentence asks whether something is so; "Why did exports fall by 5 %?" takes it for granted."""
    end = len(sentence.tokens) - 1
    while end > 0 and sentence.tokens[end].text in _MARKS:
        end -= 1
    asks = {sentence.low(at) for at in range(len(sentence.tokens) - (sentence.low(end) == "?"))}
    return sentence.low(end) == "?" and not asks & _WHY


def _had(sentence: Sentence) -> bool:
    """ "If Chile had exported", "Had Chile exported": what would have been."""
    lows = [token.low for token in sentence.tokens]
    if lows[0] == "had":
        return "would" in lows or "could" in lows or "might" in lows
    for at, low in enumerate(lows):
        if low in _IF and lows[at - 1 : at] != ["as"]:
            condition = lows[at + 1 : at + 1 + MAX_TOKENS_TO_HAD]
            stop = condition.index(",") if "," in condition else len(condition)
            if "had" in condition[:stop] or "were to" in " ".join(condition[:stop]):
                return True
    return False


def _would(view: View) -> bool:
    """Whether a Russian clause is in the conditional; «хотел бы отметить, что» only leads to what is told."""
    sentence = view.sentence
    for at, token in enumerate(sentence.tokens):
        if token.low not in _WOULD or sentence.low(at - 1) in _NO_MOOD:
            continue
        low, high = sorted((at, view.quantity.core_first))
        if not any(sentence.breaks[k] >= CLAUSE_BREAK for k in range(low + 1, high + 1)):
            return True
    return False
