"""`python -m demo`: makes the demo's database if there is none, and runs web, worker and beat until stopped."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

BASE = Path(__file__).resolve().parent.parent
PORT = int(os.environ.get("PORT", "8000"))


def environment(var: Path) -> dict[str, str]:
    """What the demo's processes are started with: its own database, broker, mail folder and key under `var`."""
    var.mkdir(parents=True, exist_ok=True)
    key = var / "secret-key"
    if not key.exists():
        key.write_text(secrets.token_urlsafe(50))
        key.chmod(0o600)
    given = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "VIRTUAL_ENV") if name in os.environ}
    return given | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DEMO": "1",
        "VAR_DIR": str(var),
        "SECRET_KEY": key.read_text().strip(),
        "SITE_URL": f"http://localhost:{PORT}",
        "SECOND_STEP_FOR": "",
        "PYTHONUNBUFFERED": "1",
        # one process serves pages, files and the event stream here; the files are then sent from a thread
        "PYTHONWARNINGS": "ignore::Warning:django.core.handlers.asgi",
        "LOG_LEVEL": "WARNING",
    }


def run(*words: str, env: dict[str, str]) -> None:
    """One command of manage.py that must succeed."""
    subprocess.run([sys.executable, "manage.py", *words], cwd=BASE, env=env, check=True)  # noqa: S603  our own


def processes(env: dict[str, str]) -> dict[str, list[str]]:
    """Web, worker and beat, by name."""
    celery = [sys.executable, "-m", "celery", "-A", "config", "--quiet"]
    log = ["--loglevel", "WARNING"]
    return {
        "web": [
            *(sys.executable, "-m", "uvicorn", "config.asgi:application", "--host", "localhost"),
            *("--port", str(PORT), "--log-level", "warning", "--timeout-graceful-shutdown", "2"),
        ],
        "worker": [*celery, "worker", "--pool", "solo", "--without-gossip", "--without-mingle", *log],
        "beat": [*celery, "beat", "--pidfile=", "--schedule", str(Path(env["VAR_DIR"]) / "beat-schedule"), *log],
    }


def wait_until_it_answers(web: subprocess.Popen, seconds: float = 90) -> None:
    """Returns when the port answers; raises SystemExit when the web process ends or nothing answers in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if web.poll() is not None:
            raise SystemExit("The web process ended at once; its reason stands above.")
        with socket.socket() as probe:
            probe.settimeout(0.5)
            if probe.connect_ex(("localhost", PORT)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit(f"Nothing answers on port {PORT} after {seconds:.0f} seconds.")


def main() -> None:
    with socket.socket() as probe:
        if probe.connect_ex(("localhost", PORT)) == 0:
            raise SystemExit(f"Port {PORT} is taken. Choose another: make demo PORT=8001")
    env = environment(Path(os.environ.get("VAR_DIR", BASE / "var")) / "demo")
    run("prepare_demo", env=env)
    started = {name: subprocess.Popen(words, cwd=BASE, env=env) for name, words in processes(env).items()}  # noqa: S603
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    try:
        wait_until_it_answers(started["web"])
        say(f"Plumbline's demo is at http://localhost:{PORT}/demo/ (stop it with Ctrl-C)")
        say("Sign in there as anyone of the cast; the four doors are Ines, Mei, Petra and the room.")
        say("Its doors ask for no password and no second step; a real site asks for both (SECOND_STEP_FOR).")
        while not stop.wait(0.5):
            ended = [name for name, process in started.items() if process.poll() is not None]
            if ended:
                raise SystemExit(f"The {' and the '.join(ended)} process ended by itself; stopping the rest.")
    finally:
        for process in started.values():
            process.terminate()
        for process in started.values():
            try:
                process.wait(8)
            except subprocess.TimeoutExpired:
                process.kill()


def say(sentence: str) -> None:
    """One line for the person at the terminal."""
    sys.stdout.write(sentence + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
