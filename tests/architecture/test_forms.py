"""Every form of the product is made so that it complains in our own words (`accounts.form_words`)."""

import gc
import importlib
import pkgutil
import re

from django import forms
from django.forms.forms import BaseForm

from accounts.form_words import OneOf, OwnWords

APPS = ["accounts", "frameworks", "reviews", "promotions", "calibration", "figures", "candidates", "demo", "config"]


def of_the_product(base: type) -> list[type]:
    """Every class made from `base` by a module of the product."""
    for app in APPS:
        package = importlib.import_module(app)
        for module in pkgutil.walk_packages(package.__path__, f"{app}."):
            if not re.search(r"\.migrations|\.management|__main__|asgi|wsgi", module.name):
                importlib.import_module(module.name)
    found, waiting = set(), [base]
    while waiting:
        for kind in waiting.pop().__subclasses__():
            waiting.append(kind)
            if kind.__module__.split(".")[0] in APPS:
                found.add(kind)
    return sorted(found, key=lambda kind: f"{kind.__module__}.{kind.__name__}")


def forms_of_the_product() -> list[type[BaseForm]]:
    """Every form class of the product."""
    return of_the_product(BaseForm)


def test_every_form_of_the_product_speaks_for_itself():
    found = forms_of_the_product()
    assert len(found) >= 30
    assert [kind.__qualname__ for kind in found if not issubclass(kind, OwnWords)] == []


def test_a_form_that_does_not_is_noticed():
    bare = type("BareForm", (forms.Form,), {"__module__": "figures.forms"})
    assert bare in forms_of_the_product()
    assert not issubclass(bare, OwnWords)
    del bare
    gc.collect()  # so that it is in nobody's way


def test_no_form_chooses_among_rows_without_expecting_nonsense():
    plain = [
        f"{kind.__name__}.{name}"
        for kind in forms_of_the_product()
        for name, field in kind.base_fields.items()
        if isinstance(field, forms.ModelChoiceField) and not isinstance(field, OneOf)
    ]
    assert plain == []
