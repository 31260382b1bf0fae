"""Addresses of pages that several others lead to."""

from urllib.parse import urlencode

from django.urls import reverse

from frameworks.models import Version


def difference_url(before: Version, after: Version) -> str:
    """Where what differs between two versions of a framework stands."""
    query = urlencode({"from": before.label, "to": after.label})
    return reverse("framework_compare", args=[after.framework.slug]) + f"?{query}"
