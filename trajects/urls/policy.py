"""The present taakbeleid, its versions and its CAO numbers."""

from django.urls import path

from trajects.views import policy, policy_terms, policy_versions

urlpatterns = [
    path("trajecten/<int:pk>/taakbeleid/", policy.policy, name="policy"),
    path("trajecten/<int:pk>/taakbeleid/inlezen/", policy.policy_upload, name="policy_upload"),
    path("trajecten/<int:pk>/taakbeleid/nieuw/", policy.policy_item_add, name="policy_item_add"),
    path(
        "trajecten/<int:pk>/taakbeleid/downloaden/<slug:kind>/",
        policy.policy_export,
        name="policy_export",
    ),
    path("trajecten/<int:pk>/taakbeleid/pdf/", policy_versions.paper, name="policy_paper"),
    path(
        "trajecten/<int:pk>/taakbeleid/nieuwe-versie/", policy_versions.begin, name="policy_begin"
    ),
    path(
        "trajecten/<int:pk>/taakbeleid/vergelijken/",
        policy_versions.compare,
        name="policy_compare",
    ),
    path("trajecten/<int:pk>/taakbeleid/uitgangspunten/", policy_terms.terms, name="policy_terms"),
    path(
        "trajecten/<int:pk>/taakbeleid/uitgangspunten/wijzigen/",
        policy_terms.basis,
        name="policy_basis",
    ),
    path(
        "trajecten/<int:pk>/taakbeleid/uitgangspunten/overnemen/",
        policy_terms.take,
        name="policy_terms_take",
    ),
    path(
        "trajecten/<int:pk>/taakbeleid/uitgangspunten/nieuw/",
        policy_terms.add,
        name="policy_term_add",
    ),
    path("uitgangspunten/<int:pk>/", policy_terms.term, name="policy_term"),
    path("taakbeleid-inlezen/<int:pk>/", policy.policy_import, name="policy_import"),
    path("taakbeleid-inlezen/<int:pk>/verwerken/", policy.policy_confirm, name="policy_confirm"),
    path("onderdelen/<int:pk>/", policy.policy_item, name="policy_item"),
    path("onderdelen/<int:pk>/weghalen/", policy.policy_item_remove, name="policy_item_remove"),
]
