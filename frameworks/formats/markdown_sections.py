"""A Markdown document as headings with what stands below them, the names of axes in it, and its words without marks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

LISTS = ("bullet_list", "ordered_list")
NAMED = re.compile(r"(?P<name>[^\n:]{1,80}):(?:[ \n]+(?P<rest>.+))?", re.DOTALL)
BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)


@dataclass
class Section:
    """A heading with what stands below it."""

    depth: int
    title: str
    line: int  # of the heading, counted from 0
    body: int  # the line behind the heading
    blocks: list[SyntaxTreeNode] = field(default_factory=list)
    below: list["Section"] = field(default_factory=list)
    above: "Section | None" = None
    end: int = 0

    def walk(self) -> Iterator["Section"]:
        """This section and all below it, in the order of the text."""
        yield self
        for section in self.below:
            yield from section.walk()


def line_of(node: SyntaxTreeNode) -> int:
    return (node.map or (0, 0))[0]


# -- the three ways to write an axis -----------------------------------------------------------------------


def by_headings(section: Section) -> list[str]:
    return [one.title for one in section.below if not one.below and one.blocks and one.title]


def by_paragraphs(section: Section) -> list[str]:
    pairs = zip(section.blocks, section.blocks[1:], strict=False)
    return [name for node, after in pairs if after.type in LISTS and (name := axis_of(node))]


def by_items(section: Section) -> list[str]:
    items = [item for node in section.blocks if node.type in LISTS for item in node.children]
    return [named["name"].strip() for item in items if (named := NAMED.fullmatch(item_text(item)))]


def axis_of(node: SyntaxTreeNode) -> str:
    """The name in a paragraph that is all bold, or ends in a colon and is short; else nothing."""
    if node.type != "paragraph":
        return ""
    text = plain(node).strip()
    inline = [
        child
        for child in (node.children[0].children if node.children else [])
        if child.content.strip() or child.children
    ]
    bold = len(inline) == 1 and inline[0].type == "strong"
    if (bold or text.endswith(":")) and len(text) <= 80 and "\n" not in text:
        return text.rstrip(":").strip()
    return ""


def as_it_stands(node: SyntaxTreeNode) -> str:
    if node.children and node.type not in ("paragraph", "heading"):
        return "\n\n".join(as_it_stands(child) for child in node.children)
    return plain(node) if node.children else node.content.rstrip("\n")


def item_text(item: SyntaxTreeNode) -> str:
    first = item.children[0] if item.children else None
    return plain(first).strip() if first is not None and first.type == "paragraph" else ""


def has_list(section: Section) -> bool:
    return any(node.type in LISTS for node in section.blocks)


def has_inner_list(node: SyntaxTreeNode) -> bool:
    return node.type in LISTS and any(child.type in LISTS for item in node.children for child in item.children)


# -- text without marks ----------------------------------------------------------------------------------


def plain(node: SyntaxTreeNode) -> str:
    """The words of a heading, a paragraph or a cell without their marks; a link keeps its address."""
    inline = node if node.type == "inline" else next((one for one in node.children if one.type == "inline"), None)
    token = inline.token if inline is not None else None
    return _words(token.children or []) if token is not None else ""


def _words(tokens: list[Token]) -> str:
    out: list[str] = []
    links: list[tuple[str, int]] = []
    for token in tokens:
        if token.type in ("text", "code_inline"):
            out.append(token.content)
        elif token.type == "softbreak":
            out.append(" ")
        elif token.type == "hardbreak":
            out.append("\n")
        elif token.type == "html_inline":
            out.append("\n" if BREAK.fullmatch(token.content) else token.content)
        elif token.type == "image":
            out.append(f"{token.content} ({token.attrGet('src')})")
        elif token.type == "link_open":
            links.append((str(token.attrGet("href") or ""), len(out)))
        elif token.type == "link_close" and links:
            address, start = links.pop()
            said = "".join(out[start:])
            if address and address not in (said, f"mailto:{said}"):
                out.append(f" ({address})")
    return "".join(out)
