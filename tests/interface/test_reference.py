from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from k1.interface.cli import COMMANDS
from k1.interface.reference import REFERENCES, commands_markdown, configuration_markdown, defaults_yaml
from k1.schema.configuration import Configuration

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", REFERENCES)
def test_the_committed_reference_is_fresh(name):
    committed = (ROOT / name).read_text(encoding="utf-8")
    assert committed == REFERENCES[name](), f"{name} is stale: run `python -m k1.interface.reference`"


def test_every_command_has_help_and_is_documented():
    text = commands_markdown()
    for name in COMMANDS:
        assert f"## graphanything {name}\n" in text


def test_every_key_says_what_it_means_and_none_hides_in_a_tag():
    rows = [line for line in configuration_markdown().splitlines() if line.startswith("| `")]
    assert [row for row in rows if not row.rstrip("| ").split(" | ")[3:]] == []
    assert [row for row in rows if "<" in row] == []
    assert any("results/&lt;run>" in row for row in rows)


def test_the_defaults_are_the_configuration_itself():
    values = yaml.safe_load(defaults_yaml())
    assert values == Configuration().model_dump(mode="json")
