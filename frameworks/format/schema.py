"""The JSON Schema of the format, and its errors as sentences with lines."""

import json
from difflib import get_close_matches
from functools import cache
from pathlib import Path as FilePath
from typing import Any

from jsonschema import Draft202012Validator, ValidationError

from frameworks.format.problems import Path, Problem
from frameworks.format.tree import Tree
from frameworks.format.words import _, gettext_noop

SCHEMA_FILE = FilePath(__file__).with_name("schema.json")

# the schema's own sentences about the shape of a text, named here for translators
SHAPES = (
    gettext_noop("must be small letters, digits and dashes, such as customer-support"),
    gettext_noop("must be a language code such as en, de or pt-BR"),
    gettext_noop("must be a code of letters, digits, dots, dashes and underscores, such as IC1 or team-lead"),
    gettext_noop("must be on one line"),
    gettext_noop("must be an address that begins with https:// or http://, without spaces"),
    gettext_noop('must be a number in digits, with a point before its decimals, such as "2.5"'),
)


@cache
def schema() -> dict[str, Any]:
    """The schema as it is shipped for editors."""
    return json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))


def schema_problems(tree: Tree) -> list[Problem]:
    """What the schema refuses in a tree, one problem for each thing to mend."""
    problems = []
    errors = list(Draft202012Validator(schema()).iter_errors(tree.value))
    of_wrong_kind = {tuple(error.absolute_path) for error in errors if error.validator == "type"}
    for error in errors:
        path = tuple(error.absolute_path)
        if path in of_wrong_kind and error.validator != "type":
            continue
        if any(path[:length] in tree.broken for length in range(len(path) + 1)):
            continue
        problems += [tree.problem(at, reason) for at, reason in _reasons(error, path, tree)]
    return list(dict.fromkeys(problems))


def _reasons(error: ValidationError, path: Path, tree: Tree) -> list[tuple[Path, str]]:
    """The places and reasons of one error: several where several keys are unknown or lacking."""
    keyword, wanted, value = error.validator, error.validator_value, error.instance
    if keyword == "additionalProperties":
        return [
            ((*path, key), _unknown(key, error.schema["properties"]))
            for key in value
            if key not in error.schema["properties"]
        ]
    if keyword == "required":
        return [(path, _lacks(path, key)) for key in wanted if key not in value]
    if "propertyNames" in error.absolute_schema_path:
        path = (*path, value)
    return [(path, _reason(error, keyword, wanted, value, tree.spelled.get(path)))]


def _unknown(key: str, known: dict) -> str:
    if close := get_close_matches(key, known, n=1):
        return _("is not a key of this format here; did you mean %(key)s?") % {"key": close[0]}
    return _("is not a key of this format here; known are %(keys)s") % {"keys": ", ".join(known)}


def _lacks(path: Path, key: str) -> str:
    if path:
        return _("lacks the key %(key)s") % {"key": key}
    return _("the file lacks the key %(key)s") % {"key": key}


def _reason(error: ValidationError, keyword: str, wanted: Any, value: Any, spelled: str | None) -> str:
    if value is None:
        return _("is empty: write something here, or leave the key out")
    if keyword in ("minLength", "minItems") and not value:
        return _("is empty: write something here, or leave the key out")
    if keyword == "type":
        return _wrong_kind(wanted, value, spelled)
    shown = spelled if spelled is not None else value
    match keyword:
        case "enum":
            words = ", ".join(map(str, wanted))
            return _("must be one of: %(words)s") % {"words": words} + _but_is(shown)
        case "const":
            return _("must be %(word)s") % {"word": wanted} + _but_is(shown)
        case "pattern":
            return _(error.schema["patternErrorMessage"])
        case "minLength":
            return _("must have at least %(count)d characters") % {"count": wanted}
        case "maxLength":
            return _("is longer than %(count)d characters") % {"count": wanted}
        case "minItems":
            return _("must have at least %(count)d entries") % {"count": wanted}
        case "maxItems":
            return _("must have at most %(count)d entries") % {"count": wanted}
        case "minimum":
            return _("must be %(number)d or more") % {"number": wanted}
        case "maximum":
            return _("must be %(number)d or less") % {"number": wanted}
        case "uniqueItems":
            return _("names the same thing twice")
    raise AssertionError(f"the schema uses {keyword}, for which there is no sentence")


def _but_is(value: Any) -> str:
    if isinstance(value, str | int | float) and len(str(value)) <= 40:
        return _(", not %(value)s") % {"value": value}
    return ""


def _wrong_kind(wanted: str | list[str], value: Any, spelled: str | None) -> str:
    if "string" in wanted:
        if isinstance(value, bool | int | float):
            return _('must be text: put it in quotes, "%(spelled)s"') % {"spelled": spelled}
        return _("must be text, not a list") if isinstance(value, list) else _("must be text, not a group of keys")
    match wanted:
        case "integer":
            return _("must be a whole number")
        case "boolean":
            return _("must be true or false")
        case "array":
            return _("must be a list")
        case _:
            return _("must be a group of keys, each with its value")
