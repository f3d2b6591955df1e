"""Technical administration: accounts and organisation only, nothing confidential."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from people.models import Board, Role, School, User


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    list_display = ("name", "email", "is_active", "is_staff")
    search_fields = ("name", "email")
    fields = ("name", "email", "is_active", "is_staff")
    readonly_fields = ("email",)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """An account is closed, not removed: what it did stays readable."""
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Accounts come from invitations."""
        return False


@admin.register(Board)
class BoardAdmin(admin.ModelAdmin):
    search_fields = ("name",)


@admin.register(School)
class SchoolAdmin(admin.ModelAdmin):
    list_display = ("name", "brin", "board")
    search_fields = ("name", "brin")


@admin.register(Role)
class RoleAdmin(admin.ModelAdmin):
    """To read only: a role comes from an invitation, so that nobody can give one to themselves."""

    list_display = ("user", "kind", "school", "board", "withdrawn_at")
    list_filter = ("kind",)
    search_fields = ("user__name", "user__email")
    list_select_related = ("user", "school", "board")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
