"""What looks like a phone number, an e-mail address or a national id, and what only resembles it.

All numbers are made up; the ids have the form of real ones with impossible or famous parts.
"""

import pytest

from workshop_kit.exports.personal import personal_header, personal_value


@pytest.mark.parametrize(
    "text",
    [
        *("13800138000", "138 0013 8000", "138-0013-8000", "+86 13800138000", "8613800138000"),
        *("13800138000.0", '="13800138000"', "电话13800138000谢谢", "请加我 13800138000"),
        *("010-62781234", "0755-26512345", "(0755)26512345", "010-1234-5678", "06 12 34 56 78"),
        *("0612345678", "+33 6 12 34 56 78", "+44 (0)20 7946 0958", "(555) 123-4567"),
        *("555-123-4567", "a@b.com", "Li <li.lei@example.com.cn>", "x_y+z@mail.example.org"),
        *("110101199001011234", "11010119900101123X", "110101900101123", "110101199001011008"),
        *("900101-1234567", "123-45-6789", "1 85 05 78 006 084 36", "185057800608436"),
    ],
)
def test_numbers_and_addresses_are_seen(text: str) -> None:
    assert personal_value(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "1", "5.0", "I like it", "我很喜欢", "125秒", "微信", "113.102.5.77(广东-深圳)"),
        *("192.168.100.200", "2026/11/3 10:20:11", "2026-11-03 10:20:11", "03-11-2026 10:20"),
        *("01.12.2026 10:30:15", "20261103102011", "1763691015000", "1712012345678"),
        *("123e4567-e89b-12d3-a456-426614174000", "R_3nPq7wXyZ012345", "118012345678"),
        *(
            "2013800138000",
            "0x13800138000",
            "3.13800138000",
            "@home",
            "a@b",
            "10-20-30",
            "0.1234567",
        ),
        *("119999199913991234", "1e10", "A-1234-5678"),
    ],
)
def test_times_addresses_of_machines_and_other_numbers_are_not(text: str) -> None:
    assert not personal_value(text)


@pytest.mark.parametrize("text", ["很" * 100_000, "1" * 100_000, "a@" * 50_000, "0 " * 50_000])
def test_long_comments_are_looked_through_at_once(text: str) -> None:
    # A pattern that tries every way would not come back from this within the hour.
    assert not personal_value(text)


@pytest.mark.parametrize(
    "header",
    [
        *(
            "手机号",
            "您的手机号码是？",
            "12、请留下您的手机号，方便联系",
            "联系电话：",
            "手机",
            "电话",
            "邮箱",
        ),
        *(
            "3. 电子邮件地址",
            "身份证号码",
            "联系方式",
            "Phone",
            "Q7 Phone number",
            "Your e-mail address",
        ),
        *(
            "E-mail",
            "email:",
            "Mobile",
            "2. Mobile number",
            "Passport number",
            "National ID",
            "Courriel",
        ),
        *("Numéro de téléphone", "휴대폰", "휴대폰 번호", "주민등록번호"),
    ],
)
def test_headers_that_ask_for_them_are_seen(header: str) -> None:
    assert personal_header(header)


@pytest.mark.parametrize(
    "header",
    [
        *(
            "序号",
            "提交答卷时间",
            "来自IP",
            "3、如果可以用手机预约，您的感受是？",
            "如果没有电话客服",
        ),
        *("If you can book by phone, how do you feel?", "If we send a mail?", "Mobile check-in"),
        *("Et si AudioConf vous envoyait un résumé par email ?", "respondent", "No"),
    ],
)
def test_questions_that_mention_them_are_not(header: str) -> None:
    assert not personal_header(header)
