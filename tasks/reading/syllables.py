"""Which letters can be a syllable of Vietnamese, by the rules of its spelling.

Says nothing about meaning: "thườn" can be one. Source: the initials and finals of Vietnamese
orthography; before -c, -ch, -p, -t only sắc and nặng stand.
"""

import re
import unicodedata
from functools import lru_cache

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_STOPPED = "\u0301\u0323"
"""Sắc and nặng, the tones of what ends with a stop."""

_FINALS = """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich im in inh ip it iu
    iêc iêm iên iêng iêp iêt iêu o oa oac oach oai oam oan oang oanh oao oap oat oay
    oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt
    ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc uê uêch uên uênh ui um un ung uơ up ut
    uôc uôi uôm uôn uông uôt uy uya uych uynh uyên uyêt uyt uyu uyn uyp
    ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu y yêm yên yêng yêt yêu
"""
_BEHIND_Q = """
    ua uac uach uai uan uang uanh uao uat uau uay uăc uăm uăn uăng uăp uăt uân uât uây ue uen ueo
    uet uê uêch uên uênh uêt ui uit uôc uơ uơn uơt uy uych uyn uynh uyên uyêt uyt
"""
_SPELLED = re.compile(
    r"(?:(?:ngh|ng|nh|gh|gi|ph|th|tr|ch|kh|[bcdđghklmnprstvx])?"
    rf"(?:{'|'.join(_FINALS.split())})|q(?:{'|'.join(_BEHIND_Q.split())}))"
)


@lru_cache(maxsize=8192)
def is_syllable(word: str) -> bool:
    """Tell whether a word, written large or small, is spelled as one syllable of Vietnamese."""
    letters, tones = [], []
    for letter in unicodedata.normalize("NFC", word.lower()):
        parts = unicodedata.normalize("NFD", letter)
        tones += [part for part in parts if part in _TONES]
        letters.append("".join(part for part in parts if part not in _TONES))
    bare = unicodedata.normalize("NFC", "".join(letters))
    if len(tones) > 1 or not _SPELLED.fullmatch(bare):
        return False
    return not bare.endswith(("c", "ch", "p", "t")) or (bool(tones) and tones[0] in _STOPPED)
