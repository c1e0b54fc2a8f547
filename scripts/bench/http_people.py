"""Salespeople at their browsers: one activity action each every two seconds."""

import http.client
import json
import threading
import time
from collections import Counter
from datetime import date, timedelta

from .data import PASSWORD

EVERY = 2.0
SPECIFICATION = {"summary": {}, "date_deadline": {}, "user_id": {"fields": {}}}


class Person:
    """One session in one database, with a connection that is kept open."""

    def __init__(self, port, database, login, facts):
        self.port, self.database, self.login = port, database, login
        self.facts = facts
        self.cookie, self.connection = None, None
        self.turn, self.activity = 0, None
        self.times, self.errors = [], Counter()

    def sign_in(self):
        parameters = {"db": self.database, "login": self.login, "password": PASSWORD}
        answer = self.post("/web/session/authenticate", parameters)
        self.user = answer["result"]["uid"]
        deal = self.call("crm.lead", "search", [[("user_id", "=", self.user)]], limit=1)
        self.deal = deal["result"][0]

    def post(self, path, parameters):
        body = json.dumps({"jsonrpc": "2.0", "method": "call", "params": parameters})
        headers = {"Content-Type": "application/json"}
        if self.cookie:
            headers["Cookie"] = self.cookie
        if not self.connection:
            self.connection = http.client.HTTPConnection(
                "127.0.0.1", self.port, timeout=60
            )
        try:
            self.connection.request("POST", path, body, headers)
            answer = self.connection.getresponse()
            text = answer.read()
        except (OSError, http.client.HTTPException):
            self.connection.close()
            self.connection = None
            raise
        for value in answer.headers.get_all("Set-Cookie") or ():
            if value.startswith("session_id="):
                self.cookie = value.split(";")[0]
        if answer.will_close:
            self.connection.close()
            self.connection = None
        return json.loads(text)

    def call(self, model, method, args, **kwargs):
        return self.post(
            f"/web/dataset/call_kw/{model}/{method}",
            {"model": model, "method": method, "args": args, "kwargs": kwargs},
        )

    # ------------------------------------------------------------
    # ACTIONS, as the web client calls them
    # ------------------------------------------------------------

    def create(self):
        values = {
            "activity_type_id": self.facts["type"],
            "res_model_id": self.facts["model"],
            "res_id": self.deal,
            "user_id": self.user,
            "summary": "Call about the samples",
            "date_deadline": str(date.today() + timedelta(days=1)),
        }
        return self.save([], values)

    def save(self, ids, values):
        return self.call(
            "mail.activity", "web_save", [ids, values], specification=SPECIFICATION
        )

    def reschedule(self):
        later = str(date.today() + timedelta(days=3))
        return self.save([self.activity], {"date_deadline": later})

    def finish(self):
        # Something else each time, as people do: a repetition is flagged and told.
        text = f"They take {40 + self.turn} desks on Friday"
        return self.call(
            "mail.activity", "action_feedback", [[self.activity]], feedback=text
        )

    def cancel(self):
        return self.call("mail.activity", "unlink", [[self.activity]])

    TURNS = ("create", "reschedule", "finish", "create", "cancel")

    def act(self):
        """The next action of the round, timed; what fails is counted by its name."""
        name = self.TURNS[self.turn % len(self.TURNS)]
        self.turn += 1
        began = time.perf_counter()
        try:
            answer = getattr(self, name)()
        except (OSError, http.client.HTTPException, ValueError) as error:
            answer = {"error": {"data": {"name": type(error).__name__}}}
        elapsed = 1000 * (time.perf_counter() - began)
        if "error" in answer:
            self.errors[answer["error"].get("data", {}).get("name", "unknown")] += 1
            self.turn = 0
            return
        if name == "create":
            self.activity = answer["result"][0]["id"]
        self.times.append((name, elapsed))


def work(people, seconds):
    """All of them at once, beginning one after the other within ``EVERY`` seconds."""
    began = time.monotonic()
    threads = [
        threading.Thread(
            target=_keep_acting,
            args=(person, began + EVERY * number / len(people), began + seconds),
            daemon=True,
        )
        for number, person in enumerate(people)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(seconds + 90)


def _keep_acting(person, due, end):
    while due < end:
        time.sleep(max(0, due - time.monotonic()))
        person.act()
        # Who had to wait goes on at once, and does not make up for what was missed.
        due = max(due + EVERY, time.monotonic())
