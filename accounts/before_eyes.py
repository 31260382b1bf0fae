"""Whether an answer comes before somebody's eyes: only then is what stands on the page taken for read."""

import re

from django.http import HttpRequest

AHEAD = ("Sec-Purpose", "Purpose", "X-Moz")  # how browsers say that they load a page before anybody asked for it


def is_before_eyes(request: HttpRequest) -> bool:
    """Not where a HEAD is asked (a link is tried), nor where the browser loads the page ahead. One that is shown later
    for all that leaves everything unread: that is said once more rather than never."""
    ahead = any("prefetch" in re.split(r"[\s;,]+", request.headers.get(name, "").lower()) for name in AHEAD)
    return request.method != "HEAD" and not ahead
