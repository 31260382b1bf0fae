"""The cast: the people by whom the product is shown, the same in the demo, its story and the documentation."""

from dataclasses import dataclass

DOMAIN = "demo.example"


@dataclass(frozen=True)
class Member:
    """One of the cast: who they are, whom they report to, where they stand on which framework."""

    first: str
    last: str
    what: str
    manager: str | None
    team: str
    framework: str = ""
    role: str = ""

    @property
    def email(self) -> str:
        """The address they sign in with."""
        return f"{self.first.lower()}@{DOMAIN}"

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first} {self.last}"


CAST = (
    Member("Hanne", "Vestergaard", "head of the company", None, "Office"),
    Member("Petra", "Lindqvist", "People Ops, for everyone", "hanne", "People"),
    Member("Pavel", "Horák", "People Ops, for support only", "petra", "People"),
    Member("Dana", "Okafor", "director of engineering, one half", "hanne", "Engineering"),
    Member("Dilan", "Yıldız", "director of engineering, the other half", "hanne", "Engineering"),
    Member("Oskar", "Nyström", "director of support; the outside director", "hanne", "Support"),
    Member("Mei", "Chen", "engineering manager of Search", "dana", "Search", "ladders", "EM5"),
    Member("Marco", "Ricci", "engineering manager of Storage", "dilan", "Storage", "ladders", "EM5"),
    Member("Sam", "Adeyemi", "engineering manager of Web, assessed by Dana", "dana", "Web", "ladders", "EM5"),
    Member("Noor", "Haddad", "IC4 and team lead in Storage", "marco", "Storage", "engineering", "IC4"),
    Member("Ivan", "Petrov", "IC1 in Search", "mei", "Search", "engineering", "IC1"),
    Member("Ines", "Carvalho", "IC2 in Storage", "noor", "Storage", "engineering", "IC2"),
    Member("Lena", "Fischer", "IC3 in Storage, to be pitched for IC4", "marco", "Storage", "engineering", "IC3"),
    Member("Tariq", "Aziz", "IC2 on the support framework", "salma", "Support desk", "support", "IC2"),
    Member("Frida", "Holm", "framework editor", "petra", "People"),
    Member("Otto", "Becker", "operator of this site", "hanne", "Office"),
)

# who opens each of the four doors of the demo
DOORS = (
    ("ines", "An engineer", "Where do I stand, and what comes next?"),
    ("mei", "A manager", "What do I owe, to whom, and by when?"),
    ("petra", "People Ops", "How far is the cycle, and what is missing?"),
)
