"""Houses and rooms: rows that decide and pages that describe."""

from locations.models.code import DiscountCode, ReductionKind
from locations.models.fee import Basis, Fee, PaidBy
from locations.models.follow import Follow
from locations.models.house import (
    Cancelling,
    House,
    HousePage,
    HousePicture,
    Palette,
    PayWhen,
    Terms,
    Visibility,
)
from locations.models.residency import Residency
from locations.models.role import Duty, Role
from locations.models.room import Amenity, CapacityChange, Kind, Room, RoomPage, RoomPicture
from locations.models.season import LengthDiscount, Season, Weekday
from locations.models.slugs import OldSlug

__all__ = [
    "Amenity",
    "Basis",
    "Cancelling",
    "CapacityChange",
    "DiscountCode",
    "Duty",
    "Fee",
    "Follow",
    "House",
    "HousePage",
    "HousePicture",
    "Kind",
    "LengthDiscount",
    "OldSlug",
    "Palette",
    "PaidBy",
    "ReductionKind",
    "Residency",
    "Role",
    "Room",
    "RoomPage",
    "RoomPicture",
    "Season",
    "PayWhen",
    "Terms",
    "Visibility",
    "Weekday",
]
