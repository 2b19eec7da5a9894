import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from workbench.errors import InputError
from workbench.library.file_access import read_file, replace_file


def test_a_replaced_file_keeps_its_permissions_and_leaves_nothing_else(tmp_path):
    path = tmp_path / "a.json"
    path.write_bytes(b"old")
    path.chmod(0o640)
    replace_file(path, b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]


def test_a_new_file_gets_the_permissions_that_the_system_gives(tmp_path):
    replace_file(tmp_path / "deep" / "er" / "a.json", b"{}")
    (tmp_path / "plain").write_bytes(b"")
    assert (tmp_path / "deep/er/a.json").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_symbolic_link_stays_and_its_target_is_replaced(tmp_path):
    (tmp_path / "real.json").write_bytes(b"old")
    (tmp_path / "link.json").symlink_to("real.json")
    replace_file(tmp_path / "link.json", b"new")
    assert (tmp_path / "link.json").is_symlink()
    assert (tmp_path / "real.json").read_bytes() == b"new"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("file/a.json", "in the way|not a folder"),
        ("folder", "folder, not a file"),
        ("x" * 300, "too long"),
        ("loop/a", "circle|in the way"),
    ],
)
def test_what_cannot_be_written_is_said_with_the_mend_and_changes_nothing(tmp_path, name, message):
    (tmp_path / "file").write_bytes(b"old")
    (tmp_path / "folder").mkdir()
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(InputError, match=message) as caught:
        replace_file(tmp_path / name, b"new")
    assert caught.value.mend
    assert name in caught.value.place
    assert (tmp_path / "file").read_bytes() == b"old"
    assert sorted(path.name for path in (tmp_path).iterdir()) == ["file", "folder", "loop"]


@pytest.mark.parametrize(
    ("name", "message"),
    [("gone", "no such file"), (".", "it is a folder"), ("a\0b", "not a path")],
)
def test_what_cannot_be_read_is_said_with_the_mend(tmp_path, name, message):
    with pytest.raises(InputError, match=message) as caught:
        read_file(tmp_path / name)
    assert caught.value.mend


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_a_full_disk_is_said(tmp_path, monkeypatch):
    real = os.open

    def full(path, flags, mode=0o777, **others):
        return real("/dev/full", os.O_WRONLY) if str(path).endswith(".tmp") else real(path, flags, mode, **others)

    (tmp_path / "a.json").write_bytes(b"old")
    monkeypatch.setattr(os, "open", full)
    with pytest.raises(InputError, match="no space left"):
        replace_file(tmp_path / "a.json", b"new")
    assert (tmp_path / "a.json").read_bytes() == b"old"


def test_what_a_killed_program_left_behind_is_removed_after_a_while(tmp_path):
    old, young = tmp_path / ".workbench-aa.tmp", tmp_path / ".workbench-bb.tmp"
    for path in (old, young):
        path.write_bytes(b"half")
    os.utime(old, (0, 0))
    replace_file(tmp_path / "a.json", b"{}")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".workbench-bb.tmp", "a.json"]


def test_a_program_killed_while_it_saves_leaves_the_old_file_or_the_new(tmp_path):
    code = (
        "import sys; from pathlib import Path; from workbench.library.file_access import replace_file\n"
        "number = 0\n"
        "while True:\n"
        "    replace_file(Path(sys.argv[1]), str(number % 10).encode() * 300_000, through_power_cut=False)\n"
        "    number += 1; print(number, flush=True)\n"
    )
    path = tmp_path / "a.json"
    for saves in (1, 2, 3):
        with subprocess.Popen([sys.executable, "-c", code, path], stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            for _ in range(saves):
                process.stdout.readline()
            process.kill()
        data = path.read_bytes()
        assert len(data) == 300_000
        assert len(set(data)) == 1
