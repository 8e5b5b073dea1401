"""What stands in the slots of the patterns, in either language, for a cut of the state's trade."""

from __future__ import annotations

from random import Random

from parana_numbers import Printed
from parana_truth import Cut
from parana_words import EN_ORDINALS, RU_HEADS, RU_ORDINALS, Telling, chosen, fill, names, place

_RU_STATES = {
    "Парана": ("Парана", "Параны", "Парану", "Параной", "Паране", "f"),
    "штат Парана": ("штат Парана", "штата Парана", "штат Парана", "штатом Парана", "штате Парана", "m"),
    "штат": ("штат", "штата", "штат", "штатом", "штате", "m"),
}
REPORTERS = {"en": ("Paraná", "the state of Paraná", "Parana"), "ru": ("Парана", "штат Парана")}
UNNAMED = {"en": "the state", "ru": "штат"}

Slots = dict[str, str]


def english_slots(cut: Cut, goods: str, telling: Telling) -> tuple[Slots, Slots]:
    """The slots that do not depend on the figure, and the genders, which English has none of."""
    name = place(cut.partner)["en"] if cut.partner else ""
    noun, before = names()["goods"][goods]["en"] if goods else ("goods", "")
    period = telling.period
    slots = {
        "R": telling.reporter,
        "Rs": f"{telling.reporter}'s",
        "P": name,
        "g": noun,
        "ga": before,
        "O": f"{telling.reporter}'s {noun}",
        "og": f" of {noun}" if goods else "",
        "tp": f" to {name}" if name else "",
        "fp": f" from {name}" if name else "",
        "wp": f" with {name}" if name else "",
        "tp_or_abroad": f" to {name}" if name else " abroad",
        "from_or_abroad": f" from {name}" if name else " abroad",
        "P_or_world": name or "foreign markets",
        "per": f" {period}" if period else "",
        "Per": f"{period[0].upper()}{period[1:]}, " if period else "",
        "was_g": "were" if noun.endswith("s") else "was",
    }
    return slots, {}


def english_phrase(rng: Random, cut: Cut, slots: Slots) -> Slots:
    """The flow spoken of and its verb."""
    pattern = chosen(rng, "en", "np", cut)
    phrase = pattern.format(**slots)
    head = next(word for word in ("exports", "imports", "sales", "shipments", "purchases", "trade") if word in pattern)
    return {"NP": phrase, "was": "was" if head == "trade" else "were"}


def _russian_goods(goods: str) -> list[str]:
    return list(names()["goods"][goods]["ru"]) if goods else ["товары", "товаров", "товары", "pl"]


def russian_slots(cut: Cut, goods: str, telling: Telling) -> tuple[Slots, Slots]:
    """The slots that do not depend on the figure, and the genders that verbs agree with."""
    state = _RU_STATES[telling.reporter]
    noun = _russian_goods(goods)
    named: list[str] = place(cut.partner)["ru"] if cut.partner else [""] * 7
    period = telling.period
    slots = dict(zip(("R", "Rg", "Ra", "Ri", "Rp"), state, strict=False))
    slots |= dict(zip(("P", "Pg", "Pd", "tp1", "fp1", "Pi"), named, strict=False))
    slots |= {
        "Pa": named[3].partition(" ")[2],
        "g": noun[0],
        "gg": noun[1],
        "ga": noun[2],
        "gg_": f" {noun[1]}" if goods else "",
        "tp": f" {named[3]}" if cut.partner else "",
        "fp": f" {named[4]}" if cut.partner else "",
        "wp": f" {'со' if named[5].startswith('стр') else 'с'} {named[5]}" if cut.partner else "",
        "tp_or_abroad": f" {named[3]}" if cut.partner else " за рубеж",
        "fp_or_abroad": f" {named[4]}" if cut.partner else " за рубежом",
        "per": f" {period}" if period else "",
        "Per": f"{period[0].upper()}{period[1:]} " if period else "",
        "Per_": f"{period} " if period else "",
        "Og": f"{noun[1]} из {state[1]}" if goods else f"товаров {state[1]}",
        "Sg": f"{noun[1]} в {state[2]}" if goods else state[1],
    }
    return slots, {"r": state[5], "p": named[6] if cut.partner else "m", "g": noun[3], "o": "m", "f": "f"}


def russian_phrase(rng: Random, cut: Cut, slots: Slots) -> tuple[Slots, str]:
    """The flow spoken of in its cases, and its gender."""
    pattern = chosen(rng, "ru", "np", cut)
    head = next(one for one in RU_HEADS if pattern.startswith(one))
    *cases, gender = RU_HEADS[head]
    rest = fill("ru", "x" + pattern[len(head) :], slots, {})[1:]
    forms = dict(zip(("NP", "NPg", "NPp", "NPa"), (head, *cases), strict=True))
    return {slot: form + rest for slot, form in forms.items()}, gender


def phrases(rng: Random, lang: str, cut: Cut, slots: Slots) -> tuple[Slots, str]:
    """The noun phrase of a flow in the slots NP…, with its gender."""
    return (english_phrase(rng, cut, slots), "") if lang == "en" else russian_phrase(rng, cut, slots)


def rank_slots(lang: str, rank: int) -> Slots:
    """Ordinals and superlatives of a place in an order."""
    if lang == "en":
        ordinal = EN_ORDINALS[rank - 1]
        return {"nth": "largest" if rank == 1 else f"{ordinal}-largest", "th": ordinal}
    stem = RU_ORDINALS[rank - 1]
    soft = rank == 3
    ending = {"ins": "ьим" if soft else "ым", "loc": "ьем" if soft else "ом", "place": "ье" if soft else "ое"}
    nominative = "третья" if soft else f"{stem}ая"
    size = " по величине"
    return {
        "nth_ins": "крупнейшим" if rank == 1 else f"{stem}{ending['ins']}{size}",
        "nth_nom": "крупнейшая" if rank == 1 else f"{nominative}{size}",
        "nth_place": f"{stem}{ending['place']}",
        "nth_loc": f"{stem}{ending['loc']}",
    }


def direction_slots(rng: Random, lang: str, rising: bool) -> Slots:
    """Words of a rise or a fall."""
    if lang == "en":
        verbs = ("rose", "increased", "grew", "climbed") if rising else ("fell", "declined", "dropped", "decreased")
        return {
            "rose": rng.choice(verbs),
            "up": "up" if rising else "down",
            "higher": "higher" if rising else "lower",
            "rise": rng.choice(("rise", "increase") if rising else ("fall", "decline", "drop")),
        }
    verbs = ("вырос", "увеличился") if rising else ("сократился", "снизился", "упал", "уменьшился")
    noun, neuter = rng.choice((("рост", ""),) if rising else (("снижение", "о"), ("падение", "о"), ("сокращение", "о")))
    return {
        "вырос": rng.choice(verbs),
        "больше": rng.choice(("больше", "выше") if rising else ("меньше", "ниже")),
        "рост": noun,
        "Рост": noun,
        "составил": f"составил{neuter}",
    }


def balance_slots(rng: Random, lang: str, surplus: bool) -> Slots:
    """Words of a surplus or a deficit."""
    if lang == "en":
        return {"gap": "surplus" if surplus else "deficit"}
    if rng.random() < 0.6:
        stem = "положительн" if surplus else "отрицательн"
        forms = (f"{stem}ое сальдо", f"{stem}ое сальдо", f"{stem}ым сальдо", "составило", "достигло")
    else:
        noun = "профицит" if surplus else "дефицит"
        forms = (noun, noun, f"{noun}ом", "составил", "достиг")
    return {
        "Сальдо": f"{forms[0]} торговли",
        "сальдо": f"{forms[0]} торговли",
        "сальдо_вин": forms[1],
        "сальдо_тв": forms[2],
        "сост_с": forms[3],
        "дост_с": forms[4],
    }


def figure_slots(lang: str, figure: Printed) -> Slots:
    """The figure with its hedge; behind «на» the hedge comes first: «почти на 12 %», «более чем на 12 %»."""
    if lang == "en":
        return {"n": figure.plain}
    lead = figure.hedge_words
    for word in ("более", "менее"):
        lead = lead.replace(word, f"{word} чем")
    joined = f"{lead} на {figure.text}" if lead != "свыше" else f"более чем на {figure.text}"
    if lead in ("около", "порядка"):
        joined = f"примерно на {figure.text}"
    return {"n": figure.plain, "ng": figure.plain, "na": joined.strip()}
