"""Words beside a capitalised word that make it a company's, a product's or a program's name. Knows no rule.

Word classes, not examples.
"""

from __future__ import annotations

from policies.recognizers.words import words

# Before it: what is bought, used, compared or owned, and what kind of thing it is.
BEFORE_FIRMS = frozenset(
    words(
        """
    by than vs versus use using used compare try wear buy bought sell fly flew prefer love like via my your our
    open install which own another every most carrier brand model app software plugin version product item supplier
    vendor retailer store shop platform tool company airline hotel bank network provider maker manufacturer label
    range series line team project
    """
    )
)
# What firms and programs have.
FIRM_THINGS = frozenset(
    words(
        """
    app apps website site store stores shop shops branch branches policy policies warranty terms returns return
    products product range catalogue catalog collection headquarters stock menu customer support service api
    dashboard subscription pricing plan plans network rooms flights fares loyalty newsletter packaging
    """
    )
)
# What firms and programs do.
FIRM_DOES = frozenset(
    words(
        """
    make makes ship ships sell sells sold offer offers launch launches launched release releases released acquire
    acquired merge merged integrate integrates sync syncs crash crashes crashed freezes support supports stocks
    cost costs weigh weighs fit fits own owns owned break breaks broke leaked charge charges charged updates updated
    """
    )
)
# What kind of thing bears the name behind it: "room Fermi", "Storm Ciara".
KINDS = frozenset(
    words(
        """
    room rooms theme hurricane storm typhoon cyclone shade colour color hall gate terminal venue lounge font tool
    framework library language package module server cluster host database engine script skin map level edition
    series model brand app plugin software version printer robot satellite rocket ship ferry vessel planet moon
    asteroid operation restart reboot reinstall uninstall deploy deployed upgrade install uses versus vs
    """
    )
)
