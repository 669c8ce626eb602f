"""Parent candidates: what a name contains or points to is proposed, not merged."""

from entities.test_resolution import reading

from unionkg.entities import resolve
from unionkg.entities.parents import parent_candidates


def proposed(*names):
    """Return (child, parent, reason) of the bodies with these names, each in a document of its own."""
    resolution = resolve(reading(key, ("Organization", name)) for key, name in zip("abcdef", names, strict=False))
    name = {entity.id: entity.canonical for entity in resolution.entities}
    return {(name[found.child], name[found.parent], found.reason) for found in parent_candidates(resolution)}


def test_departments_divisions_and_companies():
    """A department is under its body, a district's union under the city's, a factory's union under the factory."""
    assert proposed("北京市总工会", "海淀区总工会", "北京市总工会权益保障部", "江苏省总工会") == {
        ("海淀区总工会", "北京市总工会", "division"),
        ("北京市总工会权益保障部", "北京市总工会", "department"),
    }
    assert proposed("霁州第二棉纺厂", "霁州第二棉纺厂工会") == {("霁州第二棉纺厂工会", "霁州第二棉纺厂", "company")}


def test_a_bureau_is_not_under_the_bureau_above():
    """Only unions, committees and federations are led by their namesake one level up; sisters never are."""
    assert not proposed("北京市教育局", "海淀区教育局", "海淀区妇女联合会")
