"""A phone or the office: a process of its own that is asked on one line and answers on several."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
KOTLIN = HERE.parent.parent / "bindings-mobile/kotlin/target"
LIBRARY = HERE.parent.parent / "target/debug"

# Unoptimised Rust needs more stack than a thread of the JVM has.
JAVA = ("java", "-Xss4m", "-XX:TieredStopAtLevel=1", f"-Djna.library.path={LIBRARY}")
CLASSES = ("-cp", f"{KOTLIN}/classes:{KOTLIN}/test-classes:{KOTLIN}/lib/*", "org.doorstep.offline.PhoneKt")
PROGRAMS = {"phone": (*JAVA, *CLASSES), "office": (sys.executable, "-X", "utf8", str(HERE / "office/office.py"))}


class Party:
    """One of those who record."""

    def __init__(self, name: str, program: str, documents: Path) -> None:
        """Starts it."""
        self.name = name
        command = [*PROGRAMS[program], name, str(documents)]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )

    def ask(self, *words: object) -> list[str]:
        """What is answered to a line."""
        self.send(*words)
        return self.answer()

    def send(self, *words: object) -> None:
        """Says a line and does not wait."""
        assert self.process.stdin
        print(*words, sep="\t", file=self.process.stdin, flush=True)

    def answer(self) -> list[str]:
        """The next answer: the lines before an empty one."""
        assert self.process.stdout
        lines: list[str] = []
        while (line := self.process.stdout.readline()) != "\n":
            if not line:
                raise EOFError(f"{self.name} has stopped")
            lines.append(line.removesuffix("\n"))
        return lines

    def answers_left(self) -> list[list[str]]:
        """What it had answered when it was killed."""
        self.process.kill()
        answers = []
        while True:
            try:
                answers.append(self.answer())
            except EOFError:
                return answers

    def close(self) -> None:
        """Ends the process."""
        self.process.communicate()
