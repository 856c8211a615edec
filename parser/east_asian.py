"""The cut before Chinese, Japanese and Korean names, where no capital shows it.

A name is taken for the last two to five characters of its part. Each length is weighed by how common it
is, by the lengths of the other names of the line, and by whether a common surname stands there. That is
right for two lines in three at best, so it stays doubtful; but a change of script (`LLM张伟`) tells more.
"""

from __future__ import annotations

import re

MOST_CONFIDENT = 0.8
SCRIPT_CHANGES = 0.95

_EAST = "\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
_AT_END = re.compile(f"[{_EAST}]$")
_NAME = re.compile(f"[{_EAST}]{{2,5}}|[{_EAST}]{{1,3}} [{_EAST}]{{1,3}}")
_RUN = re.compile(f"(?P<before>[^{_EAST}\\s])?(?P<run>[{_EAST}]+)(?P<given> [{_EAST}]{{1,3}})?$")
_KANA = re.compile("[\u3040-\u30ff]")
_HANGUL = re.compile("[\uac00-\ud7af]")

_LENGTHS = {2: 0.25, 3: 0.65, 4: 0.1}
_JAPANESE_LENGTHS = {3: 0.2, 4: 0.65, 5: 0.15}
_KOREAN_LENGTHS = {2: 0.07, 3: 0.9, 4: 0.03}
_SURNAME_LENGTHS = {1: 0.15, 2: 0.8, 3: 0.05}
_HAS_SURNAME = 20.0
_LIKE_THE_OTHERS = 2.0

_CHINESE = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭"
    "陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤張劉陳楊黃趙吳孫馬鄭謝許韓馮鄧"
    "蔣余葉魏蘇呂盧鍾譚陸鄒龍賀顧錢嚴湯"
)
_CHINESE_DOUBLE = frozenset(
    "欧阳 歐陽 司马 司馬 诸葛 諸葛 上官 司徒 东方 皇甫 慕容 令狐 夏侯 尉迟 公孙 长孙".split(" ")
)
_KOREAN = frozenset(
    "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민류나진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용"
)
_JAPANESE = frozenset(
    "佐藤 鈴木 高橋 田中 伊藤 渡辺 渡邊 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 井上 木村 斎藤 "
    "斉藤 清水 山崎 池田 橋本 阿部 石川 山下 中島 石井 小川 前田 岡田 長谷川 藤田 後藤 近藤 村上 遠藤 "
    "青木 坂本 福田 太田 西村 藤井 金子 岡本 藤原 中野 三浦 原田 中川 松田 竹内 小野 田村 中山 和田 "
    "石田 森田 上田 柴田 酒井 宮崎 横山 高木 安藤 宮本 大野 小島 今井 谷口 工藤 高田 増田 丸山 杉山 "
    "村田 大塚 新井 小山 平野 藤本 河野 上野 野口 武田 松井 千葉 岩崎 菅原 木下 久保 佐野 野村 松尾 "
    "市川 菊地 杉本 古川".split(" ")
)


def east_asian_places(texts: list[str], *, names: int | None) -> tuple[int, dict[int, float]] | None:
    """Where, in the parts of line 2 between commas, an East Asian name begins.

    Gives the number of the part and, by characters of that part, confidences; None where there is no such
    name. `names` is how many there are, where that is known.
    """
    number = len(texts) - 1
    if names is not None and len(texts) >= names:
        number = len(texts) - names
    else:
        while number > 0 and _NAME.fullmatch(texts[number]):
            number -= 1
    found = _RUN.search(texts[number])
    if not found or found.end() - found.start() == len(texts[number]) < 5:
        return None
    run, start = found["run"], found.start("run")
    if found["before"] and 2 <= len(run) <= 4:
        return number, {start: SCRIPT_CHANGES}
    japanese = any(map(_KANA.search, texts))
    others = [len(text) for text in texts[number + 1 :]]
    weights = _weights(run, others, has_given=bool(found["given"]), japanese=japanese)
    total = sum(weights.values())
    if not total:
        return None
    return number, {start + at: MOST_CONFIDENT * weight / total for at, weight in weights.items()}


def _weights(run: str, others: list[int], *, has_given: bool, japanese: bool) -> dict[int, float]:
    """For each length of name at the end of the run, at characters from its start."""
    korean = bool(_HANGUL.match(run[-1]))
    lengths = _KOREAN_LENGTHS if korean else _JAPANESE_LENGTHS if japanese else _LENGTHS
    if has_given:
        lengths = _SURNAME_LENGTHS
    weights = {}
    for length, weight in lengths.items():
        if length < len(run):
            name = run[-length:]
            if not has_given:
                weight *= 1 + _LIKE_THE_OTHERS * others.count(length)
            if _has_surname(name, korean=korean, japanese=japanese):
                weight *= _HAS_SURNAME
            weights[len(run) - length] = weight
    return weights


def _has_surname(name: str, *, korean: bool, japanese: bool) -> bool:
    if korean:
        return name[0] in _KOREAN
    if japanese:
        return any(name[:length] in _JAPANESE for length in (1, 2, 3))
    return name[:2] in _CHINESE_DOUBLE if len(name) == 4 else name[0] in _CHINESE
