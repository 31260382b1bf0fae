"""The second step as a stage of signing in, which one taken at the company's provider makes good."""

from allauth.mfa.stages import AuthenticateStage
from django.http import HttpRequest

from accounts.second_step import came_with_one


class SecondStepStage(AuthenticateStage):
    """allauth's own: asked of whoever has set one up."""

    def _should_handle(self, request: HttpRequest) -> bool:
        return super()._should_handle(request) and not came_with_one(request, self.login.user)
