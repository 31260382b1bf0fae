"""A framework from a file of any form: read, shown as it was understood, then made a draft."""
