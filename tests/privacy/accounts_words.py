"""The text fields of people, grants and imports that came after the first ones."""

OPEN: dict[str, str] = {
    "accounts.stagedimport.state": "a state",
    "accounts.addresschange.state": "a state",
    "accounts.session.session_key": "opens the session; never rendered",
    "accounts.session.session_data": "what the session holds; never rendered",
    "accounts.erasure.state": "a state",
    "accounts.identity.issuer": "a provider's address; never rendered",
    "accounts.identity.subject": "what a provider calls somebody; never rendered",
    "accounts.stagedimport.source": "a digest; never rendered",
    "accounts.stagedimport.shown": "a digest; never rendered",
    "accounts.stagedimport.work": "a choice",
    "accounts.stagedimport.counts": "numbers",
    "accounts.stagedimport.sheet": "a sheet's name; never rendered",
    "accounts.stagedimport.trouble": "a sentence of the code",
    "accounts.reading.route": "a route's name",
    "accounts.reading.method": "a method",
    "accounts.reading.what": "kinds and ids",
    "accounts.readabout.kinds": "kinds",
    "accounts.seal.previous": "a digest; never rendered",
    "accounts.seal.digest": "a digest; never rendered",
    "accounts.seal.key": "the beginning of a key's digest; never rendered",
    "accounts.sealed.table": "a choice",
    "accounts.sealed.digest": "a digest; never rendered",
}

SECRET: dict[str, str] = {
    "accounts.addresschange.address": "petra frida",
    "accounts.grant.reason": "petra pavel otto",
    "accounts.hold.reason": "petra",
    "accounts.session.device": "ivan",
    "accounts.stagedimport.content": "petra",
    "accounts.stagedimport.name": "petra",
    "accounts.stagedimport.seen": "petra",
}
