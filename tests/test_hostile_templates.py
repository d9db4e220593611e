"""Test that foreign templates read no file, run no code, hang nothing, and that they make only text."""

from __future__ import annotations

import io
import os
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from commands import SOUND
from foreign import HURRIED, PERIOD, TOPIC, Elsewhere, own
from hostile_templates import DEEP, FILLING, HANGING, HARMLESS, MARKUP, PARTS, READING
from lxml import etree, html
from marks import attack, sampled

from generator.base.resources import templates_folder
from generator.base.templating import sandbox
from generator.locality.render import _Rendering
from generator.pipeline.check import check

# --- reading ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "link",
    sampled([TOPIC, "lexicon/places.yaml", "lexicon", PERIOD, f"{PERIOD}/topics", "notes"], (TOPIC,), attack),
)
def test_a_link_out_of_the_folder_is_refused(elsewhere: Elsewhere, link: str) -> None:
    elsewhere.put(f"{PERIOD}/topics/other.xml.j2" if link != PERIOD else "lexicon/x.yaml", "x")
    secret = elsewhere.home / "secret"
    secret.mkdir()
    (secret / "a.yaml").write_text("geheim: 1", "utf-8")
    file = elsewhere.folder / link
    file.parent.mkdir(parents=True, exist_ok=True)
    if file.is_dir():
        (file / "inner").symlink_to(secret)
    else:
        file.symlink_to(secret if "." not in link else secret / "a.yaml")
    ran = elsewhere.run()
    assert [f.rule for f in ran.findings] == ["templates-link"]
    assert "geheim" not in ran.all


@attack
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
def test_a_pipe_is_not_waited_for(elsewhere: Elsewhere) -> None:
    (elsewhere.folder / "lexicon").mkdir()
    os.mkfifo(elsewhere.folder / "lexicon" / "places.yaml")
    assert [f.rule for f in elsewhere.run().findings] == ["templates-link"]


def test_templates_read_no_file_and_reach_no_object(elsewhere: Elsewhere) -> None:
    (elsewhere.home / "secret.xml.j2").write_text("{% macro x() %}geheim{% endmacro %}", "utf-8")
    asked = elsewhere.many(READING)
    ran = elsewhere.run("draft", *asked, "-o", "out", "--format", "md")
    assert ran.code == 1
    assert set(ran.rules) == {"template-error", "templates-name", "file-stopped", *QUIET}, ran.all
    assert not re.search(r"geheim|root:|<class|<function|module|/etc/(?!passwd)", ran.all)
    for name, text in asked.items():
        made = elsewhere.home / "out" / f"{Path(name).stem}.md"
        if made.exists():
            assert "Undefined" in made.read_text("utf-8"), text
            assert "map" in text


def test_nothing_that_templates_are_given_leads_to_files_or_to_code(root: Path) -> None:
    profile = check(root / "profiles" / "dengkou.yaml").profile
    assert profile
    rendering = _Rendering(profile)
    environment = sandbox((templates_folder() / "common",))
    plain = (str, int, bool, type(None))
    seen: dict[int, object] = {}
    waiting: list[tuple[str, Any]] = list(rendering.context.items())
    while waiting:
        path, thing = waiting.pop()
        if id(thing) in seen or isinstance(thing, plain):
            continue
        seen[id(thing)] = thing
        assert not isinstance(thing, (os.PathLike, type, type(os), io.IOBase)), path
        assert type(thing).__module__.partition(".")[0] in {
            "generator",
            "builtins",
            "jinja2",
            "decimal",
            "markupsafe",
        }, path
        if isinstance(thing, dict):
            waiting += [(f"{path}[{key}]", value) for key, value in thing.items()]
        elif isinstance(thing, (list, tuple)):
            waiting += [(f"{path}[]", value) for value in thing]
        elif not callable(thing):
            names = [
                name
                for name in dir(thing)
                if environment.is_safe_attribute(thing, name, getattr(thing, name, None))
            ]
            waiting += [(f"{path}.{name}", environment.getattr(thing, name)) for name in names]
    assert len(seen) > 100


# --- hanging and filling ----------------------------------------------------------------------------------


@attack
@pytest.mark.parametrize("text", [*HANGING, *FILLING], ids=range(len(HANGING) + len(FILLING)))
def test_a_template_that_never_ends_or_fills_the_memory_is_stopped(elsewhere: Elsewhere, text: str) -> None:
    elsewhere.topic(text)
    ran = elsewhere.run(limits=HURRIED)
    assert ran.code in {1, 2}
    assert set(ran.rules) <= {"templates-limit", "template-error", "file-stopped", "draft-large"}, ran.all
    assert ran.rules
    assert "Traceback" not in ran.all
    assert sorted(each.name for each in elsewhere.home.iterdir()) == ["a.yaml", "文库"]


@pytest.mark.parametrize("text", sampled(DEEP, DEEP[:1], attack), ids=range(len(DEEP)))
def test_a_template_that_is_too_deep_is_told(elsewhere: Elsewhere, text: str) -> None:
    elsewhere.topic(text)
    ran = elsewhere.run()
    assert ran.code in {1, 2}
    told = {"templates-limit", "template-error", "file-stopped", "draft-xml", "draft-large"}
    assert set(ran.rules) <= told, ran.all
    assert ran.rules


@attack
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_all_profiles_are_stopped_that_wait_for_one_that_hangs(elsewhere: Elsewhere, jobs: str) -> None:
    elsewhere.topic(HANGING[0])
    for n in range(3):
        (elsewhere.home / f"b{n}.yaml").write_text((elsewhere.home / "a.yaml").read_text("utf-8"), "utf-8")
    ran = elsewhere.run("draft", "b0.yaml", "b1.yaml", "b2.yaml", "-o", "out", "--jobs", jobs, limits=HURRIED)
    assert ran.code == 2
    assert [f.rule for f in ran.findings] == ["templates-limit"]


@attack
def test_expressions_that_backtrack_without_end_are_stopped(elsewhere: Elsewhere) -> None:
    elsewhere.put(
        "lexicon/sentences.yaml",
        own("lexicon/sentences.yaml").replace("growth: 增长|增速|增幅", "growth: (甲+)+$"),
    )
    elsewhere.put(
        "lexicon/foreign.yaml", own("lexicon/foreign.yaml").replace('pattern: "', 'pattern: "(甲+)+乙|')
    )
    (elsewhere.home / "a.yaml").write_text(SOUND + f"title: {'甲' * 5000}我县90%\n", "utf-8")
    ran = elsewhere.run("check", "a.yaml", limits=HURRIED)
    assert [f.rule for f in ran.findings] in ([], ["templates-limit"])
    elsewhere.put(
        "lexicon/dates.yaml",
        own("lexicon/dates.yaml").replace(
            "{name: 党的十九大, from: 2017-10,", "{name: (甲+)+乙, from: 2099-10,"
        ),
    )
    ran = elsewhere.run("check", "a.yaml", limits=HURRIED)
    assert [f.rule for f in ran.findings] == ["templates-limit"]


def test_a_limit_is_told_in_one_finding_with_what_to_do(
    elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    from generator.cli import templates  # noqa: PLC0415

    elsewhere.topic(HANGING[0])
    monkeypatch.setattr(templates, "LIMITS", HURRIED._replace(seconds=1))
    monkeypatch.setattr("sys.argv", ["plandraft", "draft", "a.yaml", "--templates", "文库"])
    from generator.cli import run  # noqa: PLC0415

    with pytest.raises(SystemExit) as stopped:
        run()
    assert stopped.value.code == 2
    said = elsewhere.capfd.readouterr()
    assert said.out == ""
    assert said.err.startswith("文库 错误 templates-limit\n   用这个文件夹里的文库，时间超过了限度，已经停下")
    assert "不加 --templates" in said.err


# --- what comes out ---------------------------------------------------------------------------------------

FORMATS = ("--format", "docx", "--format", "html", "--format", "md")
QUIET = {
    "figure-unused",
    "upper-document-missing",
    "indicator-unconfirmed",
    "outline-gap",
}  # what is said of the profiles themselves


@attack
@pytest.mark.parametrize(("texts", "refused"), [(MARKUP, True), (HARMLESS, False)], ids=["markup", "text"])
def test_what_templates_say_is_text_in_every_format_or_refused(
    elsewhere: Elsewhere,
    texts: list[str],
    refused: bool,  # noqa: FBT001
) -> None:
    asked = elsewhere.many(texts)
    ran = elsewhere.run("draft", *asked, "-o", "out", *FORMATS)
    assert ran.code == int(refused), ran.all
    for name, text in asked.items():
        stem = Path(name).stem
        if (elsewhere.home / "out" / f"{stem}.docx").exists():
            assert not refused, text
            harmless(elsewhere, stem)
        else:
            assert refused, text
    assert set(ran.rules) <= {"draft-xml", "template-error", "file-stopped", "gap", *QUIET}


@attack
def test_a_frame_of_its_own_makes_a_sound_file_or_none(elsewhere: Elsewhere) -> None:
    frames = "".join(f'{{% if title == "p{n}" %}}{text}{{% endif %}}' for n, text in enumerate(PARTS))
    elsewhere.put(
        "common/document.xml.j2", f'<document title="t" locality="l" period="p">{frames}</document>'
    )
    names = [f"p{n}" for n in range(len(PARTS))]
    for name in names:
        (elsewhere.home / f"{name}.yaml").write_text(f"{SOUND}title: {name}\n", "utf-8")
    ran = elsewhere.run("draft", *(f"{name}.yaml" for name in names), "-o", "out", *FORMATS)
    assert ran.code == 1
    assert "templates-broken" not in ran.rules
    made = [name for name in names if (elsewhere.home / "out" / f"{name}.docx").exists()]
    assert 10 < len(made) < len(names)
    for name in made:
        harmless(elsewhere, name)


def harmless(elsewhere: Elsewhere, stem: str) -> None:
    """Check that the page has no script and nothing from outside, and the Word file no field or link."""
    page = html.document_fromstring(elsewhere.made("html", stem).decode())
    assert page.xpath("//script | //iframe | //object | //embed | //img | //form | //link | //base") == []
    assert [a for a in page.xpath("//a/@href") if not a.startswith("#")] == []
    names = [str(name) for each in page.iter(etree.Element) for name in each.attrib]
    assert [name for name in names if name.startswith("on")] == []
    with zipfile.ZipFile(io.BytesIO(elsewhere.made("docx", stem))) as package:
        for name in package.namelist():
            root = etree.fromstring(package.read(name))
            if name.endswith(".rels"):
                assert root.xpath("//*[@TargetMode]") == []
    with zipfile.ZipFile(io.BytesIO(elsewhere.made("docx", stem))) as package:
        body = etree.fromstring(package.read("word/document.xml"))
    fields = [field.strip() for field in body.itertext("{*}instrText")]
    assert {field.split()[0] for field in fields} <= {"PAGE", "PAGEREF", "TOC"}
    assert body.xpath("//*[local-name()='hyperlink' and not(@*[local-name()='anchor'])]") == []
