"""Which of several columns of partners a draft takes."""

from __future__ import annotations

from pathlib import Path

import pytest

from sverka.recording.drafting import Wishes, draft_of_file


@pytest.mark.parametrize(
    ("heads", "rows", "column"),
    [
        ("CountryId,CountryCode", ("4,DE", "720,CN"), "CountryCode"),
        ("Country code,Country", ("4,Germany", "720,China"), "Country"),
        ("partnerCode,partnerISO", ("276,DEU", "156,CHN"), "partnerISO"),
        ("partnerCode,Product", ("276,Cars", "156,Cars"), "partnerCode"),
    ],
)
def test_letters_go_before_bare_numbers(tmp_path: Path, heads: str, rows: tuple[str, str], column: str) -> None:
    path = tmp_path / "trade.csv"
    path.write_text(f"Year,{heads},Value USD\n" + "".join(f"2023,{row},1\n" for row in rows), encoding="utf-8")
    assert f'column = "{column}"' in draft_of_file(path, Wishes("GB", "export")).partition("[partner]")[2]
