"""What is done when the clock ticks. Apps register functions; beat only ticks."""

import logging
from collections.abc import Callable
from datetime import date

from accounts import clock
from accounts.hooks import Hook
from accounts.models import lease

log = logging.getLogger(__name__)

OnTick = Callable[[date], None]
# acts that take the domain's day and are safe to run twice
every_tick: Hook[OnTick] = Hook()


def tick() -> bool:
    """Runs every registered act once; False where another process is ticking. One act's failure stops no other."""
    until = lease.take("tick", seconds=300)
    if until is None:
        return False
    failed: list[Exception] = []
    try:
        for act in every_tick:
            try:
                act(clock.today())
            except Exception as wrong:
                log.exception("the tick's act %s failed", act.__name__)
                failed.append(wrong)
    finally:
        lease.give_back("tick", until)
    if failed:
        raise ExceptionGroup("acts of the tick failed", failed)
    return True
