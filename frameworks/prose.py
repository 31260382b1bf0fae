"""Markdown of framework files as HTML that is safe to show: paragraphs, lists, emphasis, links; no pictures."""

from functools import lru_cache

import nh3
from markdown_it import MarkdownIt

TAGS = {"p", "ul", "ol", "li", "em", "strong", "a", "code", "blockquote", "br", "h3", "h4"}

_markdown = MarkdownIt("commonmark", {"html": False}).disable(["image", "heading", "lheading", "fence", "code"])


@lru_cache(maxsize=256)
def html(text: str) -> str:
    """The text as HTML; raw HTML in it is shown as it was typed, links open only addresses of the web and of mail."""
    return nh3.clean(
        _markdown.render(text),
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
    )


def paragraphs(text: str) -> tuple[str, str]:
    """The first paragraph, and the rest."""
    first, _, rest = text.strip().partition("\n\n")
    return first.strip(), rest.strip()
