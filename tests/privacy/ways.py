"""Other ways to ask an address than by opening it: as a part of a page, without its body, by the wrong method, with an
empty form, as nonsense. Each answers a page of its own kind, which may not tell either."""

import asyncio
import re
from typing import Any

from django.db import transaction
from django.test import Client

from calibration import pairing
from calibration.models import Device
from tests.access.asking import Undo
from tests.access.table import PERSONS

WALKERS = [*PERSONS, "screen"]
WAYS: dict[str, dict[str, Any]] = {
    "as a part": {"method": "GET", "headers": {"HX-Request": "true", "HX-Target": "main"}},
    "as a part for a post": {"method": "POST", "headers": {"HX-Request": "true", "HX-Current-URL": "/x/"}},
    "without its body": {"method": "HEAD"},
    "what it takes": {"method": "OPTIONS"},
    "with an empty form": {"method": "POST"},
    "saved by the browser": {"method": "POST", "headers": {"X-Autosave": "1"}},
    "by a method it has not": {"method": "PUT"},
    "to be deleted": {"method": "DELETE"},
    "from an unknown host": {"method": "GET", "headers": {"Host": "evil.example"}},
    "from another site": {"method": "POST", "strict": True},
    "a page further": {"method": "GET", "below": "nowhere/"},
    "as JSON": {"method": "GET", "headers": {"Accept": "application/json"}},
}
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)


def client_of(scene: Any, walker: str, strict: bool = False) -> Client:
    """A browser of that person, or the room's paired screen."""
    client = Client(raise_request_exception=False, enforce_csrf_checks=strict)
    if walker == "screen":
        Device.objects.filter(pk=scene.screen.pk).update(token_hash=pairing.digest("token", "of the scene"))
        client.cookies[pairing.COOKIE] = "of the scene"
    elif walker not in ("anon", "gone"):
        client.force_login(getattr(scene.cast, walker))
    return client


def body_of(response: Any) -> bytes:
    """The whole body, of files and event streams too."""
    if not response.streaming:
        return bytes(response.content)
    if not response.is_async:
        return b"".join(response.streaming_content)

    async def read() -> bytes:
        return b"".join([piece async for piece in response.streaming_content])

    return asyncio.run(read())


def answered(response: Any) -> str:
    """Everything in an answer: status line, headers, cookies, body."""
    headers = "\n".join(f"{name}: {value}" for name, value in response.items())
    return f"{response.status_code}\n{headers}\n{response.cookies}\n\n{body_of(response).decode('utf-8', 'replace')}"


def ask(clients: dict[bool, Client], address: str, way: str) -> str:
    """What is answered to asking so; what it did is undone, and who is signed in stays so."""
    how = WAYS[way]
    client = clients[how.get("strict", False)]
    kept = {name: morsel.value for name, morsel in client.cookies.items()}
    path, question, query = address.partition("?")
    try:
        with transaction.atomic():
            asked = client.generic(
                how["method"], path + how.get("below", "") + question + query, headers=how.get("headers")
            )
            said = answered(asked)
            raise Undo
    except Undo:
        return said
    finally:
        client.cookies.load(kept)


def aloud(said: str) -> str:
    """What of an answer stands where it is kept by others than its reader: in headers and in the page's title."""
    head, _, body = said.partition("\n\n")
    return head + "\n" + "\n".join(TITLE.findall(body))
