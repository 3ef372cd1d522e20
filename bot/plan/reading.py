"""A plan's file → its text. What cannot be a plan is refused with a reason and advice."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

from bot.errors import NotAPlan, PlanNotReadable, PlanTooLarge
from bot.plan.word import document_lines

MOST_TEXT = 1_000_000  # bytes of text in UTF-8; a plan has 30 to 200 thousand
MOST_BYTES = 20_000_000  # of the file, with its pictures
FEWEST_CHARACTERS = 100
_KEPT_CONTROLS = "\t\n\r\f\v"


def read_text(path: str | Path) -> str:
    """The text of a .txt (UTF-8 or GB18030), .docx or text .pdf file, as the parser's offsets count it.

    Raises PlanNotReadable, NotAPlan or PlanTooLarge.
    """
    path = Path(path)
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= MOST_BYTES else b""
    except IsADirectoryError as error:
        raise PlanNotReadable(f"{path.name} 是一个文件夹", "请给出工作计划文件本身的路径。") from error
    except OSError as error:
        raise PlanNotReadable(
            f"文件 {path} 读不到", "请检查路径是否写对、文件是否存在、是否有读取权限。"
        ) from error
    if size > MOST_BYTES:
        raise PlanTooLarge(
            f"{path.name} 有 {size // 1_000_000} MB，比任何工作计划都大", "请只保留工作计划正文后再试。"
        )
    if not data:
        raise PlanNotReadable(f"{path.name} 是空文件", "请换成有内容的 .txt、.docx 或 .pdf 文件。")
    text = _decode(path, data)
    if not text.strip():
        raise PlanNotReadable(f"{path.name} 里没有文字", "请换成有文字内容的 .txt、.docx 或 .pdf 文件。")
    if len(text) > MOST_TEXT // 4 and len(text.encode("utf-8", "replace")) > MOST_TEXT:
        raise PlanTooLarge(
            f"{path.name} 有 {len(text)} 字，远远超过一份工作计划的篇幅", "请只保留工作计划正文后再试。"
        )
    return text


def _decode(path: Path, data: bytes) -> str:
    suffix = path.suffix.lower()
    if data.startswith(b"%PDF"):
        return _pdf(path, data)
    if data.startswith(b"PK\x03\x04"):
        return _docx(path, data)
    if suffix == ".doc" or data.startswith(b"\xd0\xcf\x11\xe0"):
        raise PlanNotReadable(
            f"{path.name} 是旧版 Word 文件，读不了", "请在 Word 或 WPS 里另存为 .docx 后再试。"
        )
    if suffix in (".docx", ".pdf"):
        raise PlanNotReadable(
            f"{path.name} 的内容不是真正的 {suffix} 文件", "文件可能已损坏，请重新导出后再试。"
        )
    return _plain(path, data)


def _plain(path: Path, data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\x00" in data:
        raise PlanNotReadable(
            f"{path.name} 是二进制文件，不是文字", "请换成 .txt、.docx 或带文字的 .pdf 文件。"
        )
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        _check_characters(path, text)
        return text
    raise PlanNotReadable(f"{path.name} 的文字编码认不出来", "请用记事本另存为 UTF-8 编码后再试。")


def _check_characters(path: Path, text: str) -> None:
    """Refuse what decoded without an error and yet is no text: control characters, or no common Chinese."""
    sample = text[:20_000]
    controls = sum(
        1
        for c in sample
        if (ord(c) < 32 and c not in _KEPT_CONTROLS) or c == "\ufffd" or 0xE000 <= ord(c) < 0xF900
    )
    if controls > len(sample) // 200:
        raise PlanNotReadable(
            f"{path.name} 里多是乱码，不是文字", "请换成 UTF-8 或 GB18030 编码的 .txt，或 .docx、.pdf 文件。"
        )
    chinese = [c for c in sample if "\u3400" <= c <= "\u9fff"]
    # GB18030 decodes almost any bytes, to rare characters; in a real text 的, 、 and their like abound.
    common = sum(sample.count(c) for c in "的，。、和工作年一")
    if len(chinese) > 200 and common < len(chinese) // 50:
        raise PlanNotReadable(f"{path.name} 的文字编码认不出来", "请用记事本另存为 UTF-8 编码后再试。")


def _docx(path: Path, data: bytes) -> str:
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    try:
        document = Document(io.BytesIO(data))
    except (PackageNotFoundError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise PlanNotReadable(
            f"{path.name} 不是 Word 文档，或者已损坏", "请在 Word 或 WPS 里重新另存为 .docx 后再试。"
        ) from error
    return "\n".join(document_lines(document)) + "\n"


def _pdf(path: Path, data: bytes) -> str:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise PlanNotReadable(f"{path.name} 有密码", "请去掉密码后再试。")
        pages = [page.extract_text() or "" for page in reader.pages]
    except (PyPdfError, ValueError, KeyError, TypeError) as error:
        raise PlanNotReadable(
            f"{path.name} 不是 PDF 文件，或者已损坏", "请重新导出 PDF，或换成 .docx、.txt。"
        ) from error
    if pages and sum(len(page.strip()) for page in pages) < 20 * len(pages):
        raise PlanNotReadable(
            f"{path.name} 是扫描件，里面没有文字", "请先做文字识别（OCR），或换成 .docx、.txt。"
        )
    return _unwrap("\n".join(pages))


def _unwrap(text: str) -> str:
    """Join the lines that a PDF breaks at the page's edge: a full line without an end is not a paragraph."""
    lines = [line.strip() for line in text.split("\n")]
    lines = [line for line in lines if line and not _page_number(line)]
    width = max((len(line) for line in lines), default=0)
    paragraphs: list[str] = []
    open_line = False
    for line in lines:
        if open_line and paragraphs:
            paragraphs[-1] += line
        else:
            paragraphs.append(line)
        open_line = len(line) >= width * 0.8 and line[-1] not in "。！？：；"
    return "\n".join(paragraphs) + "\n"


def _page_number(line: str) -> bool:
    return bool(re.fullmatch(r"[—–\-\s]*(?:第\s*)?\d{1,4}(?:\s*[/／]\s*\d{1,4})?(?:\s*页)?[—–\-\s]*", line))


def check_plan(text: str, *, tasks: int, sections: int, name: str) -> None:
    """Raise NotAPlan when the text has nothing that a work plan would hold."""
    size = len("".join(text.split()))
    if size < FEWEST_CHARACTERS:
        raise NotAPlan(f"{name} 只有 {size} 个字，不像一份工作计划", "请检查是否选对了文件。")
    if tasks == 0 or (sections < 2 and tasks < 5) or tasks * 4000 < size:
        raise NotAPlan(
            f"{name} 里没有找到工作计划的内容（章节 {sections} 个，任务 {tasks} 条）",
            "请检查是否选对了文件：工作计划应有分章节的任务安排，如“一、…”“（一）…”。",
        )
