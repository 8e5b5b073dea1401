"""The mapping of a small table of a test."""

from __future__ import annotations


def mapped(**sections: object) -> dict[str, object]:
    """How a table of columns `Country` and `Value` is read: exports of KZ in 2023 in dollars, or as `sections` say."""
    return {
        "source": "x",
        "decimal": ".",
        "hierarchical": False,
        "reporter": {"value": "KZ"},
        "partner": {"column": "Country"},
        "flow": {"value": "export"},
        "period": {"value": "2023"},
        "commodity": {"value": "TOTAL", "classification": "HS"},
        "primary_value": {"column": "Value", "currency": "USD", "valuation": "FOB"},
        **sections,
    }
