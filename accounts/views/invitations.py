"""Invitations: whom People Ops invite, the link in the mail, and asking for another."""

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts import invitations
from accounts.access import people_ops, public
from accounts.forms import ChooseForm, ResetForm

LISTED = 200
KEPT_IN_SESSION = "invitation"


@people_ops
@require_http_methods(["GET", "HEAD", "POST"])
def people_invitations(request: HttpRequest) -> HttpResponse:
    """Who was not invited yet and how many mails that makes; pressed, all of them are invited."""
    if request.method == "POST":
        done = invitations.invite_all(request.user, request.POST.get("shown", ""))
        said = ngettext("%(count)d mail is on its way.", "%(count)d mails are on their way.", len(done))
        messages.success(request, said % {"count": len(done)})
        return redirect("people")
    waiting = list(invitations.not_invited(request.user).select_related("team"))
    context = {
        "people": waiting[:LISTED],
        "more": max(0, len(waiting) - LISTED),
        "count": len(waiting),
        "shown": invitations.digest(waiting),
    }
    return render(request, "accounts/invitations.html", context)


@public
@never_cache
@require_safe
def invitation_link(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the mail: its secret is taken out of the address before anything is shown."""
    request.session[KEPT_IN_SESSION] = token
    return redirect("invitation")


@public
@never_cache
@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest) -> HttpResponse:
    """Choosing the first password; a link that does not work says so, the same to everyone."""
    too_many = ratelimit.consume_or_429(request, action="invitation")
    if too_many:
        return too_many
    token = request.session.get(KEPT_IN_SESSION, "")
    person = invitations.person_of(token)
    if person is None:
        return render(request, "accounts/invitation_over.html", {"form": ResetForm()})
    form = ChooseForm(request.POST if request.method == "POST" else None, user=person)
    if request.method == "POST" and form.is_valid():
        invitations.use(token, form.cleaned_data["password1"])
        logout(request)
        return redirect("account_reset_password_from_key_done")
    return render(request, "accounts/invitation.html", {"form": form, "person": person})


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_again(request: HttpRequest) -> HttpResponse:
    """Another invitation to one's address: one mail and one answer, whoever has that address or has it not."""
    form = ResetForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        too_many = ratelimit.consume_or_429(request, action="reset_password")
        if too_many:
            return too_many
        form.save(request)
        return redirect("account_reset_password_done")
    return render(request, "accounts/invitation_over.html", {"form": form})
