"""What a window remembers is in a file of its own, and a broken file is as none."""

from __future__ import annotations

from PySide6.QtCore import QByteArray

from workbench.app.window_state import WindowState


def test_everything_comes_back(qapp, tmp_path):
    state = WindowState(tmp_path / "window.ini")
    state.zoom = 150
    state.colours = "dark"
    state.remember_folder(tmp_path / "a")
    state.remember_folder(tmp_path / "b")
    state.remember_folder(tmp_path / "a")
    state.keep_bytes("columns", QByteArray(b"\x01\x02"))
    state.keep_texts("hidden", ["sidebar"])
    state.flush()
    again = WindowState(tmp_path / "window.ini")
    assert again.zoom == 150
    assert again.colours == "dark"
    assert again.recent_folders == [tmp_path / "a", tmp_path / "b"]
    assert again.bytes_of("columns") == QByteArray(b"\x01\x02")
    assert again.texts_of("hidden") == ["sidebar"]


def test_what_cannot_be_read_is_as_if_it_had_never_been_kept(qapp, tmp_path):
    path = tmp_path / "window.ini"
    path.write_text("[General]\nzoom=large\ncolours=pink\n")
    state = WindowState(path)
    assert state.zoom == 100
    assert state.colours == "system"
    assert state.recent_folders == []
    assert state.bytes_of("columns") is None
