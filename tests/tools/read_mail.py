"""Prints the mails of a folder as JSON, read by Python's own parser, which shares no code with the sender.

    read_mail.py DIR

DIR holds .eml files, or is the folder `new` of a Maildir. A list, ordered by the files' names; each: file, from, to,
subject, date (ISO 8601), message_id, headers (every field, decoded, as pairs), text, html (null where there is none), attachments (name, type, size, sha256), defects (what
the parser had to forgive), and envelope (from, to, tls, user) where smtp_sink.py left one.
"""

import hashlib
import json
import sys
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path


def read(path: Path) -> dict:
    mail = BytesParser(policy=policy.default).parsebytes(path.read_bytes())
    envelope = path.with_suffix(".json")
    return {
        "file": path.name,
        "from": str(mail["from"] or ""),
        "to": addresses(mail, "to"),
        "subject": str(mail["subject"] or ""),
        "date": mail["date"].datetime.isoformat() if mail["date"] else None,
        "message_id": str(mail["message-id"] or ""),
        "headers": [[name, str(value)] for name, value in mail.items()],
        "text": body(mail, "plain"),
        "html": body(mail, "html"),
        "attachments": [attachment(part) for part in mail.iter_attachments()],
        "defects": defects(mail),
        "envelope": json.loads(envelope.read_text(encoding="utf-8")) if envelope.exists() else None,
    }


def addresses(mail: EmailMessage, field: str) -> list[str]:
    return [address.addr_spec for value in mail.get_all(field, []) for address in value.addresses]


def body(mail: EmailMessage, kind: str) -> str | None:
    part = mail.get_body(preferencelist=(kind,))
    return part.get_content().replace("\r\n", "\n") if part else None


def attachment(part: EmailMessage) -> dict:
    content = part.get_payload(decode=True) or b""
    return {
        "name": part.get_filename(),
        "type": part.get_content_type(),
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def defects(mail: EmailMessage) -> list[str]:
    found = []
    for part in mail.walk():
        found += [repr(defect) for defect in part.defects]
        found += [f"{name}: {defect!r}" for name, value in part.items() for defect in value.defects]
    return found


def main():
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    folder = Path(sys.argv[1])
    files = sorted(path for path in folder.iterdir() if path.suffix == ".eml" or folder.name == "new")
    mails = [read(path) for path in files]
    json.dump(mails, sys.stdout, ensure_ascii=False, indent=1)
    print()


if __name__ == "__main__":
    main()
