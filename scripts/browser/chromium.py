"""Headless Chromium, driven over its DevTools protocol."""

import base64
import json
import shutil
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import websocket

BINARIES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--no-first-run",
    "--no-proxy-server",
    "--remote-debugging-port=0",
    "--remote-allow-origins=*",
    "about:blank",
)
# Nothing loading and no picture missing, for two frames: what people would call ready.
SETTLED = """
new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() =>
    document.fonts.ready.then(() => resolve(
        [...document.images].every((image) => image.complete) &&
        [...document.querySelectorAll("iframe")].every(
            ({ contentDocument: page }) =>
                !page || (page.readyState === "complete" && page.body.children.length)
        ) &&
        !document.querySelector(".o_blockUI, .o_skeleton_loading")
    )))))
"""


class BrowserError(Exception):
    """One sentence that says what is missing."""


class Browser:
    """A Chromium of its own profile, ended with the ``with`` block."""

    def __enter__(self):
        binary = next(filter(None, map(shutil.which, BINARIES)), None)
        if not binary:
            raise BrowserError("Pictures need Chromium: install the package chromium.")
        self.profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.process = subprocess.Popen(
            [binary, f"--user-data-dir={self.profile.name}", *FLAGS],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.socket = websocket.create_connection(self._endpoint(), timeout=120)
        self.last_id = 0
        self.events = []
        return self

    def __exit__(self, *exception):
        self.socket.close()
        self.process.terminate()
        self.process.wait(timeout=20)
        self.profile.cleanup()

    def _endpoint(self):
        """Chromium writes the port that it chose into its profile."""
        written = Path(self.profile.name) / "DevToolsActivePort"
        for _attempt in range(200):
            if written.exists() and len(written.read_text().split()) == 2:
                port, path = written.read_text().split()
                return f"ws://127.0.0.1:{port}{path}"
            time.sleep(0.1)
        self.process.terminate()
        raise BrowserError("Chromium did not start within 20 seconds.")

    def send(self, method, session=None, **params):
        """Calls the protocol and returns the answer; events are kept for pages."""
        self.last_id += 1
        message = {"id": self.last_id, "method": method, "params": params}
        if session:
            message["sessionId"] = session
        self.socket.send(json.dumps(message))
        while True:
            answer = json.loads(self.socket.recv())
            if answer.get("id") == self.last_id:
                break
            self.events.append(answer)
        if "error" in answer:
            raise BrowserError(f"{method}: {answer['error']['message']}")
        return answer.get("result", {})

    @contextmanager
    def page(self, width, height, scale=1, touch=False):
        """A page without cookies, of ``width`` by ``height`` CSS pixels."""
        context = self.send("Target.createBrowserContext")["browserContextId"]
        target = self.send(
            "Target.createTarget", url="about:blank", browserContextId=context
        )["targetId"]
        session = self.send("Target.attachToTarget", targetId=target, flatten=True)[
            "sessionId"
        ]
        page = Page(self, session)
        page.prepare(width, height, scale, touch)
        try:
            yield page
        finally:
            self.send("Target.disposeBrowserContext", browserContextId=context)


class Page:
    """One tab; every wait has an end and says what it waited for."""

    def __init__(self, browser, session):
        self.browser = browser
        self.session = session

    def send(self, method, **params):
        return self.browser.send(method, self.session, **params)

    def prepare(self, width, height, scale, touch):
        for domain in ("Page", "Runtime", "Network"):
            self.send(f"{domain}.enable")
        self.send(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=scale,
            mobile=touch,
        )
        self.send("Emulation.setTouchEmulationEnabled", enabled=touch)

    def set_cookie(self, url, name, value):
        self.send("Network.setCookie", url=url, name=name, value=value)

    def open(self, url):
        self.send("Page.navigate", url=url)

    def interrupt(self, pattern, how):
        """Requests to ``pattern`` get no answer ("held") or an error ("refused")."""
        if how == "held":
            self.send("Fetch.enable", patterns=[{"urlPattern": pattern}])
        else:
            self.send("Network.setBlockedURLs", urls=[pattern])

    def evaluate(self, expression):
        """The value of a JavaScript expression; a promise is waited for."""
        answer = self.send(
            "Runtime.evaluate",
            expression=expression,
            awaitPromise=True,
            returnByValue=True,
        )
        if "exceptionDetails" in answer:
            raise BrowserError(f"The page refused: {expression}")
        return answer["result"].get("value")

    def _until(self, expression, timeout, what):
        end = time.monotonic() + timeout
        while not self.evaluate(expression):
            if time.monotonic() > end:
                shown = self.evaluate("document.body.innerText.slice(0, 300)")
                errors = "; ".join(self.errors)
                raise BrowserError(f"{what} did not appear. {errors}\n{shown}")
            time.sleep(0.1)

    def wait_for(self, selector, timeout=30):
        found = f"!!document.querySelector({json.dumps(selector)})"
        self._until(found, timeout, selector)

    def click(self, selector, timeout=30):
        self.wait_for(selector, timeout)
        self.evaluate(f"document.querySelector({json.dumps(selector)}).click()")

    def settle(self, timeout=20):
        """Waits until fonts, pictures and frames are there and animations over."""
        self._until(SETTLED, timeout, "The settled page")
        time.sleep(0.6)

    def screenshot(self, target):
        data = self.send("Page.captureScreenshot", format="png")["data"]
        Path(target).write_bytes(base64.b64decode(data))

    @property
    def errors(self):
        """Texts of the console errors and uncaught exceptions so far."""
        texts = []
        for event in self.browser.events:
            if event.get("sessionId") != self.session:
                continue
            params = event.get("params", {})
            if event["method"] == "Runtime.exceptionThrown":
                details = params["exceptionDetails"]
                texts.append(details.get("exception", details).get("description", ""))
            elif (
                event["method"] == "Runtime.consoleAPICalled"
                and params["type"] == "error"
            ):
                texts.append(
                    " ".join(str(arg.get("value", "")) for arg in params["args"])
                )
        return texts
