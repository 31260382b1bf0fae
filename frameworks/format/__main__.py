"""``python -m frameworks.format PATH …``: whether framework files, or folders of them, can be loaded; if not, why."""

import sys
from pathlib import Path

from frameworks.format import Document, Refused, read
from frameworks.format.folder import read_folder


def counts(document: Document) -> str:
    """What a document holds, in numbers."""
    expectations = [asked for role in document.roles for asked in role.expectations]
    steps = [step for axis in document.axes for step in axis.steps]
    behaviours = sum(len(item.behaviours) for item in (*expectations, *steps))
    return (
        f"{len(document.tracks)} tracks, {len(document.levels)} levels, {len(document.roles)} roles, "
        f"{len(document.axes)} axes, {len(steps)} steps, {len(expectations)} expectations, "
        f"{behaviours} behaviours"
    )


def main(names: list[str]) -> int:
    """Reads each file or folder and prints what it found; 1 if one was refused, 2 if none was named."""
    say = sys.stdout.write
    if not names:
        say("Name one framework file or several.\n")
        return 2
    refused = 0
    for name in names:
        try:
            reading = read_folder(Path(name)) if Path(name).is_dir() else read(Path(name).read_bytes())
        except OSError as error:
            refused = 1
            say(f"{name}: cannot be opened: {error.strerror}\n")
        except Refused as refusal:
            refused = 1
            say(f"{name}: refused, {len(refusal.problems)} to mend\n")
            say("".join(f"  {problem}\n" for problem in refusal.problems))
        else:
            say(f"{name}: OK: {counts(reading.document)}\n")
            say("".join(f"  worth a look: {warning}\n" for warning in reading.warnings))
    return refused


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
