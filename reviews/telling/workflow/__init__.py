"""What happens to results and messages, from the lock of the ratings to the reply."""

from .releasing import due_again, due_day, follow_schedule, may_release, release, release_due, schedule_of
from .renewing import update_results
from .rules import is_author, is_for, is_owner
from .talking import confirm, hold, not_yet, read_replies, reply, resume, tell
from .writing import Final, Words, make_results, missing, reword, save_words, word, words_of

__all__ = [
    "Final",
    "Words",
    "confirm",
    "due_again",
    "due_day",
    "follow_schedule",
    "hold",
    "is_author",
    "is_for",
    "is_owner",
    "make_results",
    "may_release",
    "missing",
    "not_yet",
    "read_replies",
    "release",
    "release_due",
    "reply",
    "resume",
    "reword",
    "save_words",
    "schedule_of",
    "tell",
    "update_results",
    "word",
    "words_of",
]
