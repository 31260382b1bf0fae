"""Saying again who one is by a passkey: a wrong one is tried again on the same page."""

from allauth.mfa.webauthn.views import ReauthenticateWebAuthnView
from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect


class PasskeyAgain(ReauthenticateWebAuthnView):
    """allauth's own, which would lead to the first page instead."""

    request: HttpRequest

    def form_invalid(self, form: Form) -> HttpResponse:
        for sentence in form.errors.get("credential", []):
            messages.error(self.request, sentence)
        return HttpResponseRedirect(self.passthrough_next_url(self.request.path))


passkey_again = PasskeyAgain.as_view()
