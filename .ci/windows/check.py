"""check.py OUT: uses program and installer as a shop would. A Windows Python runs it; any surprise is an error."""

import ctypes
import json
import os
import shutil
import subprocess
import sys
import time
import winreg
import zipfile
from collections.abc import Callable
from pathlib import Path

OUT = Path(sys.argv[1])
FOLDER = Path("C:/Program Files/充值 控制台")
DESK = Path(os.environ["LOCALAPPDATA"])
SHOP = DESK / "topup-desk"
INSTALLED = DESK / "Programs" / "topup-desk"
LISTED = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\topup-desk"
PATIENCE_S = 90.0
DETACHED = 0x00000008  # no console, no streams: as started from an icon


def step(text: str) -> None:
    print(f"--- {text}", flush=True)  # noqa: T201


def expect(condition: object, otherwise: str) -> None:
    if not condition:
        raise SystemExit(f"FAILED: {otherwise}")


def until(condition: Callable[[], object], otherwise: str) -> None:
    end = time.monotonic() + PATIENCE_S
    while not condition():
        expect(time.monotonic() < end, f"{otherwise}, after {PATIENCE_S:.0f} s")
        time.sleep(0.1)


def start(program: Path, *arguments: object, **environment: str) -> "subprocess.Popen[bytes]":
    """As from an icon. An empty variable is one that is not there."""
    variables = {name: value for name, value in (os.environ | environment).items() if value}
    return subprocess.Popen([program, *map(str, arguments)], env=variables, creationflags=DETACHED)


def files_of(folder: Path) -> dict[str, tuple[int, int]]:
    found = {str(path): path.stat() for path in folder.rglob("*")}
    return {path: (stat.st_size, stat.st_mtime_ns) for path, stat in found.items()}


def self_check(program: Path, report: Path, *arguments: str, **environment: str) -> dict[str, str]:
    """What was seen, by what was looked at; all of it must have passed."""
    code = start(program, *arguments, "--self-check", report, **environment).wait(PATIENCE_S)
    log = SHOP / "logs" / "topup-desk.log"
    expect(report.is_file(), f"no report, exit code {code}\n{log.read_text('utf-8') if log.is_file() else 'no log'}")
    checks = json.loads(report.read_text("utf-8"))["checks"]
    for check in checks:
        print(f"    {'ok' if check['passed'] else 'NO':3} {check['name']}: {check['seen']}")  # noqa: T201
    expect(code == 0 and all(check["passed"] for check in checks), f"exit code {code}")
    seen = {check["name"]: check["seen"] for check in checks}
    expect("WinVault" in seen["keyring"], "the keyring is not Windows' own")
    expect(seen["order succeeded"] == "成功", "on a Chinese Windows the program does not speak Chinese")
    expect(seen["streams"] == "none", "started from an icon there are no streams")
    return seen


def from_a_folder_that_is_read_only() -> None:
    step(f"self-check from {FOLDER}, which nothing may be written to")
    shutil.copytree(OUT / "topup-desk", FOLDER)
    for path in FOLDER.rglob("*"):
        path.chmod(0o444 if path.is_file() else 0o555)
    before = files_of(FOLDER)
    self_check(FOLDER / "topup-desk.exe", Path("C:/自检 窗口.json"))
    step("self-check without a screen, APPDATA, HOME and USERPROFILE odd")
    odd = {"APPDATA": "Q:\\nowhere", "LOCALAPPDATA": "", "HOME": "", "USERPROFILE": "Q:\\", "HOMEPATH": ""}
    fonts = {"QT_QPA_FONTDIR": r"C:\fonts"}
    self_check(FOLDER / "topup-desk.exe", Path("C:/自检 无屏.json"), "-platform", "offscreen", **odd, **fonts)
    expect(files_of(FOLDER) == before, "the program has written to its own folder")


def close(program: "subprocess.Popen[bytes]") -> None:
    """As with the window's cross."""
    subprocess.run(["taskkill", "/PID", str(program.pid)], stdout=subprocess.DEVNULL, check=True)
    expect(program.wait(PATIENCE_S) == 0, f"exit code {program.returncode} when closed")


def practise(program: Path, folder: Path, *arguments: object) -> "subprocess.Popen[bytes]":
    """The program in practice mode, ready for work on this folder."""
    log = folder / "logs" / "topup-desk.log"
    starts = log.read_text("utf-8").count("ready") if log.is_file() else 0
    running = start(program, "--practice", *arguments)
    until(lambda: log.is_file() and log.read_text("utf-8").count("ready") > starts, f"{program} is not ready")
    return running


def a_second_start() -> None:
    step("a second start makes way for the first")
    program, folder = FOLDER / "topup-desk.exe", Path("C:/数据 店")
    first = practise(program, folder, "--data-dir", folder)
    second = start(program, "--practice", "--data-dir", folder)
    expect(second.wait(PATIENCE_S) == 0, f"the second start ended with {second.returncode}")
    expect(first.poll() is None, "the first is gone")
    close(first)
    expect((folder / "practice" / "orders.db").is_file(), "there are no orders")
    expect(not (folder / "practice" / "orders.db-wal").exists(), "the database was not closed")

    step("killed, it starts again at once")
    killed = practise(program, folder, "--data-dir", folder)
    killed.kill()
    killed.wait(PATIENCE_S)
    close(practise(program, folder, "--data-dir", folder))


def portable() -> None:
    step("the portable program keeps its data beside itself")
    (archive,) = OUT.glob("topup-desk-*-windows-portable.zip")
    with zipfile.ZipFile(archive) as packed:
        packed.extractall("C:/随身 盘")
    (program,) = Path("C:/随身 盘").glob("*/topup-desk.exe")
    before = files_of(SHOP)
    close(practise(program, program.parent / "data"))
    expect((program.parent / "data" / "practice" / "orders.db").is_file(), "there are no orders beside it")
    expect(files_of(SHOP) == before, "the portable program has written to the user's folder")


def an_old_windows(setup: Path) -> None:
    step("an old Windows is turned away")
    with winreg.CreateKey(winreg.HKEY_CURRENT_USER, rf"Software\Wine\AppDefaults\{setup.name}") as key:
        winreg.SetValueEx(key, "Version", 0, winreg.REG_SZ, "win7")
        expect(install(setup) == 4, "it was installed on Windows 7")
        winreg.DeleteValue(key, "Version")
    expect(not INSTALLED.exists(), "something was installed on Windows 7")


def install(setup: Path) -> int:
    return start(setup, "/S").wait(PATIENCE_S)


def listed(name: str) -> str:
    with winreg.OpenKey(winreg.HKEY_CURRENT_USER, LISTED) as key:
        return str(winreg.QueryValueEx(key, name)[0])


def shortcuts() -> set[str]:
    places = (Path(os.environ["APPDATA"]) / "Microsoft/Windows/Start Menu/Programs", Path.home() / "Desktop")
    return {
        place.name for place in places for link in place.glob("*.lnk") if link.stem in ("话费充值台", "Top-up Desk")
    }


def installer() -> None:
    (new,) = OUT.glob("topup-desk-*-setup.exe")
    program = INSTALLED / "topup-desk.exe"
    an_old_windows(new)
    step("an older version is installed and used")
    expect(install(OUT / "older-setup.exe") == 0, "the older version cannot be installed")
    expect(shortcuts() == {"Programs", "Desktop"}, f"shortcuts are missing: {shortcuts()}")
    expect(listed("DisplayVersion") == "0.0.1", "the older version is not listed")
    expect(listed("DisplayName") == "话费充值台", "the installer does not speak Chinese")
    running = practise(program, SHOP)

    step("no upgrade while it runs")
    expect(install(new) == 3, "the installer has not asked to close the program")
    expect(listed("DisplayVersion") == "0.0.1" and running.poll() is None, "a running program was changed")
    close(running)

    step("upgrade: old files go, what the shop keeps stays")
    kept = {path: state for path, state in files_of(SHOP).items() if ".log" not in path}
    expect(any("orders.db" in path for path in kept), "there is nothing to keep")
    expect((INSTALLED / "_internal" / "of-an-older-version.txt").is_file(), "there is no old file")
    expect(install(new) == 0, "the upgrade failed")
    expect(not (INSTALLED / "_internal" / "of-an-older-version.txt").exists(), "an old file was left")
    expect(listed("DisplayVersion") == new.name.split("-")[2], "the new version is not listed")
    expect(kept.items() <= files_of(SHOP).items(), "the upgrade has changed what the shop keeps")
    self_check(program, Path("C:/自检 新.json"))
    close(practise(program, SHOP))

    step("uninstall: the program goes, what the shop keeps stays")
    kept = files_of(SHOP)
    start(INSTALLED / "uninstall.exe", "/S").wait(PATIENCE_S)  # it goes on as a copy of itself
    until(lambda: not INSTALLED.exists(), f"{INSTALLED} is still there: {list(INSTALLED.rglob('*'))[:5]}")
    expect(files_of(SHOP) == kept, "uninstalling has changed what the shop keeps")
    until(lambda: not shortcuts(), "shortcuts are left")


def main() -> None:
    ctypes.windll.kernel32.SetErrorMode(0x0001 | 0x0002)  # an error is an exit code, not a dialog
    from_a_folder_that_is_read_only()
    a_second_start()
    portable()
    installer()
    Path("C:/checked").touch()


if __name__ == "__main__":
    main()
