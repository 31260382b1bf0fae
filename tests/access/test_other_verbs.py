"""PUT, PATCH, DELETE and OPTIONS do nothing anywhere, and tell nobody of what they may not come to."""

import pytest

from tests.accounts.signing_in import WORD


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_nobody_is_signed_in_or_out_by_another_verb(cast, client, method):
    cast.ivan.set_password(WORD)
    cast.ivan.save()
    said = f"login=ivan@demo.example&password={WORD}"
    form = {"content_type": "application/x-www-form-urlencoded"}
    assert getattr(client, method)("/sign-in/", said, **form).status_code == 405
    assert "_auth_user_id" not in client.session
    client.force_login(cast.ivan)
    assert getattr(client, method)("/sign-out/").status_code == 405
    assert "_auth_user_id" in client.session
