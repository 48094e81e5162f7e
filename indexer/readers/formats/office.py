"""Old Word .doc and .rtf, by way of LibreOffice where it is installed: it writes them as OpenDocument text, which `odt` reads.

    soffice --headless --convert-to odt report.doc     in a profile of its own, with macros off and no links followed

OpenDocument is LibreOffice's own format, so nothing is lost on the way that LibreOffice understood. The conversion has a time
limit, and the program and all that it has started end with it.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from indexer.processes import work_of
from indexer.readers.formats import odt
from indexer.readers.formats.answer import FileReading, Refused

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RTF = b"{\\rtf"
_WORD_XML = b'progid="Word.Document"'
_SECONDS = 25
_BUSY = 1 / 3  # of these seconds that LibreOffice has worked on a file which is too much for it; if less, it had to wait
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)
_SECURITY = "/org.openoffice.Office.Common/Security/Scripting"
_SETTINGS = (
    (_SECURITY, "MacroSecurityLevel", "3"),
    (_SECURITY, "DisableMacrosExecution", "true"),
    (_SECURITY, "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
)


def recognise(data: bytes, suffix: str) -> bool:  # noqa: ARG001 - these formats tell themselves by their first bytes
    return _suffix(data) is not None


def read(data: bytes) -> FileReading:
    suffix = _suffix(data)
    assert suffix is not None
    if suffix == ".doc":
        _check_word(data)
    program = find_program()
    if program is None:
        raise Refused(f"it is a {suffix} file, which LibreOffice reads: install LibreOffice, or save the file as .docx")
    reading = odt.read(_converted(program, data, suffix))
    remark = " and ".join(part for part in ("it was read through LibreOffice", reading.remark) if part)
    return replace(reading, reading=replace(reading.reading, layout=suffix[1:]), remark=remark)


def find_program() -> str | None:
    """LibreOffice's command, where it is installed."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in _PLACES if Path(place).is_file()), None)


def _suffix(data: bytes) -> str | None:
    if data.startswith(_OLE):
        return ".doc"
    if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(_RTF):
        return ".rtf"
    return ".xml" if data.lstrip(b"\xef\xbb\xbf").startswith(b"<?xml") and _WORD_XML in data[:2000] else None


def _check_word(data: bytes) -> None:
    """Of all that comes in this container, only Word documents that are not encrypted."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Refused("it is encrypted; save it without a password")
    if "WordDocument".encode("utf-16-le") not in data:
        raise Refused("it is no Word document but another program's file; save it as .docx or PDF")


def _converted(program: str, data: bytes, suffix: str) -> bytes:
    """The file as OpenDocument text."""
    with tempfile.TemporaryDirectory(prefix="van-kho-") as name:
        folder = Path(name)
        source = folder / f"report{suffix}"
        source.write_bytes(data)
        settings = folder / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_profile(), encoding="utf-8")
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        options = ["--headless", "--norestore", "--nologo", "--convert-to", "odt", "--outdir", name]
        _run([program, profile, *options, str(source)])
        result = folder / "report.odt"
        if not result.is_file():
            raise Refused("LibreOffice cannot read it, it is damaged or encrypted: save it as .docx in a word processor")
        return result.read_bytes()


def _profile() -> str:
    """LibreOffice's settings as it keeps them in a profile."""
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    return f'<?xml version="1.0"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>'


def _run(command: list[str]) -> None:
    """Run LibreOffice to its end, or end it with all that it has started."""
    with subprocess.Popen(  # noqa: S603 - a fixed command; the file is named by us
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        try:
            process.wait(_SECONDS)
        except BaseException as error:
            worked = work_of(process.pid)
            _end(process)
            if isinstance(error, subprocess.TimeoutExpired):
                reason = f"LibreOffice did not read it within {_SECONDS} seconds; save it as .docx"
                raise Refused(reason, given_up=worked > _BUSY * _SECONDS) from error
            raise


def _end(process: subprocess.Popen[bytes]) -> None:
    if sys.platform != "win32":
        os.killpg(process.pid, signal.SIGKILL)  # the group that it started as its own session
    else:
        process.kill()
