# ruff: noqa: E501  # a case stands on one line
"""List templates and data that try to read, run, hang or fill what they can, or have a wrong shape."""

from __future__ import annotations

from foreign import PERIOD, TOPIC

NOT_OURS = [
    "rules.yaml", "schema/profile.yaml", "html/page.html.j2", "profile/roll.yaml", "yaml_problems.yaml",
    "styles/gbt9704.yaml", "topics/x.xml.j2", f"{PERIOD}/x/y.yaml", f"{PERIOD}/topics/x.py",
]  # fmt: skip
OUR_OWN = [
    "rules.yaml", "schema/profile.yaml", "html/page.html.j2", "html/draft.html.j2", "yaml_problems.yaml",
    "system_problems.yaml", "styles/gbt9704.yaml", "profile/profile.yaml.j2",
]  # fmt: skip
COMMANDS = [
    ["check", "a.yaml"],
    ["gaps", "a.yaml"],
    ["request", "a.yaml", "--letters"],
    ["draft", "a.yaml", "b.yaml", "--jobs", "2"],
    ["diff", "a.yaml", "b.yaml"],
    ["text", "a.yaml"],
    ["schema"],
    ["verify", "out/a.docx", "--profile", "a.yaml"],
]

BROKEN = {
    "lexicon/departments.yaml": [("federation: 残联\n", "type-wrong", 1), ("a: {name: [b]}\n", "type-wrong", 1),
                                 ("a: {name: {county: 甲}}\n", "value-form", 1), ("a: {nam: 甲}\n", "key-unknown", 1)],
    "lexicon/places.yaml": [("kinds: {}\n", "value-empty", 1), ("[a]\n", "type-wrong", 1), ("a: [\n", "yaml-syntax", 1)],
    "lexicon/sentences.yaml": [("units: [个]\nwhole: (\n", "value-form", 2)],
    "lexicon/odd.yaml": [("a: b\n", "templates-unknown", 0)],
    f"{PERIOD}/period.yaml": [("extends: 2026-2030\n", "value-unknown", 1), ("extends: ../../x\n", "value-unknown", 1),
                              ("a: !!python/object/apply:os.system [id]\n", "yaml-tag", 1),
                              ("extends: 2021-2025\nwords: [a]\n", "type-wrong", 2)],
    f"{PERIOD}/indicators.yaml": [("indicators: {a: {name: 甲}}\n", "national-set", 1)],
    f"{PERIOD}/names.yaml": [("a: {department: federation}\n", "key-missing", 1), ("a: 甲\n", "type-wrong", 1)],
    f"{PERIOD}/outlines/county.yaml": [("chapters: 甲\n", "type-wrong", 1), ("extends: ../../../etc/x\n", "value-unknown", 1),
                                       ("chapters: [{chaptr: a, title: b}]\n", "key-unknown", 1), ("[]\n", "type-wrong", 1)],
    TOPIC: [("{% macro hello() %}", "template-error", 1), ("\n{% macro hello() %}{{ nothing }}{% endmacro %}", "template-error", 2),
            ("{% macro hello() %}\n{{ 1/0 }}{% endmacro %}", "template-error", 2), ("{% macro other() %}{% endmacro %}", "topic-unknown", 4)],
    "common/document.xml.j2": [("<document>", "draft-xml", 1), ("{% include 'x' %}", "template-error", 1), ("\xff", "draft-xml", 1)],
    "common/say.xml.j2": [("", "template-error", 0)],
}  # fmt: skip

READING = [
    '{% include "../a.yaml" %}', '{% include "../../a.yaml" %}', '{% include "/etc/passwd" %}', '{% include "a.yaml" %}',
    '{% import "/etc/passwd" as x %}', '{% from "../secret.xml.j2" import x %}', '{% extends "/etc/passwd" %}',
    '{% include "..\\\\a.yaml" %}', '{% include "C:/a.yaml" %}', '{% include ["//etc/passwd", "./../a.yaml"] %}',
    '{% include "2026-2030+/../../a.yaml" %}', '{% include "2026-2030/../rules.yaml" %}', '{% include "../rules.yaml" %}',
    '{{ text_of("../../..", {"own": "", "topic": "a.b"}) }}', '{{ text_of("topics", {"own": "", "topic": "../../a.b"}) }}',
    '{{ text_of("/etc", {"own": "", "topic": "passwd.b"}) }}', "{{ self.__class__ }}", "{{ slot.__globals__ }}",
    "{{ slot.__self__ }}", "{{ slot.__func__.__globals__ }}", "{{ doc.__closure__ }}", "{{ cycler.__init__.__globals__ }}",
    "{{ lipsum.__globals__ }}", "{{ joiner.__init__ }}", "{{ namespace.__init__ }}", "{{ dict.mro() }}",
    "{{ say.__dict__ }}", "{{ figure._func }}", "{{ figure._environment.loader }}", "{{ say._body_stream }}",
    '{{ ""|attr("__class__") }}', '{{ [1]|map(attribute="__class__")|list }}', '{{ ["a"]|map("attr", "__class__")|list }}',
    '{{ "{0.__class__.__mro__}".format(term) }}', '{{ ("{0.__class__}"|safe).format(term) }}', '{{ "{a.__class__}".format_map({"a": 1}) }}',
    '{{ ["{0.__class__}"]|map("format", 1)|first }}{{ "{0.__class__}".format|string }}{{ 1/0 }}',
    "{% set x = term.__class__ %}{{ x }}", "{{ term.pop('place') }}", "{{ term.update({}) }}", "{{ body[0].__class__ }}",
    "{{ uppers.__class__.__base__.__subclasses__() }}", "{{ (()|string).__class__ }}", "{{ loop }}", "{{ caller }}",
    "{% call slot('x') %}{{ caller.__globals__ }}{% endcall %}", "{{ slot('population.certified').__class__ }}",
    "{{ rows('/etc/passwd') }}{{ 1/0 }}", "{{ heading('../x', 'y') }}", "{{ table_title('../x') }}", "{{ results.__self__.profile }}",
    "{{ get_flashed_messages }}", "{{ config }}", "{{ request }}", "{{ open('/etc/passwd') }}", "{% debug %}", "{% do 1 %}",
]  # fmt: skip

HANGING = [
    "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
    "{% for a in range(99999) %}{% for b in range(99999) %}{{ 'x' * 10**5 }}{% endfor %}{% endfor %}",
    "{{ 10**(10**8) }}",
    "{% set ns = namespace(x=9) %}{% for i in range(60) %}{% set ns.x = ns.x * ns.x %}{% endfor %}{{ ns.x % 7 }}",
    "{{ lipsum(n=10**9) }}",
]

FILLING = [
    "{{ 'a' * 10**11 }}",
    "{{ ([0] * 10**11) | length }}",
    "{{ 'a' | center(10**11) }}",
    "{{ ('%' ~ 10**11 ~ 'd') % 1 }}",
    "{{ ('{:' ~ 10**11 ~ '}').format(1) }}",
    "{{ 'a\n' | indent(10**11, true) }}",
    "{{ 'a'.ljust(10**11) }}",
    "{{ range(99999) | map('string') | join('x' * 10**6) | length }}",
    "{% set ns = namespace(x='aaaa') %}{% for i in range(60) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}{{ ns.x }}",
    "{% set ns = namespace(x=[1]) %}{% for i in range(60) %}{% set ns.x = ns.x + ns.x %}{% endfor %}{{ ns.x }}",
    "{{ [1] | batch(10**11, 'x') | list }}",
]

DEEP = [
    "{{ hello() }}", "{% include '2026-2030+/topics/province.xml.j2' %}{{ hello() }}", "{{ text_of('topics', {'own': '', 'topic': 'province.hello'}) }}",
    "{% for a in [1] recursive %}{{ loop([1]) }}{% endfor %}", "{{ " + "(" * 50_000 + "1" + ")" * 50_000 + " }}",
    "{{ " + "-" * 50_000 + "1 }}", "{% if 1 %}" * 3_000 + "{% endif %}" * 3_000, "{% for a in [1] %}" * 40 + "{% endfor %}" * 40,
    "{{ " + "[" * 50_000 + "]" * 50_000 + " }}", "{{ " + "1 + " * 100_000 + "1 }}", "<p>" * 100_000, "{{ '9'*10000|int }}{{ ('9'*10000)|int }}{{ 1/0 }}",
]  # fmt: skip

MARKUP = [
    "<script>alert(1)</script>", "<p key='x'><passage>x</passage></p>", "<a href='http://x.cn'>x</a>", "<!DOCTYPE x [<!ENTITY a 'b'>]>&a;",
    "&nbsp;", "<figure>a<b/></figure>", "{{ '<img src=x>'|safe }}", "</passage></p><fldSimple/>", "<?xml-stylesheet href='x'?></p>",
    "{{ '\u202e' }}", "{{ '\ufeff' }}", "\x1b[31m", "&#27;", "&#x202e;", "&#xFFFE;",
]  # fmt: skip

HARMLESS = [
    "{{ '<script>alert(1)</script>' }}", "&lt;script&gt;alert(1)&lt;/script&gt;", "<![CDATA[<script>alert(1)</script>]]>",
    '{ HYPERLINK "http://x.cn" } javascript:alert(1) http://x.cn', "<figure source=\"x']|//*\">1</figure>",
    "<figure source='a&quot;/&gt;&lt;w:instrText&gt;'>1</figure>", "<gap source='&lt;script&gt;' department='\"&gt;&lt;script&gt;'>缺</gap>",
    "<strong>[x](http://x.cn)</strong>", "<figure source='population.certified'>&lt;b&gt;</figure>", "<?pi x?>x", "<!-- x -->x",
]  # fmt: skip

PARTS = [
    '<plan key="x" title="x" number-chapter="{n.__class__}"><chapter key="k" title="t"><p/></chapter></plan>',
    '<plan key="\'&quot;&gt;&lt;script&gt;" title="x"><p key="&lt;"><passage key="&quot;">x</passage></p></plan>',
    '<plan key="x" title="x"><indicator-table key="t" title="t"><column id="a">A</column><row key="r"/></indicator-table></plan>',
    '<plan key="x" title="x"><indicator-table key="t" title="t"/></plan>', '<plan key="x" title="x"><task-table key="t"/></plan>',
    '<plan key="x" title="x"><box key="b" title="b"/></plan>', '<letter key="l" look="&quot;/&gt;&lt;w:x/&gt;"/>', "<letter/>", "<plan/>",
    '<contents levels="x y z" title="c"/>', '<annex key="a" label="l" title="t" landscape="x"/>', '<imprint key="i"/>', "",
    '<plan key="x" title="x"><indicator-table key="t" title="t" categories="odd"><column id="name">A</column><row key="r"><cell column="q">x</cell></row></indicator-table></plan>',
    '<plan key="x" title="x"/><plan key="x" title="x"/>', '<plan key="x" title="x" number-odd="x"/>', '<plan key="x" title="x" status="&#10;&lt;"/>',
]  # fmt: skip
