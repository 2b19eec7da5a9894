from __future__ import annotations

from pathlib import Path

import pytest

from workbench.runtime.local import LocalRuntime
from workbench.runtime.source_files import SourceFiles


def test_folder_is_as_it_was_until_a_file_changes_or_goes(tmp_path):
    (tmp_path / "node_modules").mkdir()
    (tmp_path / "lib").mkdir()
    for name in ("index.js", "lib/other.js", "node_modules/x.js", ".hidden"):
        (tmp_path / name).write_text("1")
    files = SourceFiles()
    files.folder(str(tmp_path))
    assert files.changed() == ""
    (tmp_path / "node_modules" / "x.js").write_text("222")
    (tmp_path / ".hidden").write_text("222")
    assert files.changed() == ""
    (tmp_path / "lib" / "other.js").write_text("222")
    assert files.changed() == str(tmp_path / "lib" / "other.js")


def test_file_that_is_gone_counts_as_changed(tmp_path):
    path = tmp_path / "a file.py"
    path.write_text("1")
    files, found = SourceFiles(), path.stat()
    files.loaded(f"{found.st_mtime_ns} {found.st_size} {path}".encode())
    assert files.changed() == ""
    path.unlink()
    assert files.changed() == str(path)


def test_file_that_changed_while_it_was_loaded_is_out_of_date(tmp_path):
    path = tmp_path / "a.py"
    path.write_text("1")
    files = SourceFiles()
    files.loaded(f"-1 1 {path}".encode())
    assert files.changed() == str(path)


@pytest.mark.parametrize("client", ["bootstrap", "awslambdaric"])
def test_an_edit_within_the_second_of_the_last_run_is_seen_by_a_new_process(function, client):
    for number in range(5):
        edited = function(f"def handler(event, context):\n    return {number}", client=client)
        with LocalRuntime() as runtime:
            assert runtime.invoke(edited, b"{}").payload_text == str(number)
    assert not Path(edited.code, "__pycache__").exists()
