"""Checks the DKIM signatures of a folder's mails with dkimpy, which shares no code with the program.

    verify_dkim.py DIR NAME KEY

NAME is where the DNS would have the key, such as `duban._domainkey.example.gov.cn.`, and KEY its public half in
base64. Prints, as JSON, for each mail: file, valid, signed (the header fields that the signature covers), and forged:
whether it would still be valid with one character of its body, of its subject, of its sender changed.
"""

import json
import sys
from pathlib import Path

import dkim


def main():
    folder, name, key = sys.argv[1:]
    record = f"v=DKIM1; k=rsa; p={key}".encode()

    def valid(mail: bytes) -> bool:
        return dkim.verify(mail, dnsfunc=lambda asked, timeout=5: record if asked == name.encode() else None)

    def changed(mail: bytes, mark: bytes) -> bytes:
        at = mail.index(mark) + len(mark)
        return mail[:at] + (b"X" if mail[at : at + 1] != b"X" else b"Y") + mail[at + 1 :]

    result = []
    for path in sorted(path for path in Path(folder).iterdir() if path.is_file()):
        # A Maildir's lines end as the system's do; on the way they ended as signed.
        mail = path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
        signature = dkim.DKIM(mail)
        signature.verify(dnsfunc=lambda asked, timeout=5: record)
        result.append({
            "file": path.name,
            "valid": valid(mail),
            "signed": sorted({name.decode().lower() for name, _ in signature.signed_headers}),
            "forged": [valid(changed(mail, mark)) for mark in (b"\r\n\r\n--", b"\r\nSubject: =", b"\r\nFrom: =")],
        })
    json.dump(result, sys.stdout)


if __name__ == "__main__":
    main()
