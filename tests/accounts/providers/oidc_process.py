"""An OpenID provider as a process of its own: discovery, keys, codes with PKCE, signed tokens.

`python -m tests.accounts.providers.oidc_process PORT`. It signs in whom `POST /persona` has named, and spoils its
tokens as that says: `claims` (a claim that is null is left out), `sign` ("RS256", "none", "HS256", "stranger"),
`refuse` (an error), `moved` (an address that leads elsewhere).
It trusts nobody: client, address to go back to, code, secret and PKCE are checked as the standard has it.
"""

import base64
import hashlib
import hmac
import json
import secrets
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CLIENT, SECRET = "plumbline", "a-secret-of-the-client"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
STRANGER = rsa.generate_private_key(public_exponent=65537, key_size=2048)
CODES: dict[str, dict] = {}
PERSONA: dict = {}
ASKED: list[dict] = []  # what came to the authorisation address, for the tests to read


def url64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def signed(claims: dict, how: str) -> str:
    """The token as the persona wants it signed."""
    if how in ("RS256", "stranger"):
        return jwt.encode(claims, KEY if how == "RS256" else STRANGER, algorithm="RS256", headers={"kid": "first"})
    head = {"alg": how, "typ": "JWT", "kid": "first"}
    text = ".".join(url64(json.dumps(part).encode()) for part in (head, claims))
    if how == "none":
        return f"{text}."
    public = KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return f"{text}.{url64(hmac.new(public, text.encode(), hashlib.sha256).digest())}"


class Provider(BaseHTTPRequestHandler):
    """One request."""

    def log_message(self, *words: object) -> None:
        pass

    @property
    def base(self) -> str:
        return f"http://{self.headers['Host']}"

    def say(self, what: dict | list, status: int = 200) -> None:
        body = json.dumps(what).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def lead(self, address: str, **said: str) -> None:
        self.send_response(302)
        self.send_header("Location", f"{address}?{urlencode(said)}")
        self.end_headers()

    def form(self) -> dict[str, str]:
        text = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        return {name: values[0] for name, values in parse_qs(text).items()}

    def moved(self) -> bool:
        """Whether the persona has it that this address has moved; it then leads to where it went on before."""
        if PERSONA.get("moved") != self.path:
            return False
        self.send_response(307)
        self.send_header("Location", f"{self.path}?moved")
        self.send_header("Content-Length", "0")
        self.end_headers()
        return True

    def do_GET(self) -> None:
        if self.moved():
            return
        parts = urlsplit(self.path)
        given = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path == "/.well-known/openid-configuration":
            self.say(
                {
                    "issuer": PERSONA.get("issuer", self.base),
                    "authorization_endpoint": f"{self.base}/authorise",
                    "token_endpoint": f"{self.base}/token",
                    "jwks_uri": f"{self.base}/keys",
                    "userinfo_endpoint": f"{self.base}/userinfo",
                }
            )
        elif parts.path == "/keys":
            key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
            self.say({"keys": [key | {"kid": "first", "use": "sig", "alg": "RS256"}]})
        elif parts.path == "/userinfo":
            self.say(PERSONA.get("userinfo", {}))
        elif parts.path == "/asked":
            self.say(ASKED)
        elif parts.path == "/authorise":
            self.authorise(given)
        else:
            self.say({}, 404)

    def authorise(self, given: dict[str, str]) -> None:
        ASKED.append(given)
        known = given.get("client_id") == CLIENT and given.get("redirect_uri") == PERSONA.get("redirect_uri")
        if not known or given.get("response_type") != "code" or "openid" not in given.get("scope", "").split():
            self.say({"error": "invalid_request"}, 400)
        elif "code_challenge" not in given or given.get("code_challenge_method") != "S256":
            self.lead(given["redirect_uri"], error="invalid_request", state=given.get("state", ""))
        elif PERSONA.get("refuse"):
            self.lead(given["redirect_uri"], error=PERSONA["refuse"], state=given.get("state", ""))
        else:
            code = secrets.token_urlsafe(16)
            CODES[code] = given | {"auth_time": PERSONA.get("auth_time")}
            if given.get("prompt") == "login" and not PERSONA.get("never_asks_again"):
                CODES[code]["auth_time"] = int(time.time())
            self.lead(given["redirect_uri"], code=code, state=given.get("state", ""))

    def do_POST(self) -> None:
        if self.path == "/persona":
            PERSONA.clear()
            PERSONA.update(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            ASKED.clear()
            self.say({})
        elif self.moved():
            self.form()
        elif self.path.partition("?")[0] == "/token":
            self.token(self.form())
        else:
            self.say({}, 404)

    def token(self, form: dict[str, str]) -> None:
        basic = "Basic " + base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        asked = CODES.pop(form.get("code", ""), None)
        proof = url64(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        if self.headers.get("Authorization") != basic:
            self.say({"error": "invalid_client"}, 401)
        elif not asked or form.get("redirect_uri") != asked["redirect_uri"] or proof != asked["code_challenge"]:
            self.say({"error": "invalid_grant"}, 400)
        else:
            now = int(time.time())
            claims = {"iss": self.base, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": asked.get("nonce")}
            claims |= {"auth_time": asked["auth_time"]} | PERSONA.get("claims", {})
            kept = {name: value for name, value in claims.items() if value is not None}
            token = signed(kept, PERSONA.get("sign", "RS256"))
            self.say({"access_token": secrets.token_urlsafe(16), "token_type": "Bearer", "id_token": token})


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Provider).serve_forever()
