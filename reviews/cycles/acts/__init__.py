"""Acts in a running cycle: one module an act, one guard for all. A review never has to be stopped for one of them.

Each act is one transaction: it asks the guard, locks the group, changes the rows, writes one event and tells those
concerned in their next mail. A trial mails nobody.
"""
