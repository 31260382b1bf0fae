"""The eight steps of one talent review as the cast walk them in browsers, step by step in modules of their own.

`test_story` asserts by them; `pictures` draws by them. Nothing here writes but by pressing what a person presses.
"""

from tests.browser.story import deciding, figures, filing, ladder, meeting, people, reading, telling

STEPS = (ladder, people, filing, reading, meeting, deciding, telling, figures)
