"""A stand-in for the model hub, run as a process of its own: the suite's sockets are closed.

    python hub_server.py FOLDER [CUT_BYTES]

It serves the files of FOLDER as `<any repository>/resolve/<any revision>/<path>`, prints its port,
and, with CUT_BYTES, drops the line after so many bytes of the first answer to each file. What it
was asked (method, path, first byte) is printed, a line each.
"""

import hashlib
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

FOLDER = Path(sys.argv[1])
CUT_BYTES = int(sys.argv[2]) if len(sys.argv) > 2 else None
CUT_ALREADY: set[str] = set()


def say(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


class Handler(BaseHTTPRequestHandler):
    def log_message(self, *_arguments: object) -> None:
        pass

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def _answer(self, *, with_body: bool) -> None:
        *_, revision, name = self.path.split("?")[0].split("/", 5)
        path = FOLDER / name
        first = int(self.headers.get("Range", "bytes=0-").removeprefix("bytes=").split("-")[0])
        say(self.command, name, first, self.headers.get("Authorization", "-"))
        if not path.is_file():
            self.send_error(404)
            return
        content = path.read_bytes()
        self.send_response(206 if first else 200)
        self.send_header("ETag", f'"{hashlib.sha256(content).hexdigest()}"')
        self.send_header("X-Repo-Commit", revision)
        self.send_header("Content-Length", str(len(content) - first))
        if first:
            self.send_header("Content-Range", f"bytes {first}-{len(content) - 1}/{len(content)}")
        self.end_headers()
        if with_body:
            cut = CUT_BYTES if name not in CUT_ALREADY else None
            CUT_ALREADY.add(name)
            self.wfile.write(content[first:][:cut])
        self.close_connection = True


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
say(server.server_address[1])
server.serve_forever()
