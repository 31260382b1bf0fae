"""A password hasher that counts how often it hashes."""

from django.contrib.auth.hashers import MD5PasswordHasher


class CountingHasher(MD5PasswordHasher):
    """MD5, as the tests use it, with a count: one check or one making of a password is one."""

    done = 0

    def encode(self, password, salt):
        CountingHasher.done += 1
        return super().encode(password, salt)
