"""The administrative regions."""

from __future__ import annotations

from policies.recognizers.regions_zh import large_regions, regions


def test_regions_with_and_without_suffix() -> None:
    """A region is known by its full and its short name; a county's short name is not a large region."""
    assert {"广东省", "广东", "深圳市", "深圳", "西藏", "广西", "凉山", "台北"} <= large_regions()
    assert {"南山区", "长阳土家族自治县", "长阳", "于都县"} <= regions()
    assert "南山" not in large_regions()
    assert all(len(name) >= 2 for name in regions())
