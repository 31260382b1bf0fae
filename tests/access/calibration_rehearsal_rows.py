"""Expected answers at the addresses of the rehearsal: it is every member's, each has their own, and here nobody has
begun one yet. So whatever belongs to a rehearsal leads to where one begins."""

from tests.access.table import Row, at

BEGINS = {"GET": "*=302"}
DOES = {"POST": "*=302"}

ROWS = [
    Row("rehearsal", at("/rehearsal/"), {"GET": "*=200"}),
    Row("rehearsal_start", at("/rehearsal/start/"), DOES),
    Row("rehearsal_end", at("/rehearsal/end/"), DOES),
    # the screen in the room is nobody: the window of a rehearsal is its person's own
    Row("rehearsal_room", at("/rehearsal/room/"), {"GET": "*=200"}),
    # … which asks by itself; whoever comes by a browser is led to the window
    Row("rehearsal_room_now", at("/rehearsal/room/now/"), {"GET": "*=302"}),
    Row("rehearsal_line", at("/rehearsal/line/"), DOES),
    Row("rehearsal_change", at("/rehearsal/change/"), DOES),
    Row("rehearsal_propose", at("/rehearsal/propose/"), DOES),
    Row("rehearsal_hat", at("/rehearsal/as/observer/"), BEGINS),
    Row("rehearsal_turn", at("/rehearsal/as/manager/turns/ida-discuss/"), BEGINS),
    Row("rehearsal_round", at("/rehearsal/as/desk/rounds/1/"), BEGINS),
    Row("rehearsal_press", at("/rehearsal/as/desk/press/next/"), DOES),
]
