"""The eight steps of one talent review as the cast walk them in browsers, step by step in modules of their own.

`test_story` asserts by them; `demo.pictures` draws by them. Nothing here writes but by pressing what a person presses.
"""
