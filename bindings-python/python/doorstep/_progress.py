"""How far a long piece of work is, as one line on stderr."""

from __future__ import annotations

import sys
import time

WIDTH = 30
EVERY_SECONDS = 0.1


class Line:
    """A line that is written over as the work goes on, at most ten times a second."""

    def __init__(self) -> None:
        """Begin, without a line yet."""
        self._out = sys.stderr
        self._start = time.monotonic()
        self._next = self._start

    def __call__(self, done: int, total: int | None) -> None:
        """Say how many people are done, of how many if that is known."""
        now = time.monotonic()
        if now >= self._next or done == total:
            self._next = now + EVERY_SECONDS
            self._write(done, total, now - self._start)

    def _write(self, done: int, total: int | None, seconds: float) -> None:
        text = f"{done:,} people, {seconds:.1f} s"
        if total:
            bar = "#" * (WIDTH * done // total)
            text = f"[{bar:<{WIDTH}}] {100 * done // total:3} %  {done:,} of {total:,} people, {seconds:.1f} s"
        self._out.write(f"\r{text}")
        self._out.flush()

    def close(self) -> None:
        """End the line."""
        self._out.write("\n")
        self._out.flush()
