"""Every rule's manual shows what the rule finds, and what it does not."""

import pytest

from headcat.document.edits import apply
from headcat.document.records import decode_text, read
from headcat.errors import Diagnostic, RefusedError
from headcat.rules import ERRORS, RULES, inspect, report
from headcat.rules.manual import EXAMPLE_DAY, example, manual


def found(text: str) -> tuple[Diagnostic, ...]:
    """Return all that is found in an example."""
    try:
        decoded, _ = decode_text("p.yaml", example(text))
    except RefusedError as error:
        return error.diagnostics
    return report("p.yaml", read(decoded), RULES, EXAMPLE_DAY)


@pytest.mark.parametrize("code", RULES)
def test_the_bad_example_is_found(code: str) -> None:
    assert code in {each.code for each in found(manual(code).bad)}


@pytest.mark.parametrize("code", RULES)
def test_the_good_example_is_good(code: str) -> None:
    codes = {each.code for each in found(manual(code).good)}
    assert codes & (ERRORS | {code}) == set()


@pytest.mark.parametrize("code", RULES)
def test_the_bad_example_has_no_other_error(code: str) -> None:
    assert {each.code for each in found(manual(code).bad)} & ERRORS <= {code}


@pytest.mark.parametrize("code", [code for code, rule in RULES.items() if rule.fixable])
def test_the_bad_example_is_mended_by_its_fix(code: str) -> None:
    decoded, _ = decode_text("p.yaml", example(manual(code).bad))
    fixes = [each.fix for each in inspect(read(decoded), {code})]
    assert all(fixes)
    assert inspect(read(apply(decoded, [edit for fix in fixes for edit in fix])), {code}) == []


@pytest.mark.parametrize("code", RULES)
def test_only_a_fixable_rule_has_fixes(code: str) -> None:
    data = example(manual(code).bad)
    if code != "HC010":
        fixed = any(each.fix for each in inspect(read(data.decode()), {code}, EXAMPLE_DAY))
        assert fixed == RULES[code].fixable
