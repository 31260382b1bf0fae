"""The tag of components/actions.html: what may be done. It is written here and not in a template, which takes sixty
small steps for a button; the page of a cycle has thirty of them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from accounts.markup import format_each

register = template.Library()


LINK = '<a class="button{}" href="{}"{}>{}</a>\n'
FORM = '<form method="post" action="{}">{}{}<button type="submit" class="button{}"{}>{}</button></form>\n'
HIDDEN = '<input type="hidden" name="{}" value="{}">'
KEY = ' data-key="{}"'
NOTE = '<p class="button-note">{}</p>'
NOTHING = mark_safe("")


@register.simple_tag
def doings(actions: Iterable[Mapping[str, Any]], csrf_token: str = "") -> SafeString:
    """Each action as a link, or as a form with a button; then what is noted of them."""
    token = format_each(HIDDEN, [("csrfmiddlewaretoken", csrf_token)]) if csrf_token else NOTHING
    written = [_written(action, not number, token) for number, action in enumerate(actions or ())]
    notes = format_each(NOTE, ((action["note"],) for action in actions or () if action.get("note")))
    return format_each("{}", ((one,) for one in (*written, notes)))


def _written(action: Mapping[str, Any], is_first: bool, token: SafeString) -> SafeString:
    url, label = action["url"], action["label"]
    key = format_each(KEY, [(action["key"],)]) if action.get("key") else NOTHING
    kind = " button--quiet" if action.get("quiet") else "" if is_first else " button--second"
    if str(action.get("method") or "").lower() != "post":
        return format_each(LINK, [(kind, url, key, label)])
    fields = format_each(HIDDEN, (action.get("fields") or {}).items())
    return format_each(FORM, [(url, token, fields, kind, key, label)])
