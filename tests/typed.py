"""What stands in the fields of an answered page, to be copied or sent again."""

import re
from html import unescape

AREA = re.compile(r"<textarea[^>]*>\n?(.*?)</textarea>", re.DOTALL)
LINE = re.compile(r"<input[^>]*\bvalue=\"([^\"]*)\"")


def fields(page) -> list[str]:
    """The texts of all fields of several lines and of one, as a browser shows them."""
    content = page.content.decode()
    return [unescape(text).replace("\r\n", "\n") for text in (*AREA.findall(content), *LINE.findall(content))]
