"""Score the reader on the annotated corpus, in this process, with the corpus's own scorer."""

from __future__ import annotations

import hashlib
import importlib.util
import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from sverka.model.claims import Reading
from sverka.writing.objects import claim_object

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT / "tests" / "gold"
LANGUAGES = ("ru", "en")
SEED = "ru-000"

Document = dict[str, Any]
Reader = Callable[[Document], Reading]


@dataclass(frozen=True, slots=True)
class Score:
    """How well claims were found: counts, three F1 scores, and the share of detected claims with each slot right."""

    documents: int
    gold: int
    found: int
    traps: int
    detection: float
    core: float
    full: float
    slots: tuple[tuple[str, float], ...]


def scorer(folder: Path = CORPUS) -> ModuleType:
    """The scorer that belongs to the corpus, loaded from its file."""
    spec = importlib.util.spec_from_file_location("score_claims", folder / "score_claims.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(folder / "score_claims.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def documents(lang: str, folder: Path = CORPUS) -> list[Document]:
    """The annotated documents of a language, in the order of the file."""
    lines = (folder / f"{lang}_dev.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def digest(lang: str, folder: Path = CORPUS) -> str:
    """SHA-256 of the documents of a language, the seed article aside, so that the exam cannot change unseen."""
    lines = [json.dumps(one, sort_keys=True) for one in documents(lang, folder) if one["id"] != SEED]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def read_document(document: Document) -> Reading:
    """What the reader says of one document of the corpus."""
    from sverka.reading import read_text

    return read_text(document["text"], source=document["id"], date=document.get("published"))


def _count(rules: ModuleType, document: Document, found: list[dict[str, Any]]) -> Counter[str]:
    """The counts that one document adds: claims, detections, right slots, right cores, right claims, traps taken."""
    gold = document["claims"]
    pairs, unsaid = rules.pair(gold, found), rules.timeless(document)
    paired = {j for _, j in pairs}
    counts = Counter(gold=len(gold), found=len(found), detected=len(pairs))
    for j, one in enumerate(found):
        if j not in paired:
            counts["traps"] += sum(
                rules.overlap(rules.spans(one), [(trap["start"], trap["end"])]) > 0
                for trap in document.get("traps", [])
            )
    for i, j in pairs:
        expected, got = rules.normal(gold[i]), rules.normal(found[j])
        right = {slot for slot in rules.SLOTS if rules.same(slot, expected, got, unsaid)}
        counts.update(f"slot {slot}" for slot in right)
        counts["core"] += right.issuperset(rules.CORE)
        counts["full"] += right.issuperset(rules.FULL)
    return counts


def score(corpus: Iterable[Document], read: Reader = read_document) -> Score:
    """The score of a reader on documents."""
    rules, total, number = scorer(), Counter[str](), 0
    for document in corpus:
        number += 1
        total.update(_count(rules, document, [claim_object(claim) for claim in read(document).claims]))
    detected = max(total["detected"], 1)
    return Score(
        documents=number,
        gold=total["gold"],
        found=total["found"],
        traps=total["traps"],
        detection=rules.f1(total["detected"], total["found"], total["gold"])[2],
        core=rules.f1(total["core"], total["found"], total["gold"])[2],
        full=rules.f1(total["full"], total["found"], total["gold"])[2],
        slots=tuple((slot, total[f"slot {slot}"] / detected) for slot in rules.SLOTS),
    )
