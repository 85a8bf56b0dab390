"""Every write to houses, rooms and roles that means something."""

from locations.actions.houses import open_house, open_room
from locations.actions.roles import give_role, take_role

__all__ = ["give_role", "open_house", "open_room", "take_role"]
