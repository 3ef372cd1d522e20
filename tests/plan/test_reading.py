"""Files of every kind that is read, and of every kind that is refused."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from pypdf import PdfWriter
from pypdf.generic import ContentStream, DictionaryObject, NameObject, StreamObject

from bot.errors import NotAPlan, PlanNotReadable, PlanTooLarge
from bot.plan import check_plan, parse, read_text

TEXT = (
    "2022年工作要点\n一、重点任务\n（一）新建公办幼儿园12所。加强队伍建设，完善管理制度。\n二、保障措施\n加大投入。\n"
    * 3
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "plan.txt"
    file.write_bytes(TEXT.encode(encoding))
    assert read_text(file) == TEXT


def test_line_ends_are_kept_as_they_are(tmp_path: Path) -> None:
    file = tmp_path / "plan.txt"
    file.write_bytes(TEXT.replace("\n", "\r\n").encode())
    assert read_text(file) == TEXT.replace("\n", "\r\n")
    assert [s.title for s in parse(read_text(file)).sections] == [s.title for s in parse(TEXT).sections]


def test_a_word_document_with_headings_and_tables_in_their_order(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("2022年工作计划", 0)
    document.add_heading("一、重点任务", 1)
    document.add_paragraph("加强队伍建设。")
    table = document.add_table(rows=2, cols=3)
    for row, cells in enumerate([("任务", "责任单位", "时限"), ("建设\n图书馆", "基建科", "6月底前")]):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    document.add_paragraph("二、保障措施")
    file = tmp_path / "plan.docx"
    document.save(str(file))
    assert read_text(file).split("\n") == [
        "2022年工作计划",
        "一、重点任务",
        "加强队伍建设。",
        "任务\t责任单位\t时限",
        "建设 图书馆\t基建科\t6月底前",
        "二、保障措施",
        "",
    ]


NUMBERING = """<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:abstractNum w:abstractNumId="7">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="●"/></w:lvl>
</w:abstractNum>
<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>
</w:numbering>"""


def test_automatic_numbers_are_read_as_word_shows_them(tmp_path: Path) -> None:
    document = docx.Document()
    document.part.numbering_part._element = parse_xml(NUMBERING)
    for level, text in [
        (0, "总体要求"),
        (0, "任务"),
        (1, "教学"),
        (1, "安全"),
        (2, "一点"),
        (0, "保障"),
        (1, "经费"),
    ]:
        place = document.add_paragraph(text)._p.get_or_add_pPr().get_or_add_numPr()
        place.get_or_add_numId().val = 3
        place.get_or_add_ilvl().val = level
    document.save(str(tmp_path / "plan.docx"))
    assert read_text(tmp_path / "plan.docx").split() == [
        "一、总体要求",
        "二、任务",
        "（一）教学",
        "（二）安全",
        "一点",
        "三、保障",
        "（一）经费",
    ]


def test_merged_cells_come_once(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(rows=1, cols=3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "合并"
    table.cell(0, 2).text = "单独"
    file = tmp_path / "plan.docx"
    document.save(str(file))
    assert read_text(file) == "合并\t单独\n"


def pdf(file: Path, lines: list[str]) -> Path:
    """A PDF whose only page shows the lines, each glyph being a code point of UTF-16."""
    writer = PdfWriter()
    page = writer.add_blank_page(width=595, height=842)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type0"),
            NameObject("/BaseFont"): NameObject("/STSong-Light"),
            NameObject("/Encoding"): NameObject("/UniGB-UTF16-H"),
        }
    )
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): writer._add_object(font)})}
    )
    shown = "".join(f"<{line.encode('utf-16-be').hex()}> Tj 0 -20 Td " for line in lines)
    content = StreamObject()
    content.set_data(f"BT /F1 12 Tf 50 780 Td {shown} ET".encode())
    page[NameObject("/Contents")] = writer._add_object(ContentStream(content, writer))
    writer.write(str(file))
    return file


def test_a_pdf_with_text_is_joined_to_paragraphs(tmp_path: Path) -> None:
    lines = [
        "2022年工作要点",
        "一、重点任务",
        "加强队伍建设，完善管理制度，优化专业",
        "结构，提升服务水平。",
        "二、保障措施",
    ]
    text = read_text(pdf(tmp_path / "plan.pdf", lines))
    assert text.split("\n") == [
        "2022年工作要点",
        "一、重点任务",
        "加强队伍建设，完善管理制度，优化专业结构，提升服务水平。",
        "二、保障措施",
        "",
    ]


def scanned(file: Path) -> Path:
    writer = PdfWriter()
    writer.add_blank_page(width=595, height=842)
    writer.write(str(file))
    return file


# A file's name and its bytes; the error, and a word of what it says.
REFUSED = [
    ("empty.txt", b"", PlanNotReadable, "空文件"),
    ("blank.txt", b" \n\t\n", PlanNotReadable, "没有文字"),
    ("binary.txt", bytes(range(256)) * 40, PlanNotReadable, "二进制"),
    ("noise.txt", bytes(range(1, 9)) * 200 + "字".encode(), PlanNotReadable, "乱码"),
    ("latin.txt", ("工作計畫，加強建設，完善制度。" * 100).encode("big5"), PlanNotReadable, "乱码"),
    ("broken.docx", b"PK\x03\x04" + b"x" * 200, PlanNotReadable, "损坏"),
    ("fake.docx", "一、任务".encode(), PlanNotReadable, "不是真正的"),
    ("old.doc", b"\xd0\xcf\x11\xe0" + b"x" * 200, PlanNotReadable, "旧版"),
    ("broken.pdf", b"%PDF-1.4 broken", PlanNotReadable, "PDF"),
    ("large.txt", ("一、加强建设。\n" * 60_000).encode(), PlanTooLarge, "篇幅"),
]


@pytest.mark.parametrize(("name", "data", "error", "word"), REFUSED)
def test_files_that_are_refused(
    tmp_path: Path, name: str, data: bytes, error: type[PlanNotReadable], word: str
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(error, match=word) as caught:
        read_text(tmp_path / name)
    assert caught.value.advice


def test_a_scanned_pdf_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PlanNotReadable, match="扫描件") as caught:
        read_text(scanned(tmp_path / "scan.pdf"))
    assert "OCR" in caught.value.advice


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(PlanNotReadable, match="没有"):
        read_text(tmp_path / "没有.txt")
    with pytest.raises(PlanNotReadable, match="文件夹"):
        read_text(tmp_path)


NOVEL = (
    "那年冬天，祖母死了，父亲的差使也交卸了，正是祸不单行的日子。我从北京到徐州，打算跟着父亲奔丧回家。\n"
    * 60
)
NOT_PLANS = ["加强队伍建设。", "今天天气很好。", NOVEL, "你好，世界。" * 200]


@pytest.mark.parametrize("text", NOT_PLANS)
def test_what_is_no_plan(text: str) -> None:
    plan = parse(text)
    with pytest.raises(NotAPlan) as caught:
        check_plan(text, tasks=len(plan.tasks), sections=len(plan.sections), name="文件.txt")
    assert caught.value.advice


def test_a_plan_passes() -> None:
    plan = parse(TEXT)
    check_plan(TEXT, tasks=len(plan.tasks), sections=len(plan.sections), name="文件.txt")
