"""What earlier versions stored is read, and is written again to the byte: `stored/records.json` was written by version
0.1.0 with data classes in place of the structs of today.
"""

import json
from pathlib import Path
from typing import Any, get_args

from desktop import settings
from desktop.domain.orders.events import Event, from_record, to_record
from desktop.storage.books.close_record import close_from, detail_of
from desktop.storage.journal.records import Record, record_of, text_of

STORED: dict[str, Any] = json.loads((Path(__file__).parent / "stored" / "records.json").read_text("utf-8"))


def test_each_kind_of_event_keeps_its_stored_form() -> None:
    seen = set()
    for one in STORED["events"]:
        event = from_record(one["kind"], one["at"], json.loads(one["detail"]))
        seen.add(type(event))
        kind, at, detail = to_record(event)
        assert (kind, at, json.dumps(detail, ensure_ascii=False)) == (one["kind"], one["at"], one["detail"])
    assert seen == set(get_args(Event))


def test_a_close_keeps_its_stored_form() -> None:
    assert detail_of(close_from(2, "77", 2.5, 3, 4, STORED["close"])) == STORED["close"]


def test_each_record_of_the_journal_keeps_its_stored_form() -> None:
    assert [text_of(record_of(line.encode())) for line in STORED["journal"]] == STORED["journal"]
    assert {type(record_of(line.encode())) for line in STORED["journal"]} == set(get_args(Record))


def test_the_settings_keep_their_stored_form(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text(STORED["settings"], "utf-8")
    loaded = settings.load(file)
    assert loaded.faults == ()
    settings.save(loaded.settings, file)
    assert file.read_text("utf-8") == STORED["settings"]
