"""A logged-in session of Odoo's web client, over its own JSON calls."""

import json
import urllib.error
import urllib.request
from http.cookiejar import CookieJar


class OdooError(Exception):
    """One sentence that says what to do."""


class OdooClient:
    """Logs in at once; ``session`` is the cookie that a browser needs."""

    def __init__(self, url, database, login, password):
        self.url = url.rstrip("/")
        self.login = login
        self.cookies = CookieJar()
        self.opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}),
            urllib.request.HTTPCookieProcessor(self.cookies),
        )
        info = self._authenticate(database, password)
        self.uid = info["uid"]
        self.language = info["user_context"]["lang"]
        self.first_language = self.language

    @property
    def session(self):
        return next(c.value for c in self.cookies if c.name == "session_id")

    def _authenticate(self, database, password):
        params = {"db": database, "login": self.login, "password": password}
        info = self._post("/web/session/authenticate", params)
        if not info.get("uid"):
            raise OdooError(
                f"The database {database} refuses the login {self.login}; "
                "demo data or loaded data has it, see `make run` and `make load`."
            )
        return info

    def _post(self, path, params):
        body = json.dumps({"jsonrpc": "2.0", "method": "call", "params": params})
        request = urllib.request.Request(
            self.url + path,
            data=body.encode(),
            headers={"Content-Type": "application/json"},
        )
        try:
            with self.opener.open(request, timeout=120) as response:
                answer = json.load(response)
        except (urllib.error.URLError, OSError) as error:
            raise OdooError(
                f"No Odoo answers at {self.url} ({error}); start one with `make run`."
            ) from error
        if "error" in answer:
            data = answer["error"].get("data", {})
            raise OdooError(data.get("message") or answer["error"]["message"])
        return answer.get("result")

    def call(self, model, method, *args, **kwargs):
        """What the web client calls: a public method, with the user's rights."""
        return self._post(
            f"/web/dataset/call_kw/{model}/{method}",
            {"model": model, "method": method, "args": args, "kwargs": kwargs},
        )

    def activate_language(self, code):
        """Installs a language with its translations, once (administrators)."""
        known = self.call(
            "res.lang",
            "search_read",
            [["code", "=", code], ["active", "in", [True, False]]],
            ["active"],
        )
        if known and known[0]["active"]:
            return
        wizard = self.call(
            "base.language.install", "create", {"lang_ids": [[4, known[0]["id"]]]}
        )
        self.call("base.language.install", "lang_install", [wizard])

    def set_language(self, code):
        if code != self.language:
            self.call("res.users", "write", [self.uid], {"lang": code})
            self.language = code

    def restore_language(self):
        """Gives the user the language back that they had before the pictures."""
        self.set_language(self.first_language)
