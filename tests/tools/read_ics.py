"""Reads a calendar with two programs' libraries, which share no code with duban or with each other.

    read_ics.py FILE

prints, as JSON, what icalendar and what vobject make of it: the calendar's name and zones, and of each event what a
person would see. Fails on what either of them finds wrong.
"""

import json
import sys
from datetime import datetime, timedelta

import vobject
from icalendar import Calendar


def instant(value) -> str:
    """A day, or a time with its offset from UTC."""
    return value.isoformat()


def alarm(start, trigger: timedelta) -> str:
    begin = start if isinstance(start, datetime) else datetime(start.year, start.month, start.day)
    return (begin + trigger).replace(tzinfo=None).isoformat(timespec="minutes")


def by_icalendar(data: bytes) -> dict:
    calendar = Calendar.from_ical(data)
    broken = [error for part in calendar.walk() for error in part.errors]
    assert not broken, broken
    events = [
        {
            "uid": str(event["UID"]),
            "sequence": int(event["SEQUENCE"]),
            "start": instant(event["DTSTART"].dt),
            "end": instant(event["DTEND"].dt),
            "changed": instant(event["LAST-MODIFIED"].dt),
            "status": str(event["STATUS"]),
            "summary": str(event["SUMMARY"]),
            "description": str(event["DESCRIPTION"]),
            "url": str(event["URL"]),
            "alarms": [alarm(event["DTSTART"].dt, part["TRIGGER"].dt) for part in event.walk("VALARM")],
        }
        for event in calendar.walk("VEVENT")
    ]
    zones = [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")]
    return {"name": str(calendar["X-WR-CALNAME"]), "zones": zones, "events": events}


def by_vobject(data: bytes) -> dict:
    calendar = vobject.readOne(data.decode())
    calendar.validate(raiseException=True)
    events = [
        {
            "uid": event.uid.value,
            "sequence": int(event.sequence.value),
            "start": instant(event.dtstart.value),
            "end": instant(event.dtend.value),
            "changed": instant(event.last_modified.value),
            "status": event.status.value,
            "summary": event.summary.value,
            "description": event.description.value,
            "url": event.url.value,
            "alarms": [alarm(event.dtstart.value, part.trigger.value) for part in event.contents.get("valarm", [])],
        }
        for event in calendar.contents.get("vevent", [])
    ]
    zones = [zone.tzid.value for zone in calendar.contents.get("vtimezone", [])]
    return {"name": calendar.x_wr_calname.value, "zones": zones, "events": events}


if __name__ == "__main__":
    with open(sys.argv[1], "rb") as file:
        text = file.read()
    json.dump({"icalendar": by_icalendar(text), "vobject": by_vobject(text)}, sys.stdout, ensure_ascii=False)
