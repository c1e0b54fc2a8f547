"""Progress on one line of a terminal, or a line per quarter in a log."""

import time


class Progress:
    """``start`` a step, ``update`` it, ``finish`` it: prints what took how long."""

    def __init__(self, stream):
        self.stream = stream
        self.is_terminal = stream.isatty()

    def start(self, title, total=None):
        self.title, self.total = title, total
        self.began = time.monotonic()
        self.shown = 0
        self._write(f"{title} ...")

    def update(self, count):
        """``count`` of ``total`` are done."""
        if not self.total:
            return
        quarter = 4 * count // self.total
        if self.is_terminal or quarter > self.shown:
            self.shown = quarter
            share = 100 * count // self.total
            self._write(f"{self.title}: {count:,} of {self.total:,} ({share} %)")

    def finish(self, text=""):
        seconds = time.monotonic() - self.began
        self._write(f"{self.title}: {text or 'done'} in {seconds:.0f} s", last=True)

    def _write(self, line, last=False):
        if self.is_terminal:
            self.stream.write(f"\r\033[K{line}" + "\n" * last)
        else:
            self.stream.write(line + "\n")
        self.stream.flush()
