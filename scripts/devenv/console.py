"""What the user reads: progress lines, and one sentence when something fails."""

import sys
import time
from contextlib import contextmanager


class SetupError(Exception):
    """A failure the user can act on; its text is the one sentence printed."""


def say(text=""):
    print(text, flush=True)


def warn(text):
    print(text, file=sys.stderr, flush=True)


@contextmanager
def step(title):
    """Announce a step that may take long and tell how long it took."""
    start = time.monotonic()
    say(f"==> {title} ...")
    yield
    say(f"    done in {time.monotonic() - start:.0f} s")
