"""The address of a static file is worked out once."""

import pytest
from whitenoise.storage import CompressedManifestStaticFilesStorage

from accounts.static_names import Storage


def test_an_address_is_worked_out_once(monkeypatch, tmp_path):
    asked = []

    def url(self, name, force=False):
        asked.append(name)
        return f"/static/{name}.55e7cbb9"

    monkeypatch.setattr(CompressedManifestStaticFilesStorage, "url", url)
    storage = Storage(location=tmp_path)
    assert storage.url("css/base.css") == "/static/css/base.css.55e7cbb9"
    assert storage.url("css/base.css") == "/static/css/base.css.55e7cbb9"
    assert storage.url("icon.svg") == "/static/icon.svg.55e7cbb9"
    assert asked == ["css/base.css", "icon.svg"]


def test_a_file_that_is_not_there_is_refused_each_time(monkeypatch, tmp_path):
    storage = Storage(location=tmp_path)
    for _again in range(2):
        with pytest.raises(ValueError, match="nowhere"):
            storage.url("css/nowhere.css", force=True)
