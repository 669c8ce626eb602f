"""The gazetteer of divisions: codes, former and short names, chains, and what a text's other places tell."""

import pytest

from unionkg.divisions import chain_codes, codes_of, division_codes, full_chain, is_above, narrow
from unionkg.resources import read_table


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("北京市", "110000"), ("北京", "110000"), ("海淀", "110108"), ("内蒙古", "150000"), ("延边州", "222400"),
        ("襄樊市", "420600"), ("思茅市", "530800"), ("密云县", "110118"), ("新市区", "650104"),
    ],
)  # fmt: skip
def test_codes(name, code):
    """Full, short and former names lead to the code of today."""
    assert codes_of(name) == (code,)


def test_homonyms_have_several_codes():
    """朝阳区 is in 北京 and in 长春; what stands before it, or what else a text names, tells."""
    both = chain_codes(("朝阳区",))
    assert both == {"110105", "220104"}
    assert chain_codes(("长春市", "朝阳区")) == {"220104"}
    assert narrow(both, {"220100"}) == {"220104"}
    assert narrow(both, {"110000", "220000"}) == both
    assert chain_codes(("岚江省", "朝阳区")) == frozenset()


def test_every_division_lies_in_its_chain():
    """Each code has a chain of names that ends with its own and leads back to it."""
    for name, codes in division_codes().items():
        for code in codes:
            chain = full_chain(code)
            assert chain[-1] == name
            assert code in chain_codes(chain)


def test_former_names_lead_to_divisions_of_today():
    """No former name is in use today, and each leads to a code that is listed."""
    known = {code for codes in division_codes().values() for code in codes}
    for former, code in read_table("former_divisions"):
        assert former not in division_codes() and code in known


def test_containment():
    """A province contains its cities and their counties, nothing contains itself."""
    assert is_above("320000", "320500") and is_above("320500", "320583") and not is_above("320583", "320500")
