"""People."""

import factory

from members.models import User


class UserFactory(factory.django.DjangoModelFactory):
    """A person who signs in by code only."""

    class Meta:
        model = User

    name = factory.Sequence(lambda n: f"Person {n}")
    email = factory.Sequence(lambda n: f"person{n}@example.org")

    @classmethod
    def _create(cls, model_class, *args, **fields):
        if fields.pop("is_superuser", False):
            return User.objects.create_superuser(**fields)
        return User.objects.create_user(**fields)
