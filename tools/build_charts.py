"""Hook of the build: puts the libraries that draw charts alive into the package, so that no report waits for them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import vl_convert
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BUNDLE = Path("src") / "sverka" / "writing" / "vega.js"


class ChartsHook(BuildHookInterface):  # type: ignore[misc,type-arg,unused-ignore]
    """Writes `sverka/writing/vega.js`; the same call is made at run time where the file is absent."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Before the files of a wheel are gathered, an editable one too."""
        bundle = vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;")
        safe = bundle.replace("</script", "<\\/script").replace("<!--", "<\\!--").replace("\r", "")
        target = Path(self.root) / BUNDLE
        target.write_text(safe, encoding="utf-8")
        build_data["artifacts"].append(BUNDLE.as_posix())
