"""Every write to houses, rooms and roles that means something."""

from locations.actions.houses import open_house, open_room
from locations.actions.roles import give_role, take_role
from locations.actions.settings import change_settings

__all__ = ["change_settings", "give_role", "open_house", "open_room", "take_role"]
