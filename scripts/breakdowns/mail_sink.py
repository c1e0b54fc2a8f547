"""A mail server on this machine that takes everything and passes nothing on."""

import socketserver
import threading
from contextlib import contextmanager


def free_port():
    with socketserver.TCPServer(("127.0.0.1", 0), None) as server:
        return server.server_address[1]


@contextmanager
def mail_sink():
    """A mail server on this machine that keeps the addresses it was sent to."""
    received = []

    class Handler(socketserver.StreamRequestHandler):
        def handle(self):
            self.say("220 sink")
            recipients, in_data, subject = [], False, ""
            for raw in self.rfile:
                line = raw.decode(errors="replace").rstrip("\r\n")
                if in_data:
                    if line.lower().startswith("subject:"):
                        subject = line
                    if line == ".":
                        received.append((*recipients, subject))
                        recipients, in_data = [], False
                        self.say("250 kept")
                    continue
                word = line[:4].upper()
                if word == "RCPT":
                    recipients.append(line)
                in_data = word == "DATA"
                self.say(
                    "354 go on" if in_data else "221" if word == "QUIT" else "250 ok"
                )
                if word == "QUIT":
                    return

        def say(self, text):
            self.wfile.write(f"{text}\r\n".encode())

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield server.server_address[1], received
        finally:
            server.shutdown()
