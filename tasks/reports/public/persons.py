"""Names of people in what a plan says: left out of everything that everybody sees."""

import re

POSTS = "Bí|Chánh|Chủ|Cục|Đội|Giám|Lãnh|Phó|Thường|Tổ|Trưởng|Ủy|Uỷ"
"""How posts begin that a document calls by the same word: "đồng chí Phó Chủ tịch"."""
CAPITALS = "".join(filter(str.isupper, map(chr, (*range(0x41, 0x250), *range(0x1E00, 0x1F00)))))
WORD = rf"[{CAPITALS}][^\W\d_]*"
NAMED = re.compile(
    rf"\b((?i:ông|bà|đồng chí|đ/c|anh|chị|cụ))\s+(?!(?:{POSTS}|Rịa)\b){WORD}(?:\s+{WORD})+"
)
LEFT_OUT = r"\1 …"


def unnamed(words: str) -> str:
    """Return words without the names that follow "ông", "bà", "đồng chí" and the like."""
    return NAMED.sub(LEFT_OUT, words)
