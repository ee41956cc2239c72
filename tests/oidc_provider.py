"""A small OpenID Connect provider on this machine: discovery, authorization with PKCE, tokens, signed id tokens."""

import base64
import hashlib
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "factcheck", "between us"


class Provider:
    """`person` is who sits before its page; `forge` makes it sign with a key that it does not publish."""

    def __init__(self):
        self.person = {"sub": "1", "preferred_username": "frank", "name": "Frank F.", "email": "frank@example.org"}
        self.key, self.other_key = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))
        self.forge = False
        self.asked = {}  # code: what was asked for
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (Handler,), {"provider": self}))
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def discovery(self):
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/keys",
            "response_types_supported": ["code"],
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def keys(self):
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [public | {"kid": "one", "use": "sig", "alg": "RS256"}]}

    def allow(self, query):
        """Where the person is sent after saying yes."""
        code = secrets.token_urlsafe(8)
        self.asked[code] = query
        return f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"

    def tokens(self, form):
        """The answer to a code, or None when client, secret, address or PKCE verifier are wrong."""
        query = self.asked.pop(form.get("code"), None)
        if query is None or (form.get("client_id"), form.get("client_secret")) != (CLIENT, SECRET):
            return None
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if form.get("redirect_uri") != query["redirect_uri"] or challenge != query.get("code_challenge"):
            return None
        now = int(time.time())
        claims = self.person | {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300}
        key = self.other_key if self.forge else self.key
        id_token = jwt.encode(claims, key, algorithm="RS256", headers={"kid": "one"})
        return {"access_token": secrets.token_urlsafe(8), "token_type": "Bearer", "id_token": id_token}


class Handler(BaseHTTPRequestHandler):
    provider = None

    def do_GET(self):
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path == "/.well-known/openid-configuration":
            self.answer(self.provider.discovery())
        elif parts.path == "/keys":
            self.answer(self.provider.keys())
        elif parts.path == "/userinfo":
            self.answer(self.provider.person)
        elif parts.path == "/authorize" and query.get("client_id") == CLIENT:
            there = self.provider.allow(query)
            link = there.replace("&", "&amp;")
            head = '<!doctype html><html lang="en"><title>Yes?</title><link rel="icon" href="data:,">'
            page = f'{head}<a href="{link}">Yes</a>'
            self.answer(page.encode(), kind="text/html", headers={"X-There": there})
        else:
            self.answer({"error": "invalid_request"}, 404)

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        tokens = self.provider.tokens({name: values[0] for name, values in parse_qs(body).items()})
        self.answer(tokens or {"error": "invalid_grant"}, 200 if tokens else 400)

    def answer(self, body, status=200, kind="application/json", headers=None):
        body = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass
