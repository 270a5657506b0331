from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from k1.interface.conda import FOLDER, SETS, WITHOUT_DEPENDENCIES, conda_yaml, locked_pins

NO_SETS = {"unsloth-overrides", "gpu-kit", "smollm2"}  # smollm2: one package beside the training set
RULES = Path(__file__).resolve().parents[2] / "workflow" / "rules"


@pytest.mark.parametrize("name", SETS)
def test_the_conda_environment_has_the_names_and_pins_of_its_locked_set(name):
    committed = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
    assert committed == conda_yaml(name), f"envs/{name}.yaml is stale: run `make locks-conda`"
    *_, pip = yaml.safe_load(committed)["dependencies"]
    locked = dict(locked_pins((FOLDER / f"{name}.txt").read_text(encoding="utf-8")))
    named = {pin.partition("==")[0] for pin in pip["pip"]}
    assert named == locked.keys() - set(WITHOUT_DEPENDENCIES.get(name, ()))


def test_every_locked_set_has_an_environment_and_a_make_target():
    root = FOLDER.parent
    recipes = "\n".join(path.read_text(encoding="utf-8") for path in [root / "Makefile", *(root / "make").glob("*.mk")])
    locked = {path.stem for path in FOLDER.glob("*.txt") if path.stem not in NO_SETS}
    assert locked == {path.stem for path in FOLDER.glob("*.yaml")} == set(SETS)
    assert all(re.search(rf"^locks-{name}:", recipes, re.MULTILINE) for name in SETS)


def test_what_comes_without_dependencies_is_installed_in_its_locked_version():
    for name, packages in WITHOUT_DEPENDENCIES.items():
        locked = dict(locked_pins((FOLDER / f"{name}.txt").read_text(encoding="utf-8")))
        script = (FOLDER / f"{name}.post-deploy.sh").read_text(encoding="utf-8")
        assert all(locked[package] in script for package in packages)


def test_every_environment_of_a_rule_installs_k1_itself():
    rules = "\n".join(path.read_text(encoding="utf-8") for path in RULES.glob("*.smk"))
    named = set(re.findall(r"envs/([a-z]+)\.yaml", rules))
    assert "core" in named
    used = named | {"train", "unsloth"}  # the training rules take theirs from the profile (k1.training.machine.needs)
    assert all("--editable ." in (FOLDER / f"{name}.post-deploy.sh").read_text(encoding="utf-8") for name in used)


def test_hashes_and_comments_are_no_pins_and_markers_stay():
    text = "a-b==1.0 ; sys_platform == 'win32' \\\n    --hash=sha256:00\nc==2 ; os_name == 'nt'\n    # via d\n"
    assert list(locked_pins(text)) == [("a-b", "a-b==1.0 ; sys_platform == 'win32'"), ("c", "c==2 ; os_name == 'nt'")]
