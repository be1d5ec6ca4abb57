"""An SMTP server for the tests: aiosmtpd, which keeps each message it accepts as a file.

    smtp_sink.py DIR [--reply-rcpt ADDRESS=CODE[*TIMES]] [--starttls | --tls] [--auth USER:PASSWORD] [--until-eof]

Listens on a free port of 127.0.0.1 and prints the port, alone on the first line, once it answers. A message is
kept as DIR/0001.eml, byte for byte as it came, beside its envelope DIR/0001.json: from, to, tls, user. The
envelope is written last and at once, so whoever sees it can read both.

  --reply-rcpt  answer CODE (550, 451) to this recipient; with *TIMES only so often, as greylisting does
  --starttls    refuse mail until the client has asked for STARTTLS
  --tls         TLS from the first byte
                For both, DIR/ca.pem is the authority that signed the certificate of localhost and 127.0.0.1;
                new at every start, so give it to the program under test as SSL_CERT_FILE after the port is out
  --auth        refuse mail until the client has signed in so
  --until-eof   end when standard input does, so that a test which dies takes its server along
"""

import argparse
import asyncio
import json
import logging
import os
import signal
import ssl
import subprocess
import sys
import tempfile
import threading
import warnings
from pathlib import Path

from aiosmtpd.smtp import SMTP, AuthResult


class Refusals:
    """What to answer to which recipient, and how often still."""

    def __init__(self, rules: list[str]):
        self.left: dict[str, list] = {}
        for rule in rules:
            address, _, answer = rule.rpartition("=")
            code, _, times = answer.partition("*")
            if not address or not code.isdecimal() or (times and not times.isdecimal()):
                raise SystemExit(f"--reply-rcpt {rule}: write ADDRESS=CODE or ADDRESS=CODE*TIMES")
            self.left[address] = [code, int(times) if times else None]

    def answer(self, address: str) -> str | None:
        code, times = self.left.get(address, (None, 0))
        if code is None or times == 0:
            return None
        if times is not None:
            self.left[address][1] -= 1
        return f"{code} {'try again later' if code.startswith('4') else 'no such mailbox'}"


class Sink:
    """aiosmtpd's handler: decides on recipients and keeps what is accepted."""

    def __init__(self, folder: Path, refusals: Refusals):
        self.folder = folder
        self.refusals = refusals
        self.count = len(list(folder.glob("*.eml")))

    async def handle_RCPT(self, server, session, envelope, address, options):
        refusal = self.refusals.answer(address)
        if refusal:
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.count += 1
        name = f"{self.count:04}"
        about = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "tls": session.ssl is not None or server.transport.get_extra_info("ssl_object") is not None,
            "user": session.auth_data.login.decode() if session.auth_data else None,
        }
        (self.folder / f"{name}.eml").write_bytes(envelope.original_content)
        unfinished = self.folder / f"{name}.json.part"
        unfinished.write_text(json.dumps(about), encoding="utf-8")
        os.replace(unfinished, self.folder / f"{name}.json")
        return f"250 kept as {name}"


def certificate(folder: Path) -> ssl.SSLContext:
    """A certificate for this run alone, signed by an authority whose own certificate goes to folder/ca.pem."""

    def openssl(*arguments: str):
        subprocess.run(["openssl", *arguments], cwd=private, check=True, capture_output=True)

    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-sha256", "-days", "2"]
    with tempfile.TemporaryDirectory() as private:
        names = Path(private, "names")
        names.write_text("basicConstraints=CA:FALSE\nsubjectAltName=DNS:localhost,IP:127.0.0.1\n")
        openssl("req", "-x509", *key, "-subj", "/CN=test authority", "-keyout", "ca.key", "-out", "ca.pem")
        openssl("req", *key[:-2], "-subj", "/CN=localhost", "-keyout", "key.pem", "-out", "request.pem")
        openssl("x509", "-req", "-in", "request.pem", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial",
                "-days", "2", "-extfile", str(names), "-out", "certificate.pem")
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(Path(private, "certificate.pem"), Path(private, "key.pem"))
        (folder / "ca.pem").write_bytes(Path(private, "ca.pem").read_bytes())
    return context


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--reply-rcpt", action="append", default=[], metavar="ADDRESS=CODE[*TIMES]")
    encryption = parser.add_mutually_exclusive_group()
    encryption.add_argument("--starttls", action="store_true")
    encryption.add_argument("--tls", action="store_true")
    parser.add_argument("--auth", metavar="USER:PASSWORD")
    parser.add_argument("--until-eof", action="store_true")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)

    # A server in use is rarely newer than this: header fields must be ASCII (no SMTPUTF8), bodies may be 8 bit.
    settings = {"enable_SMTPUTF8": False, "decode_data": False}
    context = certificate(options.folder) if options.starttls or options.tls else None
    if options.starttls:
        settings |= {"tls_context": context, "require_starttls": True}
    if options.auth:
        wanted = tuple(part.encode() for part in options.auth.split(":", 1))

        def authenticator(server, session, envelope, mechanism, data):
            given = (data.login, data.password)
            return AuthResult(success=given == wanted, handled=given == wanted, auth_data=data)

        # Without TLS it says at every connection that this is unwise; here it is loopback.
        warnings.simplefilter("ignore")
        logging.getLogger("mail.log").setLevel(logging.ERROR)
        settings |= {"authenticator": authenticator, "auth_required": True, "auth_require_tls": options.starttls}

    handler = Sink(options.folder, Refusals(options.reply_rcpt))
    asyncio.run(serve(lambda: SMTP(handler, **settings), context if options.tls else None, options.until_eof))


async def serve(session, tls: ssl.SSLContext | None, until_eof: bool):
    loop = asyncio.get_running_loop()
    server = await loop.create_server(session, host="127.0.0.1", port=0, ssl=tls)
    ended = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ended.set)
    if until_eof:
        threading.Thread(target=watch_input, args=(loop, ended), daemon=True).start()
    print(server.sockets[0].getsockname()[1], flush=True)
    await ended.wait()
    server.close()


def watch_input(loop: asyncio.AbstractEventLoop, ended: asyncio.Event):
    sys.stdin.read()
    loop.call_soon_threadsafe(ended.set)


if __name__ == "__main__":
    main()
