"""What looks like a phone number, an e-mail address or a national id, by header or by content."""

import re

_NUMBERING = re.compile(r"^\W*(?:[Qq]?\d+)?[\s.、:：)）\]】]*")
# Said in a whole header, or anywhere in one: a question about booking by phone is neither.
_BARE = re.compile(
    r"(?:your |您的|你的|联系)?(?:phone|mobile|telephone|tel|cell|e-?mail|mail|passport"
    r"|téléphone|portable|courriel|手机|电话|联系电话|휴대폰|전화|이메일)[\s:：*?？]*",
    re.I,
)
_NAMED = re.compile(
    r"手机号|电话号|联系电话|联系方式|邮箱|电子邮件地址|身份证|证件号|护照号"
    r"|휴대폰 ?번호|전화 ?번호|이메일 ?주소|주민등록번호"
    r"|\b(?:phone|mobile|telephone|cell|passport|id card|identity card|social security)"
    r"[ _-]?(?:number|no\b)|\b(?:national|citizen) id\b|\be-?mail[ _-]?address"
    r"|num[ée]ro de (?:t[ée]l[ée]phone|portable)|adresse e-?mail",
    re.I,
)
_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_VALUES = re.compile(
    r"\w@[\w-]+(?:\.[\w-]+)+"  # e-mail; its beginning could be looked for very long
    r"|(?<![\dA-Za-z.-])(?:"
    r"(?:(?:\+|00)?86[- ]?)?1[3-9]\d(?:[- ]?\d{4}){2}"  # mobile, China
    r"|\+[1-9](?:[ ().-]{0,2}\d){7,13}"  # international
    r"|\(?0[1-9](?:[ ().-]{0,2}\d){7,10}"  # with the area code: China, Korea, Europe
    r"|\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}"  # North America
    rf"|[1-9]\d{{5}}(?:19|20)\d{{2}}{_DAY}\d{{3}}[\dXx]|[1-9]\d{{7}}{_DAY}\d{{3}}"  # id, China
    rf"|\d{{2}}{_DAY}-[1-8]\d{{6}}"  # Korea
    r"|\d{3}-\d{2}-\d{4}"  # United States
    r"|[12] ?\d{2} ?(?:0[1-9]|1[0-2]) ?\d{2} ?\d{3} ?\d{3} ?\d{2}"  # France
    r")(?:\.0+)?(?![\dA-Za-z:])",  # 01-12-2026 10:30 is none
    re.I,
)


def personal_header(header: str) -> bool:
    """Whether a column says that it holds such data."""
    bare = _NUMBERING.sub("", header)
    return bool(_BARE.fullmatch(bare) or _NAMED.search(bare))


def personal_value(text: str) -> bool:
    """Whether such data is in a cell.

    >>> personal_value("138 0013 8000"), personal_value("3 minutes")
    (True, False)
    """
    # The shortest of them has seven characters, a@b.com.
    return len(text) > 6 and _VALUES.search(text) is not None
