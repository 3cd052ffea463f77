"""The forms of accounts: one for each action."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.contrib.auth.forms import (
    AuthenticationForm,
    PasswordChangeForm,
    UserCreationForm,
    UsernameField,
)
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from mlfym.accounts import throttle
from mlfym.accounts.models import User

# Generic for the type checker alone; at run time the form takes no parameter.
if TYPE_CHECKING:
    CreationForm = UserCreationForm[User]
else:
    CreationForm = UserCreationForm

EMAIL_HELP = _("Nothing is sent to it. It helps an administrator to know you again.")
CODES = [code for code, _name in settings.LANGUAGES]
SLOW_DOWN = _("That was a lot of tries. Please wait five minutes, then try again.")


def slow_down() -> ValidationError:
    """Return the error of someone who tries too often."""
    return ValidationError(SLOW_DOWN, code="throttled")


class SignUpForm(CreationForm):
    """A name and a password; an address if one likes."""

    class Meta:
        model = User
        fields = ("username", "email")
        field_classes = {"username": UsernameField}
        labels = {"email": _("Email (optional)")}
        help_texts = {
            "username": _("How we call you. Letters, digits and @ . + - _"),
            "email": EMAIL_HELP,
        }

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        self.request = request
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Refuse one address that makes accounts by the dozen."""
        if not throttle.SIGN_UP_ADDRESS.take(throttle.address(self.request)):
            raise slow_down()
        return super().clean() or {}


class SignInForm(AuthenticationForm):
    """Name and password, throttled for each name and address."""

    error_messages = {
        **AuthenticationForm.error_messages,
        "invalid_login": _("That name and password do not go together. Please try again."),
    }

    def clean(self) -> dict[str, Any]:
        """Check the password, unless this was tried too often."""
        if self.request is None:
            raise ValueError("the sign-in form needs its request")
        name, where = self.cleaned_data.get("username", ""), throttle.address(self.request)
        allowed = throttle.SIGN_IN.take(name, where), throttle.SIGN_IN_ADDRESS.take(where)
        if not all(allowed):
            raise slow_down()
        cleaned = super().clean()
        throttle.SIGN_IN.clear(name, where)
        return cleaned


class ConfirmedByPassword(forms.Form):
    """Asks for the password once more before something that cannot be taken back."""

    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        """Check that the password is the account's."""
        if not throttle.CONFIRM.take(str(self.user.pk)):
            raise slow_down()
        password = str(self.cleaned_data["password"])
        if not self.user.check_password(password):
            raise ValidationError(_("That is not your password."), code="wrong_password")
        throttle.CONFIRM.clear(str(self.user.pk))
        return password


class DeleteAccountForm(ConfirmedByPassword):
    """Delete an account, confirmed by its password."""


class ChangeEmailForm(ConfirmedByPassword):
    """Another address or none, confirmed by the password."""

    email = forms.EmailField(
        label=_("Email (optional)"),
        required=False,
        max_length=User._meta.get_field("email").max_length,
        help_text=EMAIL_HELP,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    field_order = ("email", "password")

    def clean_email(self) -> str:
        """Return the address as accounts keep it."""
        return User.objects.normalize_email(self.cleaned_data["email"])


class LanguageForm(forms.Form):
    """The language of an account; empty leaves it to each browser."""

    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        choices=[
            ("", _("As the browser")),
            *((code, get_language_info(code)["name_local"].capitalize()) for code in CODES),
        ],
        error_messages={"invalid_choice": _("We do not speak that language yet.")},
    )


class ForgetGuestForm(forms.Form):
    """Forget a guest, confirmed by a tick."""

    sure = forms.BooleanField(label=_("Yes, forget everything about this browser"))


class ChangePasswordForm(PasswordChangeForm):
    """The old password and a new one."""

    def clean_old_password(self) -> str:
        """Check the old password, unless this was tried too often."""
        if not throttle.CONFIRM.take(str(self.user.pk)):
            raise slow_down()
        password = super().clean_old_password()
        throttle.CONFIRM.clear(str(self.user.pk))
        return password
