"""What people fill in about themselves."""

from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext as _

from annotations.accounts.models import USERNAME, User


class PasswordForm(forms.Form):
    """A new password, twice; the names of the fields are those of the templates of allauth."""

    password1 = forms.CharField(widget=forms.PasswordInput, strip=False, max_length=1000)
    password2 = forms.CharField(widget=forms.PasswordInput, strip=False, max_length=1000)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean(self):
        first, second = self.cleaned_data.get("password1"), self.cleaned_data.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("The two are not the same."))
        elif first:
            try:
                password_validation.validate_password(first, self.user)
            except forms.ValidationError as error:
                self.add_error("password1", error)
        return self.cleaned_data


class AccountForm(PasswordForm):
    """A new account: username, name, e-mail if one likes, a password twice. `account` is for `create_account`."""

    username = forms.CharField(max_length=64, validators=[USERNAME])
    name = forms.CharField(max_length=200, required=False)
    email = forms.EmailField(required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, user=None, **kwargs)

    def clean_username(self):
        username = self.cleaned_data["username"]
        if User.objects.filter(username__iexact=username).exists():
            raise forms.ValidationError(_("This name is taken. If it is you, sign in."))
        return username

    def clean_email(self):
        email = self.cleaned_data["email"]
        if email and User.objects.filter(email__iexact=email).exists():
            raise forms.ValidationError(_("There is an account with this address. If it is yours, sign in."))
        return email

    def clean(self):
        # So that a password that is the name, or nearly, is told.
        self.user = User(**{name: self.cleaned_data.get(name, "") for name in ("username", "name", "email")})
        return super().clean()

    @property
    def account(self):
        names = ("username", "name", "email")
        return {name: self.cleaned_data[name] for name in names} | {"password": self.cleaned_data["password1"]}
