"""A site shown on this machine: its files and no others, to browsers here and to nobody else.

Knows nothing of papers. A page elsewhere may let a browser ask any address of this machine under a name
of its own (DNS rebinding): who asks by another name than this machine's is refused.
"""

import mimetypes
from collections.abc import Collection
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from headcat import store
from headcat.errors import HeadcatError, RefusedError

HOST: Final = "127.0.0.1"
_TYPES: Final = {".atom": "application/atom+xml", ".bib": "application/x-bibtex", ".js": "text/javascript"}


def server(folder: Path, paths: Collection[str], port: int) -> ThreadingHTTPServer:
    """Return what shows a site, bound but not yet running.

    Args:
        folder: where the site is.
        paths: its files.
        port: the port, 0 for any that is free.

    Raises:
        RefusedError: the port is taken, or may not be had.

    """
    try:
        return ThreadingHTTPServer((HOST, port), partial(_Handler, folder, frozenset(paths)))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        message = f"port {port}: {reason}; name another one with --port"
        raise RefusedError(message) from None


class _Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD."""

    server: ThreadingHTTPServer

    def __init__(self, folder: Path, paths: frozenset[str], *given: Any) -> None:
        self.folder = folder
        self.paths = paths
        super().__init__(*given)

    def do_GET(self) -> None:
        """Send a file of the site."""
        names = {f"{name}:{self.server.server_port}" for name in (HOST, "localhost")}
        if self.headers.get("Host") not in names:
            self.send_error(HTTPStatus.FORBIDDEN, "This is shown on this machine only")
            return
        path = self._path()
        try:
            self._send(path or "404.html", HTTPStatus.OK if path else HTTPStatus.NOT_FOUND)
        except HeadcatError:  # it was taken away meanwhile
            self.send_error(HTTPStatus.NOT_FOUND)

    do_HEAD = do_GET  # noqa: N815 - so the parent calls it

    def _path(self) -> str | None:
        """Return the file that is asked for, or None where there is none."""
        path = unquote(urlsplit(self.path).path).removeprefix("/")
        if not path or path.endswith("/"):
            path += "index.html"
        return path if path in self.paths else None

    def _send(self, path: str, status: HTTPStatus) -> None:
        data = store.read(self.folder / path).data
        suffix = Path(path).suffix
        kind = _TYPES.get(suffix) or mimetypes.types_map.get(suffix, "application/octet-stream")
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-cache")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - so the parent calls it
        """Say nothing: who looks at a page need not read a line for each of its files."""
