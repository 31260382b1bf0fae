"""What those who were there are asked, and how much of it is printed. Pure: counts in, counts out."""

from collections.abc import Mapping, Sequence

QUESTIONS = ("heard", "helped", "stand")
STEPS = 5
FEWEST = 5

Tally = Mapping[str, Sequence[int]]


def counted(tally: Tally, answers: Mapping[str, int]) -> dict[str, list[int]]:
    """The counts with one person's answers (steps from 1 to 5) added to them."""
    if set(answers) != set(QUESTIONS) or not all(1 <= step <= STEPS for step in answers.values()):
        raise ValueError("every question has one answer, of five steps")
    return {
        question: [
            number + (step == answers[question])
            for step, number in enumerate(tally.get(question, [0] * STEPS), start=1)
        ]
        for question in QUESTIONS
    }


def printed(tally: Tally) -> dict[str, list[int] | None]:
    """What is shown in the end: nothing for fewer than five answers; and no counts of a question on which all, or all
    but one, said the same: that would be everybody's answer, to everybody or to the one."""
    answers = sum(tally.get(QUESTIONS[0], []))
    if answers < FEWEST:
        return {}
    return {question: None if max(tally[question]) >= answers - 1 else list(tally[question]) for question in QUESTIONS}
