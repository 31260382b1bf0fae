"""The framework file format, version 1: pure Python, knows no database. See docs/framework-format.md."""

from frameworks.format.document import Document
from frameworks.format.problems import Problem, Refused
from frameworks.format.reading import Reading, read
from frameworks.format.writing import write

__all__ = ["Document", "Problem", "Reading", "Refused", "read", "write"]
