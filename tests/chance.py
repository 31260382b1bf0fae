"""Answers without what is drawn by lot for each of them, and may hold any few letters: tokens of forms, and nonces."""

import re

DRAWN = re.compile(r'(name="csrfmiddlewaretoken" value|nonce)="[^"]*"|hx-headers=\'[^\']*\'')


def markup(response) -> str:
    """The whole page, tags and all; for what must not stand in it, however short."""
    return DRAWN.sub("", response.content.decode())
