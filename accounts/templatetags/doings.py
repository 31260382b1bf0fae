"""The tag of components/actions.html: what may be done. It is written here and not in a template, which takes sixty
small steps for a button; the page of a cycle has thirty of them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def doings(actions: Iterable[Mapping[str, Any]], csrf_token: str = "") -> SafeString:
    """Each action as a link, or as a form with a button; then what is noted of them."""
    token = _hidden([("csrfmiddlewaretoken", csrf_token)]) if csrf_token else ""
    written = [(_written(action, not number, token),) for number, action in enumerate(actions or ())]
    notes = [(action["note"],) for action in actions or () if action.get("note")]
    return format_html_join("", "{}", written) + format_html_join("", '<p class="button-note">{}</p>', notes)


def _written(action: Mapping[str, Any], is_first: bool, token: str) -> SafeString:
    url, label = action["url"], action["label"]
    key = format_html(' data-key="{}"', action["key"]) if action.get("key") else ""
    kind = " button--quiet" if action.get("quiet") else "" if is_first else " button--second"
    if str(action.get("method") or "").lower() != "post":
        return format_html('<a class="button{}" href="{}"{}>{}</a>\n', kind, url, key, label)
    return format_html(
        '<form method="post" action="{}">{}{}<button type="submit" class="button{}"{}>{}</button></form>\n',
        *(url, token, _hidden((action.get("fields") or {}).items()), kind, key, label),
    )


def _hidden(fields: Iterable[tuple[str, Any]]) -> SafeString:
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', fields)
