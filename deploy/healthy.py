"""`python deploy/healthy.py ADDRESS`: ends with 0 when the page answers 200, asked as the proxy would ask it."""

import os
import sys
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen


def answers(address: str, site: str) -> bool:
    """Whether the process at `address` serves the site known outside as `site`."""
    outside = urlsplit(site)
    # both addresses come from the image and its environment, not from a visitor
    request = Request(address, headers={"Host": outside.netloc, "X-Forwarded-Proto": outside.scheme})  # noqa: S310
    try:
        with urlopen(request, timeout=8) as answer:  # noqa: S310
            return answer.status == 200
    except (URLError, OSError):
        return False


if __name__ == "__main__":
    sys.exit(0 if answers(sys.argv[1], os.environ["SITE_URL"]) else 1)
