"""The example runs, and prints what its page shows."""

import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def test_the_example_prints_what_its_page_shows() -> None:
    run = subprocess.run([sys.executable, HERE / "offline.py"], capture_output=True, text=True, timeout=120)
    assert run.returncode == 0, run.stderr
    shown = (HERE / "README.md").read_text("utf-8").split("```text\n")[1].split("```")[0]
    assert without_digests(run.stdout) == without_digests(shown)


def without_digests(text: str) -> str:
    """A state names the catalogue and the library that it was worked out with, so that its digest changes with them."""
    return re.sub(r"\b[0-9a-f]{12}\b", "digest", text)
