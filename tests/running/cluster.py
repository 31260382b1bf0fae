"""A PostgreSQL of a test's own, from the programs installed here, which may be killed and started again."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.running.site import free_port

OWNER = "plumbline_owner"


def programs() -> Path | None:
    """Where initdb and pg_ctl are, of the newest version; None where there are none."""
    found = shutil.which("initdb")
    places = [Path(found).parent] if found else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda place: -float(place.parent.name))
    return next((place for place in places if (place / "initdb").exists() and (place / "pg_ctl").exists()), None)


def why_not() -> str:
    """Why none can be started here; empty where it can."""
    if programs() is None:
        return "wants PostgreSQL's own programs (initdb, pg_ctl) on this machine"
    if os.getuid() == 0 and _postgres() is None:
        return "PostgreSQL does not run as root, and there is no user postgres on this machine"
    return ""


def _postgres() -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return None


class Cluster:
    """One server in a folder of its own, on a port of the loopback; everybody on this machine is trusted."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.address = f"postgres://{OWNER}:trusted@127.0.0.1:{self.port}/postgres"

    def run(self, program: str, *words: str) -> None:
        """One of PostgreSQL's programs, which must succeed; as the user postgres where these tests are root's."""
        place, postgres = programs(), _postgres()
        assert place
        as_whom: dict[str, Any] = {}
        if os.getuid() == 0 and postgres:
            as_whom = {"user": postgres.pw_uid, "group": postgres.pw_gid, "extra_groups": []}
        with (self.folder / "said").open("ab") as said:
            words = (str(place / program), "-D", str(self.folder / "data"), *words)
            subprocess.run(words, cwd=self.folder, stdout=said, stderr=said, check=True, **as_whom)

    def start(self) -> None:
        """Starts it, after a crash too, and waits until it answers."""
        given = f"-c listen_addresses=127.0.0.1 -c port={self.port} -c unix_socket_directories={self.folder}"
        self.run("pg_ctl", "start", "-w", "-s", "-t", "60", "-l", str(self.folder / "log"), "-o", given)

    def crash(self) -> None:
        """Ends it at once, as if its machine had stopped: nothing is written down that was not yet."""
        self.run("pg_ctl", "stop", "-s", "-m", "immediate")


@contextmanager
def cluster() -> Iterator[Cluster]:
    """A running one, whose files are gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="plumbline-pg-"))  # a short name: its socket's is limited
    try:
        made = Cluster(folder)
        (folder / "said").touch()
        if os.getuid() == 0:
            shutil.chown(folder, "postgres")
        made.run("initdb", "--username", OWNER, "--auth", "trust", "--encoding", "UTF8", "--no-sync")
        made.start()
        try:
            yield made
        finally:
            made.crash()
    finally:
        shutil.rmtree(folder)
