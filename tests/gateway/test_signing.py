import json
from pathlib import Path
from typing import Any

import pytest

from desktop.gateway.signing import sign

VECTORS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent.parent / "data" / "sign_vectors.json").read_text("utf-8")
)


def test_there_are_ten_vectors() -> None:
    assert len(VECTORS) == 10


@pytest.mark.parametrize("vector", VECTORS, ids=lambda v: v["sign"][:8])
def test_signs_as_the_public_client_does(vector: dict[str, Any]) -> None:
    assert sign(vector["form"], vector["app_secret"]) == vector["sign"]
