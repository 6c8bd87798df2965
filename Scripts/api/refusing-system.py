"""A system that refuses what it is told, and is busy or hangs up on some of what it is asked; prints its port."""

import hashlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Refusal(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self, status, body):
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def refuse(self):
        self.rfile.read(int(self.headers.get("content-length") or 0))
        self.answer(422, b'{"error":{"code":"refused","message":"not here"}}')

    def do_GET(self):
        # The same path always fares the same, so that a failure can be repeated.
        match hashlib.sha256(self.path.encode()).digest()[0] % 3:
            case 0:
                self.refuse()
            case 1:
                self.answer(503, b'{"error":{"code":"busy","message":"not now"}}')
            case _:
                self.close_connection = True

    do_POST = do_PUT = do_PATCH = do_DELETE = refuse

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Refusal)
print(server.server_port, flush=True)
server.serve_forever()
