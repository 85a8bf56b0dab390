"""Every write to houses, rooms and roles that means something."""

from locations.actions.following import follow, unfollow
from locations.actions.founding import found_house
from locations.actions.houses import open_house, open_room
from locations.actions.prices import drop_price, keep_price
from locations.actions.residencies import add_resident, choose_listing, end_residency, remove_residency
from locations.actions.roles import give_role, invite_bookkeeper, invite_steward, take_role
from locations.actions.rooms import change_room
from locations.actions.secrets import keep_secrets
from locations.actions.settings import change_settings
from locations.actions.slugs import change_house_slug, change_room_slug

__all__ = [
    "add_resident",
    "change_room",
    "change_house_slug",
    "change_room_slug",
    "change_settings",
    "choose_listing",
    "drop_price",
    "end_residency",
    "follow",
    "found_house",
    "give_role",
    "invite_bookkeeper",
    "invite_steward",
    "keep_price",
    "keep_secrets",
    "open_house",
    "open_room",
    "remove_residency",
    "take_role",
    "unfollow",
]
