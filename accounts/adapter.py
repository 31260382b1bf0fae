"""How allauth behaves here: nobody signs up by themselves, nobody leaves for another site."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):
    """People come by import or invitation only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
