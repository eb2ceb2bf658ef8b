"""Write `_native.pyi` anew from the extension's own description, or check that it is as it would be written.

Usage: python stubs.py [--check]
"""

from __future__ import annotations

import difflib
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
STUB = HERE / "python" / "doorstep" / "_native.pyi"
# Annotations that are written as text in Rust bring no imports of their own.
IMPORTS = "import datetime\nimport decimal\nimport typing\n"


def generate() -> str:
    """Build the extension with descriptions and return its stub, formatted."""
    with tempfile.TemporaryDirectory() as folder:
        tool = [sys.executable, "-m", "maturin", "generate-stubs", "--quiet", "--features", "stubs", "--out", folder]
        subprocess.run(tool, cwd=HERE, check=True)
        [stub] = Path(folder).rglob("_native.pyi")
        docstring, rest = stub.read_text(encoding="utf-8").split('"""\n\n', maxsplit=1)
        text = f'{docstring}"""\n\n{IMPORTS}{rest}'
    name = ["--stdin-filename", str(STUB)]
    ruff = [sys.executable, "-m", "ruff"]
    for command in (["check", "--quiet", "--fix-only", "--select", "F401,I,UP037", *name], ["format", *name]):
        text = subprocess.run([*ruff, *command, "-"], cwd=HERE, input=text, check=True, text=True, stdout=-1).stdout
    return text


def main() -> int:
    """Write the stub; with `--check`, print how it differs instead."""
    text = generate()
    if "--check" not in sys.argv[1:]:
        STUB.write_text(text, encoding="utf-8")
        return 0
    committed = STUB.read_text(encoding="utf-8")
    sys.stdout.writelines(
        difflib.unified_diff(committed.splitlines(True), text.splitlines(True), "committed", "generated")
    )
    return int(text != committed)


if __name__ == "__main__":
    sys.exit(main())
