"""What is done when the clock ticks. Apps register functions; beat only ticks."""

import logging
from collections.abc import Callable
from datetime import date

from accounts import clock
from accounts.models import lease

log = logging.getLogger(__name__)

OnTick = Callable[[date], None]
_registered: list[OnTick] = []


def every_tick(act: OnTick) -> OnTick:
    """Registers an act that takes the domain's day and is safe to run twice."""
    if act not in _registered:
        _registered.append(act)
    return act


def tick() -> bool:
    """Runs every registered act once; False where another process is ticking. One act's failure stops no other."""
    if not lease.take("tick", seconds=300):
        return False
    failed: list[Exception] = []
    try:
        for act in _registered:
            try:
                act(clock.today())
            except Exception as wrong:
                log.exception("the tick's act %s failed", act.__name__)
                failed.append(wrong)
    finally:
        lease.give_back("tick")
    if failed:
        raise ExceptionGroup("acts of the tick failed", failed)
    return True
