"""What later apps add to the pages of this one, without this app knowing them."""

from collections.abc import Callable

from accounts.extras import Section
from accounts.hooks import Hook
from accounts.models import Person
from frameworks.models import Amendment, Framework, Placement, Version

# (address, words): a way on from one's own level, for whoever reads theirs
beside_my_level: Hook[Callable[[], tuple[str, str]]] = Hook()

# (address that an axis's code completes, words): where a person keeps what they note of an axis
noted_by_axis: Hook[Callable[[], tuple[str, str]]] = Hook()

# (person, viewer, framework) → axis code → the number of the step at which they were found last, as far as the viewer
# may read it; nothing where there is none
steps_of: Hook[Callable[[Person, Person, Framework], dict[str, int]]] = Hook()

# person → actions beside the list of frameworks (as accounts.components.action makes them)
beside_frameworks: Hook[Callable[[Person], list[dict[str, object]]]] = Hook()

# (person, their placement, the version shown) → a section below what is asked of them, which they alone read there;
# None where there is nothing to show
on_my_level: Hook[Callable[[Person, Placement, Version], Section | None]] = Hook()

# what a version that came into force changed for people, in the act that writes it: told to them otherwise as well
amended: Hook[Callable[[list[Amendment]], None]] = Hook()

# person of People Ops → (name, address) of whose new role cannot begin on its day, and where to choose another
cannot_begin: Hook[Callable[[Person], list[tuple[str, str]]]] = Hook()
