"""Make a plan larger than any real one: 60 boxes, 300 rows of annex, titles of 400 characters, every form.

It is data of a profile, made here and nowhere else, so that the whole way from the profile to the pages is
walked. What is extreme stands once each; all the rest is of the size that real plans have.
"""

from __future__ import annotations

from plans import PERIOD

CHAPTERS, SECTIONS, MEASURES, BOXES = 6, 5, 10, 2  # in all 300 measures, each of them a task, and 60 boxes
PLAN_TITLE = 400
_SENTENCE = (
    "落实“三保障”政策，对困难残疾人家庭逐户建立台账，按照不低于90%的比例配备服务人员；"
    "完善县乡村三级服务网络——每年走访2次、回访1次，把服务送到残疾人身边。"
)
_NUMERALS = "零一二三四五六七八九"


def long_title(what: str, length: int = 400) -> str:
    """Return a title of so many characters."""
    words = "、完善城乡残疾人基本公共服务体系并健全残疾人关爱服务制度"
    return (what + words * (length // len(words) + 1))[:length]


def big() -> dict[str, object]:
    """Return the profile of the big plan."""
    return {
        "period": PERIOD,
        "locality": {"name": "青石市白鹭河特别生态功能区", "kind": "district"},
        "title": long_title("青石市白鹭河特别生态功能区“十四五”残疾人保障和发展规划", PLAN_TITLE),
        "status": "讨论稿",
        "parts": _parts(),
        "indicators": {
            f"own_{n}": {
                "name": f"自设指标{n}",
                "attribute": "预期性",
                "baseline": "0",
                "target": "9" * 8 * n,
            }
            for n in range(1, 13)
        },
        "commitments": {"rows": {"value": "1234567890" * 12, "name": "很长的数", "unit": "人"}},
        "outline": {
            "form": {"run_in": {"measure": "false"}, "numbering": {"box": "专栏{n}  "}},
            "preamble": [[{"own": _SENTENCE}]],
            "chapters": [_targets(), *(_chapter(n) for n in range(1, CHAPTERS + 1))],
        },
    }


def _parts() -> list[object]:
    """Return every form, a wide annex and the imprint at the end."""
    issuer = {"issuer": "青石市白鹭河特别生态功能区管理委员会", "date": "2022年6月14日"}
    return [
        {"form": "issuing-notice", "recipients": "各镇人民政府", "approver": "市政府", **issuer},
        {"form": "contents", "levels": "chapter section box annex"},
        "plan",
        {"form": "task-division", "landscape": "true"},
        {"form": "imprint", "copies": "市委办公室，市人大常委会办公室", **issuer},
    ]


def _targets() -> dict[str, object]:
    return {"chapter": "targets", "title": "目标", "body": [{"table": "indicators"}]}


def _chapter(n: int) -> dict[str, object]:
    title = long_title("章") if n == 1 else f"第{_NUMERALS[n]}方面任务"
    return {"chapter": f"c{n}", "title": title, "body": [_section(n, s) for s in range(1, SECTIONS + 1)]}


def _section(chapter: int, n: int) -> dict[str, object]:
    key = f"c{chapter}s{n}"
    title = (
        long_title("节") if (chapter, n) == (1, 2) else f"推进第{_NUMERALS[chapter]}之{_NUMERALS[n]}项工作"
    )
    body: list[object] = [_measure(key, m) for m in range(1, MEASURES + 1)]
    return {"section": key, "title": title, "body": [*body, _plain_box(key), _grouped_box(key)]}


def _measure(section: str, n: int) -> dict[str, object]:
    """Return a measure with its departments; one has a title of 400 characters, one 20,000 in a sentence."""
    key, sentences = f"{section}m{n}", 1 + n % 4
    title = long_title("条") if key == "c1s3m2" else f"做好{key}服务"
    text = _SENTENCE * sentences + "服务{commitments.rows}人。" * (key == "c1s1m1")
    if key == "c2s1m1":
        text = (_SENTENCE * (20_000 // len(_SENTENCE) + 1))[:20_000]
    return {
        "measure": key,
        "title": title,
        "topics": [{"own": text}],
        "lead": ["federation"],
        "with": ["health", "finance", "civil_affairs"],
    }


def _plain_box(section: str) -> dict[str, object]:
    """Return a box of items; the first of all has a title of 400 characters."""
    title = long_title("专栏标题") if section == "c1s1" else f"{section}重点项目"
    return {
        "box": f"{section}_plain",
        "title": title,
        "items": [_item(section, n, n % 3 + 1) for n in range(1, 5)],
    }


def _grouped_box(section: str) -> dict[str, object]:
    """Return a box of groups; how long they are differs, so that they begin at every place of a page."""
    groups = [
        {
            "group": f"{section}g{g}",
            "title": f"{section}第{_NUMERALS[g]}类",
            "items": [_item(section, 10 * g + n, (g + n) % 4 + 1) for n in range(1, 4)],
        }
        for g in range(1, 4 + int(section[-1]) % 3)
    ]
    return {"box": f"{section}_grouped", "title": f"{section}分类项目", "groups": groups}


def _item(section: str, n: int, sentences: int) -> dict[str, object]:
    return {
        "item": f"{section}i{n}",
        "title": f"{section}项目{n}",
        "topics": [{"own": _SENTENCE * sentences}],
    }
