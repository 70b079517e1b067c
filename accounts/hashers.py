"""How passwords are kept."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2Hasher(Argon2PasswordHasher):
    """Argon2id with OWASP's minimum cost.

    Django's own cost takes 100 MiB for each sign-in, which makes the evening before a
    deadline slow: 6.8 s against 0.3 s for half of the people (docs/sources.md#passwords).
    """

    time_cost = 2
    memory_cost = 19_456  # KiB
    parallelism = 1
