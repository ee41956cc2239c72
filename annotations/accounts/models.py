"""One row for everybody who can write, sign or be named: persons, guests, machines, imported names."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

USERNAME = RegexValidator(r"\A[A-Za-z0-9._-]{1,64}\Z", _("Letters, digits, dot, underscore and hyphen, at most 64."))


class UserManager(BaseUserManager):
    def create_user(self, username, *, password=None, **fields):
        """A new user; without a password nobody can sign in with one."""
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username):
        return self.get(username__iexact=username)


class User(AbstractBaseUser):
    """An author, actor or assignee. Only persons sign in and are members."""

    class Kind(models.TextChoices):
        PERSON = "person"
        GUEST = "guest"
        MACHINE = "machine"
        IMPORTED = "imported"

    username = models.CharField(max_length=64, unique=True, validators=[USERNAME])
    name = models.CharField(max_length=200, blank=True, default="")
    email = models.EmailField(blank=True, default="")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.PERSON)
    language = models.CharField(max_length=10, blank=True, default="")
    appearance = models.CharField(max_length=5, blank=True, default="")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("username"), name="user_username_once"),
            models.UniqueConstraint(Lower("email"), condition=~models.Q(email=""), name="user_email_once"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["person", "guest", "machine", "imported"]), name="user_kind_known"
            ),
        ]

    def __str__(self):
        return self.username

    @property
    def shown_name(self):
        """The name on screen."""
        return self.name or self.username
