"""Charts on a page: each as a figure with its SVG, and once for all the specifications with what draws them alive.

A page loads nothing: the libraries stand in it, and the policy names each script by its hash. Where scripts do not
run, and in print, the SVG is what is seen. The expressions of Vega are interpreted, not compiled, so that the policy
need not permit `unsafe-eval`.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from sverka.checking.wording import phrasebook
from sverka.writing.chart_specs import PAGE, chart_body, chart_config
from sverka.writing.chart_svg import chart_svg
from sverka.writing.charts import Chart
from sverka.writing.safe_html import attribute, text_node

_BUNDLE = "vega.js"
_EXPORTS = "window.vegaEmbed = vegaEmbed;"
MOST_BYTES = 400_000
"""What all charts of a page may weigh; with the libraries (0.9 MB) a report stays below 1.5 MB."""
_IN_SCRIPT = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


@dataclass(frozen=True, slots=True)
class Scripts:
    """What stands at the end of a page, and the sources that its policy must permit."""

    html: str = ""
    policy: str = ""


def figure_html(chart: Chart) -> str:
    """One chart with its legend in words."""
    words = phrasebook("sverka.writing", chart.ui)
    now = words.say("chart_recorded_in", period=chart.now.label) if chart.now.label else words.say("chart_recorded")
    recorded = words.say("chart_of_scope", text=chart.now.text, scope=chart.scope) if chart.scope else chart.now.text
    return (
        f'<figure class="chart" data-chart="{attribute(chart.name)}"><figcaption>'
        f'<span class="key-said">{text_node(words.say("chart_said"))}: {text_node(chart.said.text)}</span> '
        f'<span class="key-recorded">{text_node(now)}: {text_node(recorded)}</span>'
        f'</figcaption><div class="still">{chart_svg(chart)}</div></figure>'
    )


def page_charts(charts: Mapping[str, Chart]) -> tuple[dict[str, str], Scripts]:
    """The figures of a page by the ids of their claims, and its scripts: the specifications and what draws them.

    Charts that would make the page heavy (`MOST_BYTES`) are left out, the last first.
    """
    figures: dict[str, str] = {}
    specs: dict[str, str] = {}
    size = 0
    for name, chart in charts.items():
        figure, spec = figure_html(chart), json_for_script(chart_body(chart, PAGE))
        size += len(figure.encode()) + len(spec.encode())
        if size > MOST_BYTES:
            break
        figures[name], specs[name] = figure, f"{json_for_script(name)}:{spec}"
    return figures, _scripts(specs.values()) if specs else Scripts()


def _scripts(specs: Iterable[str]) -> Scripts:
    config = json_for_script(chart_config(PAGE))
    data = f'{{"config":{config},"charts":{{{",".join(specs)}}}}}'
    scripts = (vega_bundle(), files("sverka.writing").joinpath("charts.js").read_text(encoding="utf-8"))
    blocks = "".join(f"<script>{script}</script>\n" for script in scripts)
    html = f'<script type="application/json" id="charts">{data}</script>\n{blocks}'
    return Scripts(html, "script-src " + " ".join(f"'{_digest(script)}'" for script in scripts))


def json_for_script(value: object) -> str:
    """JSON that cannot end the script that it stands in.

    >>> json_for_script({"a": "</script>"})
    '{"a":"\\\\u003c/script\\\\u003e"}'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return "".join(_IN_SCRIPT.get(char, char) for char in text)


@cache
def vega_bundle() -> str:
    """Vega, Vega-Lite and Vega-Embed as one script: as built into the package, else built now, which takes seconds."""
    built = files("sverka.writing").joinpath(_BUNDLE)
    if built.is_file():
        return built.read_text(encoding="utf-8")
    import vl_convert

    return safe_script(vl_convert.javascript_bundle(_EXPORTS))


def safe_script(script: str) -> str:
    """A script that may stand in a page: nothing in it ends it or hides what follows."""
    return script.replace("</script", "<\\/script").replace("<!--", "<\\!--").replace("\r\n", "\n").replace("\r", "\n")


def _digest(script: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
