"""Which characters a framework text may hold, and how bytes become text.

Refused are control characters (but tab and line ends), lone surrogates, the two line separators that editors
do not show, byte order marks inside the text, and U+FFFE and U+FFFF: YAML or a database would change them.
"""

import re

from accounts.importing.kinds import kind_of
from frameworks.format.limits import FILE_BYTES, FILE_MB, LINE, UNFIT_LINES
from frameworks.format.problems import Problem, Refused
from frameworks.format.words import _

UNFIT = re.compile("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
LINE_END = re.compile("\r\n|\r|\n")


def line_of(text: str, position: int) -> int:
    """The line, counted from 1, on which a position of the text lies."""
    return 1 + len(LINE_END.findall(text, 0, position))


def unfit_reason(text: str) -> str | None:
    """Why a text cannot be taken, or ``None``."""
    if (found := UNFIT.search(text)) is None:
        return None
    code = ord(found.group())
    if 0xD800 <= code <= 0xDFFF:
        sentence = _("holds half of a character (U+%(code)04X, a lone surrogate): delete it and type it again")
    else:
        sentence = _("holds an invisible control character (U+%(code)04X): delete it")
    return sentence % {"code": code}


def decoded(source: str | bytes) -> str:
    """The text of a file. Raises ``Refused`` where it is too long, not UTF-8, or holds unfit characters."""
    size = len(source) if isinstance(source, bytes) else len(source.encode("utf-8", "surrogatepass"))
    if size > FILE_BYTES:
        raise Refused([Problem(1, "", _("the file is longer than %(size)d MB") % {"size": FILE_MB})])
    if isinstance(source, bytes):
        source = _from_bytes(source)
    source = source.removeprefix("\ufeff")
    problems = []
    for line, content in enumerate(LINE_END.split(source), start=1):
        if len(content) > LINE:
            problems.append(Problem(line, "", _("this line has more than %(count)d characters") % {"count": LINE}))
        if reason := unfit_reason(content):
            problems.append(Problem(line, "", _("this line %(reason)s") % {"reason": reason}))
        if len(problems) >= UNFIT_LINES:
            problems.append(Problem(line, "", _("there may be more: the reading ends here")))
            break
    if problems:
        raise Refused(problems)
    return source


def _from_bytes(source: bytes) -> str:
    if kind_of(source) == "pdf":
        raise Refused([Problem(1, "", _("this is a PDF and no text: copy what it says, and paste it instead"))])
    if source.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refused([Problem(1, "", _("the file is saved as UTF-16: save it as UTF-8"))])
    try:
        return source.decode("utf-8")
    except UnicodeDecodeError as error:
        line = line_of(source[: error.start].decode("utf-8"), error.start)
        sentence = _("this line is not UTF-8: save the file again with the encoding UTF-8")
        raise Refused([Problem(line, "", sentence)]) from None
