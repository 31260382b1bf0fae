"""The first page of every kind of person."""


def test_a_member_reads_the_list_of_people(cast, sign_in):
    page = sign_in(cast.ivan).get("/people/")
    assert page.status_code == 200
    assert "Lena" in page.content.decode()


def test_a_stranger_is_sent_to_sign_in(client, db):
    assert client.get("/people/")["Location"] == "/sign-in/?next=/people/"


def test_sign_in_is_shown(client, db):
    assert client.get("/sign-in/").status_code == 200
