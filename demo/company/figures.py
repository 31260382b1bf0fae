"""The demo's answers about themselves, and the figures of its last closed quarter."""


def build(company, cycles) -> None:
    """Nothing yet."""
