#!/usr/bin/env python3
"""Serves the web bundle: serve.py [--port N] [--folder F]. Port 0 takes a free one; the address is printed.

Precompressed files (.br, .gz) go to those who accept them, hashed names may be kept for a year, and every answer
carries the strict content security policy.
"""
import argparse
import http.server
import pathlib
import re
import sys

TYPES = {".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8",
         ".wasm": "application/wasm", ".json": "application/json", ".txt": "text/plain; charset=utf-8", ".png": "image/png",
         ".webp": "image/webp", ".svg": "image/svg+xml", ".woff": "font/woff", ".ts": "text/plain; charset=utf-8",
         ".webmanifest": "application/manifest+json"}
POLICY = ("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob: data:; "
          "connect-src 'self'; manifest-src 'self'")
# In Safari 'self' is nobody in a sandboxed frame: its page tells its own files by a nonce as well.
FRAME_POLICY = re.sub("(script|style)-src 'self'", r"\g<0> 'nonce-own'", POLICY)
# The article and the embed builder have frames in them and a typeface of their own.
READING_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; frame-src 'self'"
READING = {"article", "builder"}
ENCODINGS = (("br", ".br"), ("gzip", ".gz"))


def policy_of(file):
    if file.parent.name in READING and file.suffix == ".html":
        return READING_POLICY
    return FRAME_POLICY if file.name == "frame.html" else POLICY


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    folder = pathlib.Path()

    def log_message(self, *_):
        pass

    def do_GET(self):
        name = self.path.split("?")[0].split("#")[0].lstrip("/")
        if not name or name.endswith("/"):
            name += "index.html"
        file = (self.folder / name).resolve()
        if self.folder in file.parents and file.is_dir() and self.path.split("?")[0].endswith("/"):
            file /= "index.html"
        if self.folder not in file.parents or not file.is_file():
            self.send_response(404)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        accepted = self.headers.get("Accept-Encoding", "")
        encoding, sent = next(((e, pathlib.Path(f"{file}{end}")) for e, end in ENCODINGS
                               if e in accepted and pathlib.Path(f"{file}{end}").is_file()), (None, file))
        body = sent.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", TYPES.get(file.suffix, "application/octet-stream"))
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Vary", "Accept-Encoding")
        if encoding:
            self.send_header("Content-Encoding", encoding)
        hashed = re.search(r"\.[0-9a-f]{10}\.", file.name)
        self.send_header("Cache-Control", "public, max-age=31536000, immutable" if hashed else "no-cache")
        self.send_header("Content-Security-Policy", policy_of(file))
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    do_HEAD = do_GET


def main():
    parser = argparse.ArgumentParser(description="Serves the web bundle.")
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--folder", default=str(pathlib.Path(__file__).resolve().parent.parent / "build" / "web"))
    options = parser.parse_args()
    Handler.folder = pathlib.Path(options.folder).resolve()
    try:
        server = http.server.ThreadingHTTPServer(("127.0.0.1", options.port), Handler)
    except OSError:
        sys.exit(f"Port {options.port} is in use; choose another with --port.")
    sys.stdout.write(f"http://localhost:{server.server_port}/ shows the sandbox; Ctrl-C ends it.\n")
    sys.stdout.flush()
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass


main()
