"""What people fill in about themselves."""

from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext as _


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
