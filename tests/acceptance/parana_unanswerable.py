from dataclasses import dataclass
@dataclass(frozen=True)
class Unanswerable:
    text: str; lang: str; date: str; reporter: str|None; about: str
