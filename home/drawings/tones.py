"""What each house is painted in, and the hour of the day in a picture."""

from dataclasses import dataclass, replace

from home.drawings.colours import Colour, mix


@dataclass(frozen=True)
class Tones:
    wall: Colour
    side: Colour
    floor: Colour
    ceiling: Colour
    wood: Colour
    cloth: Colour
    cover: Colour
    accent: Colour
    metal: Colour
    paper: Colour
    leaf: Colour
    light: Colour
    shadow: Colour
    sky: Colour
    low: Colour
    far: Colour
    near: Colour

    def dimmed(self, share: float) -> "Tones":
        """The same room with the light going out of it."""
        names = (
            "wall",
            "side",
            "floor",
            "ceiling",
            "wood",
            "cloth",
            "cover",
            "accent",
            "metal",
            "paper",
            "leaf",
        )
        return replace(self, **{name: mix(getattr(self, name), self.shadow, share) for name in names})


FOG = Tones(
    wall="#b9c7cb", side="#a3b4ba", floor="#9c6b4c", ceiling="#dfe5e3", wood="#7b3b26", cloth="#f1ebe0",
    cover="#5d7a8a", accent="#b5563a", metal="#c9a064", paper="#f3ece0", leaf="#4f6a55", light="#fff0cf",
    shadow="#22323d", sky="#9fb6c1", low="#ece6da", far="#b4c4c9", near="#5f7680",
)  # fmt: skip

PLUM = Tones(
    wall="#7d3f63", side="#68324f", floor="#8a5a34", ceiling="#d9b7a6", wood="#4a2231", cloth="#f0ddcb",
    cover="#b8893b", accent="#d9a441", metal="#d2a447", paper="#f4e3cc", leaf="#5c6b3c", light="#ffdf9e",
    shadow="#2a1022", sky="#e7a57c", low="#fbdca2", far="#b56d77", near="#5d2b4c",
)  # fmt: skip

CANAL = Tones(
    wall="#dcdccb", side="#c5c9b8", floor="#a98355", ceiling="#efece0", wood="#3b5a4a", cloth="#f6f0e2",
    cover="#2f6b57", accent="#b3492f", metal="#b98f4c", paper="#faf4e6", leaf="#3f7350", light="#fff3d2",
    shadow="#15302c", sky="#a9cbc9", low="#f2ead2", far="#c07a5c", near="#8a4330",
)  # fmt: skip
